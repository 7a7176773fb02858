import { SearchError } from './errors.ts';
import { SEARCH_KEY_UID, searchKeyOf } from './keys.ts';
import { sectionId, type IndexEntry } from './records.ts';
import { INDEX } from './search.ts';
import { changedSettings, type SettingName } from './settings.ts';
import { createTransport } from './transport.ts';

export { SearchError, type SearchErrorKind } from './errors.ts';
export { SEARCH_KEY_UID, searchKeyOf } from './keys.ts';

export interface IndexerOptions {
  url: string;
  masterKey: string;
  /** Longest wait for one HTTP answer, in milliseconds. */
  timeoutMs?: number;
  /** Longest wait for one task to end, in milliseconds. */
  taskTimeoutMs?: number;
  /** The same during a rebuild, where tasks are large and wait for one another. */
  rebuildTimeoutMs?: number;
}

/**
 * Writes to Meilisearch. Each promise resolves when the change is searchable, and rejects with a
 * {@link SearchError} otherwise. Every call is idempotent: after a failure, make it again.
 */
export interface Indexer {
  /** Never throws; `reason` says why it is not up. */
  health(): Promise<{ up: boolean; reason: string | null }>;
  /**
   * Brings key and settings in line. `ready` is false when there is no index, or one whose records have other fields: call
   * `rebuild()`. The index only ever appears whole, so one that exists has been filled.
   */
  prepare(): Promise<{ ready: boolean; changed: SettingName[] }>;
  /** Adds or replaces whole documents, their sections with them. Calls take effect in the order in which they are made. */
  upsert(entries: readonly IndexEntry[]): Promise<void>;
  /** Takes documents out, also while a rebuild goes on; unknown ids are no error. */
  remove(ids: readonly string[]): Promise<void>;
  /**
   * Fills a second index, checks it, and exchanges the two: queries see the old content, then the new. `upsert`s
   * made meanwhile wait for the end of it.
   */
  rebuild(entries: AsyncIterable<IndexEntry> | Iterable<IndexEntry>): Promise<{ documents: number }>;
  /** Digest of each document in the index, by id; for `doctor`. */
  digests(): Promise<Map<string, string>>;
  /** Makes the search-only key with this uid when there is none that is right; gives its value. */
  ensureSearchKey(uid?: string): Promise<string>;
  close(): void;
}

interface Task {
  uid: number;
  type: string;
  status: 'enqueued' | 'processing' | 'succeeded' | 'failed' | 'canceled';
  error: { message: string; code: string; type: string } | null;
}

interface Enqueued {
  taskUid: number;
}

interface Key {
  key: string;
  actions: string[];
  indexes: string[];
  expiresAt: string | null;
}

const STAGING = `${INDEX}-rebuild`;
const SETTINGS_PATH = (index: string) => `/indexes/${index}/settings`;

// A request stays far below the server's limit of 100 MB and holds little memory here.
const BATCH_RECORDS = 2000;
const BATCH_CHARACTERS = 8_000_000;
// The server indexes all that waits in one go, which is much faster than request by request; it keeps them on disk.
const TASKS_AHEAD = 20;
const PAGE = 1000;
/** Documents looked at again after a rebuild. */
const SAMPLE = 20;

type SearchRecord = IndexEntry['records'][number];

const charactersOf = (record: SearchRecord) => ('text' in record ? 2 * record.text.length : record.summary.length);

/** Groups entries into requests of a bounded size; the records of one document stay together. */
async function* batchesOf(entries: AsyncIterable<IndexEntry> | Iterable<IndexEntry>) {
  let batch: IndexEntry[] = [];
  let [records, characters] = [0, 0];
  for await (const entry of entries) {
    batch.push(entry);
    records += entry.records.length;
    for (const record of entry.records) characters += charactersOf(record);
    if (records >= BATCH_RECORDS || characters >= BATCH_CHARACTERS) {
      yield batch;
      batch = [];
      [records, characters] = [0, 0];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Filters that choose the sections beyond the last of each document, in few conditions: the server takes no thousands. */
function filtersBeyond(entries: readonly IndexEntry[]): string[] {
  const byLast = Map.groupBy(entries, ({ records }) => records.length - 1);
  return [...byLast].map(
    ([last, documents]) => `part > ${last} AND document IN [${documents.map(({ id }) => id).join(', ')}]`,
  );
}

/** Connects to nothing yet: the server may be down when the indexer is made. */
export function createIndexer(options: IndexerOptions): Indexer {
  const { url, masterKey, timeoutMs = 10_000, taskTimeoutMs = 60_000, rebuildTimeoutMs = 900_000 } = options;
  const { send, close } = createTransport({ url, key: masterKey, timeoutMs });
  const probe = createTransport({ url, key: masterKey, timeoutMs: Math.min(timeoutMs, 2000) });

  /** Waits for the end of a task; what it changed is then searchable. */
  async function done({ taskUid }: Enqueued, limitMs = taskTimeoutMs): Promise<void> {
    const start = performance.now();
    for (;;) {
      const task = await send<Task>('GET', `/tasks/${taskUid}`);
      if (task.status === 'succeeded') return;
      if (task.status === 'failed' || task.status === 'canceled') throw failureOf(task, url);
      const waited = performance.now() - start;
      if (waited > limitMs) {
        throw new SearchError(
          'unavailable',
          `Meilisearch at ${url} has not ended task ${taskUid} (${task.type}) after ${limitMs} ms; it is still ${task.status}`,
        );
      }
      // A single change takes about 0.3 s: ask often at first so as to know at once, rarely in the end.
      await new Promise((resolve) => setTimeout(resolve, Math.min(250, Math.max(10, waited / 20))));
    }
  }

  // Requests that change the index leave one after the other, in the order of the calls; tasks of several
  // calls are then awaited together, since the server groups them.
  let turn: Promise<unknown> = Promise.resolve();
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = turn.then(work);
    turn = result.catch(() => {});
    return result;
  }
  let rebuilding = false;

  const exists = async (index: string) => {
    try {
      await send('GET', `/indexes/${index}`);
      return true;
    } catch (error) {
      if (error instanceof SearchError && error.kind === 'index-missing') return false;
      throw error;
    }
  };

  /** Not after a look whether it exists: a task that a killed process left behind may make it in between. */
  const drop = async (index: string) => {
    try {
      await done(await send<Enqueued>('DELETE', `/indexes/${index}`));
    } catch (error) {
      if (!(error instanceof SearchError && error.kind === 'index-missing')) throw error;
    }
  };

  const add = (index: string, entries: readonly IndexEntry[]) =>
    send<Enqueued>(
      'POST',
      `/indexes/${index}/documents?primaryKey=id`,
      entries.flatMap(({ records }): SearchRecord[] => records),
    );

  const takeOutBy = (filter: string) => send<Enqueued>('POST', `/indexes/${INDEX}/documents/delete`, { filter });

  const takeOut = (ids: readonly string[]) => takeOutBy(`document IN [${ids.join(', ')}]`);

  const takeOutRecords = (index: string, ids: readonly string[]) =>
    send<Enqueued>('POST', `/indexes/${index}/documents/delete-batch`, ids);

  /** Takes out the sections that documents have no more: found by their names, since records are deleted by name fastest. */
  async function takeOutSections(entries: readonly IndexEntry[]): Promise<Enqueued[]> {
    const waiting = await send<{ total: number }>(
      'GET',
      `/tasks?indexUids=${INDEX}&statuses=enqueued,processing&limit=1`,
    );
    // The server knows no names yet of what waits: it looks itself, when it is the turn of these.
    if (waiting.total > 0) return Promise.all(filtersBeyond(entries).map(takeOutBy));
    const { results } = await send<{ results: { id: string }[] }>('POST', `/indexes/${INDEX}/documents/fetch`, {
      filter: `part > 0 AND document IN [${entries.map(({ id }) => id).join(', ')}]`,
      fields: ['id'],
      limit: 100_000,
    });
    const kept = new Set(entries.flatMap(({ records }) => records.map(({ id }) => id)));
    const gone = results.map(({ id }) => id).filter((id) => !kept.has(id));
    return gone.length === 0 ? [] : [await takeOutRecords(INDEX, gone)];
  }

  async function applySettings(index: string): Promise<SettingName[]> {
    const present = await send<Record<string, unknown>>('GET', SETTINGS_PATH(index));
    const changes = changedSettings(present);
    const names = Object.keys(changes) as SettingName[];
    if (names.length > 0) await done(await send<Enqueued>('PATCH', SETTINGS_PATH(index), changes));
    return names;
  }

  async function fill(entries: AsyncIterable<IndexEntry> | Iterable<IndexEntry>): Promise<number> {
    const [sections, records] = [new Map<string, number>(), new Set<string>()];
    // Of documents that changed while they were read: they come twice.
    const outdated = new Set<string>();
    const sample = new Map<string, string>();
    const ahead: Enqueued[] = [];
    for await (const batch of batchesOf(entries)) {
      for (const { id, digest, records: own } of batch) {
        for (let part = own.length; part <= (sections.get(id) ?? 0); part += 1) outdated.add(sectionId(id, part));
        for (const record of own) {
          records.add(record.id);
          outdated.delete(record.id);
        }
        sections.set(id, own.length - 1);
        if (sample.size < SAMPLE || sections.size % 500 === 0 || sample.has(id)) sample.set(id, digest);
      }
      ahead.push(await add(STAGING, batch));
      if (ahead.length > TASKS_AHEAD) await done(ahead.shift() as Enqueued, rebuildTimeoutMs);
    }
    if (outdated.size > 0) ahead.push(await takeOutRecords(STAGING, [...outdated]));
    for (const task of ahead) await done(task, rebuildTimeoutMs);
    const expected = records.size - outdated.size;
    const wrong = (what: string) =>
      new SearchError('refused', `Meilisearch at ${url} ${what} after a rebuild; the index was left as it was`);
    const { numberOfDocuments } = await send<{ numberOfDocuments: number }>('GET', `/indexes/${STAGING}/stats`);
    if (numberOfDocuments !== expected) throw wrong(`holds ${numberOfDocuments} records of ${expected}`);
    for (const [id, digest] of sample) {
      const held = await send<{ digest: string }>('GET', `/indexes/${STAGING}/documents/${id}?fields=digest`);
      if (held.digest !== digest) throw wrong(`holds another version of ${id}`);
    }
    return sections.size;
  }

  async function ensureSearchKey(uid: string = SEARCH_KEY_UID): Promise<string> {
    const wanted = { actions: ['search'], indexes: [INDEX], expiresAt: null };
    const value = searchKeyOf(masterKey, uid);
    try {
      const key = await send<Key>('GET', `/keys/${uid}`);
      const right =
        key.expiresAt === null &&
        String(key.actions) === 'search' &&
        String(key.indexes) === INDEX &&
        key.key === value;
      if (right) return value;
      // Rights of a key cannot be changed.
      await send('DELETE', `/keys/${uid}`);
    } catch (error) {
      if (!(error instanceof SearchError && error.code === 'api_key_not_found')) throw error;
    }
    const made = await send<Key>('POST', '/keys', { uid, name: 'palier-search', ...wanted });
    if (made.key !== value) {
      throw new SearchError(
        'refused',
        `Meilisearch at ${url} gave the search key another value than its uid and MEILI_MASTER_KEY make: ` +
          'MEILI_MASTER_KEY must be the master key, not an admin key',
      );
    }
    return value;
  }

  return {
    ensureSearchKey,

    async health() {
      try {
        await probe.send('GET', '/health');
        return { up: true, reason: null };
      } catch (error) {
        return { up: false, reason: error instanceof Error ? error.message : String(error) };
      }
    },

    async prepare() {
      await ensureSearchKey();
      return inTurn(async () => {
        if (!(await exists(INDEX))) return { ready: false, changed: [] };
        const present = await send<Record<string, unknown>>('GET', SETTINGS_PATH(INDEX));
        // Fields are searched that the records of an older version do not have.
        if ('searchableAttributes' in changedSettings(present)) return { ready: false, changed: [] };
        return { ready: true, changed: await applySettings(INDEX) };
      });
    },

    async upsert(entries) {
      if (entries.length === 0) return;
      const tasks = await inTurn(async () => {
        // The server would make a missing index by itself, without settings and without all other documents.
        await send('GET', `/indexes/${INDEX}`);
        const enqueued: Enqueued[] = [];
        for await (const batch of batchesOf(entries)) {
          enqueued.push(...(await takeOutSections(batch)), await add(INDEX, batch));
        }
        return enqueued;
      });
      for (const task of tasks) await done(task);
    },

    async remove(ids) {
      if (ids.length === 0) return;
      // Hiding does not wait for a rebuild: out of what is served now, then, in turn, out of what comes after.
      if (rebuilding && (await exists(INDEX))) await done(await takeOut(ids));
      await done(await inTurn(() => takeOut(ids)));
    },

    rebuild(entries) {
      return inTurn(async () => {
        rebuilding = true;
        try {
          await drop(STAGING);
          await done(await send<Enqueued>('POST', '/indexes', { uid: STAGING, primaryKey: 'id' }));
          await applySettings(STAGING);
          const count = await fill(entries);
          // Renamed when there is nothing to exchange it with, so that no empty index is ever served.
          const rename = !(await exists(INDEX));
          await done(await send<Enqueued>('POST', '/swap-indexes', [{ indexes: [STAGING, INDEX], rename }]));
          return { documents: count };
        } finally {
          rebuilding = false;
          // Of no use any more, and harmless when it stays: the next rebuild begins by dropping it.
          await drop(STAGING).catch(() => {});
        }
      });
    },

    async digests() {
      const digests = new Map<string, string>();
      for (let offset = 0; ; offset += PAGE) {
        const page = await send<{ results: { id: string; digest: string }[]; total: number }>(
          'POST',
          `/indexes/${INDEX}/documents/fetch`,
          { filter: 'part = 0', fields: ['id', 'digest'], limit: PAGE, offset },
        );
        for (const { id, digest } of page.results) digests.set(id, digest);
        if (offset + PAGE >= page.total) return digests;
      }
    },

    close() {
      close();
      probe.close();
    },
  };
}

/** Error types of Meilisearch: `internal` and `system` (disk full) are the server's, the others are ours. */
function failureOf(task: Task, url: string): SearchError {
  const { message = 'no message', code = null, type = '' } = task.error ?? {};
  const ours = type === 'invalid_request' || type === 'auth';
  const kind = code === 'index_not_found' ? 'index-missing' : ours ? 'refused' : 'unavailable';
  return new SearchError(kind, `Meilisearch at ${url}: task ${task.uid} (${task.type}) ${task.status}: ${message}`, {
    code,
  });
}
