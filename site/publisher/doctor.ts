import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { digestOf } from '@palier/model';
import type { DocumentState, DocumentType } from '@palier/model';
import { DOCUMENT_TYPES } from '@palier/model/documents';
import { fileOfAddress } from './addresses.ts';
import type { Publisher } from './publisher.ts';
import { currentRelease } from './release.ts';
import { entryOf } from '@palier/search/records';
import { allSearchDocuments } from './search-documents.ts';
import { PRIORITY } from './snapshot/snapshot.ts';
import { digestOfPage, readCopy, readDeparture, readPage, removePage } from './writer.ts';

/**
 * One thing that is not as it should be, between two parts of the hub. Problems are in French, as the command that
 * shows them.
 */
export type Difference =
  | {
      between: 'cms and snapshot';
      what: string;
      problem: string;
      state: DocumentState | null;
      type: DocumentType;
      documentId: string;
    }
  | { between: 'snapshot and files'; what: string; problem: string }
  | { between: 'files and snapshot'; what: string; problem: string }
  | { between: 'snapshot and Meilisearch'; what: string; problem: string }
  | { between: 'snapshot and Pagefind'; what: string; problem: string };

const LONGEST_WAIT_MS = 30_000;

/** Compares the CMS, the snapshot, the files and the indexes by digest. On a healthy hub: nothing. */
export async function examine(publisher: Publisher): Promise<Difference[]> {
  await quiet(publisher);
  return [
    ...(await examineSnapshot(publisher)),
    ...examineFiles(publisher),
    ...(await examineMeilisearch(publisher)),
    ...examinePagefind(publisher),
  ];
}

/** Waits for what is under way, so that a change being published is not taken for a difference. */
async function quiet(publisher: Publisher): Promise<void> {
  const until = performance.now() + LONGEST_WAIT_MS;
  while (performance.now() < until) {
    const depths = publisher.snapshot.queueDepths();
    const isIndexing = depths.index > 0 && (await publisher.indexer?.health())?.up === true;
    if (depths.pages === 0 && !isIndexing && publisher.embedded.isCurrent()) return;
    await setTimeout(50);
  }
}

async function examineSnapshot({ client, snapshot }: Publisher): Promise<Difference[]> {
  const differences: Difference[] = [];
  const stored = snapshot.db.prepare('SELECT locale, digest FROM document WHERE type = ? AND document_id = ?');
  const addresses = snapshot.db.prepare('SELECT locale, slug FROM address WHERE type = ? AND document_id = ?');
  for (const type of DOCUMENT_TYPES) {
    const seen = new Set<string>();
    let after: string | null = null;
    do {
      const page = await client.published(type, after, AbortSignal.timeout(60_000));
      for (const state of page.documents) {
        const { documentId } = state;
        seen.add(documentId);
        const here = new Map(
          (stored.all(type, documentId) as { locale: string; digest: string }[]).map((v) => [v.locale, v.digest]),
        );
        const there = new Map(state.versions.map((version) => [version.locale as string, digestOf(version)]));
        const known = new Set(
          (addresses.all(type, documentId) as { locale: string; slug: string }[]).map((a) => `${a.locale}/${a.slug}`),
        );
        const problem =
          differenceOf(there, here) ??
          (state.addresses.every((a) => known.has(`${a.locale}/${a.slug}`) || isTaken(snapshot, type, a))
            ? null
            : 'une de ses adresses manque');
        if (problem !== null)
          differences.push({
            between: 'cms and snapshot',
            what: `${type}/${documentId}`,
            problem,
            state,
            type,
            documentId,
          });
      }
      for (const { documentId, reason } of page.refused) {
        seen.add(documentId);
        differences.push({
          between: 'cms and snapshot',
          what: `${type}/${documentId}`,
          problem: `ne suit pas le schéma publié : ${reason}`,
          state: null,
          type,
          documentId,
        });
      }
      after = page.next;
    } while (after !== null);
    for (const documentId of snapshot.documentIds(type))
      if (!seen.has(documentId))
        differences.push({
          between: 'cms and snapshot',
          what: `${type}/${documentId}`,
          problem: 'est inconnu du CMS',
          state: { type, documentId, addresses: [], versions: [] },
          type,
          documentId,
        });
  }
  return differences;
}

function isTaken(
  snapshot: Publisher['snapshot'],
  type: DocumentType,
  address: { locale: string; slug: string },
): boolean {
  return (
    snapshot.db
      .prepare('SELECT 1 FROM address WHERE type = ? AND locale = ? AND slug = ?')
      .get(type, address.locale, address.slug) !== undefined
  );
}

function differenceOf(there: Map<string, string>, here: Map<string, string>): string | null {
  for (const [locale, digest] of there) {
    if (!here.has(locale)) return `sa version ${locale} manque`;
    if (here.get(locale) !== digest) return `sa version ${locale} n’est pas celle qui est publiée`;
  }
  for (const locale of here.keys()) if (!there.has(locale)) return `sa version ${locale} n’est plus publiée`;
  return null;
}

function examineFiles({ snapshot, settings }: Publisher): Difference[] {
  const release = currentRelease(settings.home);
  if (release === null)
    return [{ between: 'snapshot and files', what: 'release', problem: 'manque : npm run publish -- --full' }];
  const differences: Difference[] = [];
  const between = 'snapshot and files';
  const recorded = new Map(snapshot.pages().map((page) => [page.url, page]));
  const expected = new Set<string>();
  for (const url of snapshot.wantedAddresses()) {
    for (const suffix of ['', '.br', '.gz']) expected.add(fileOfAddress(url) + suffix);
    const page = recorded.get(url);
    const problem = page?.error ?? problemOfPage(release, url, page?.digest ?? null);
    if (problem !== null) differences.push({ between, what: url, problem });
  }
  for (const { url, departure } of snapshot.departedAddresses())
    if (digestOf(readDeparture(release, url)) !== digestOf(departure))
      differences.push({ between, what: url, problem: `devrait répondre ${departure.status}` });
  for (const asset of filesUnder(join(settings.dist, 'client')))
    for (const suffix of ['', '.br', '.gz']) expected.add(asset + suffix);
  for (const file of filesUnder(release))
    if (!expected.has(file) && !file.startsWith('_moved/'))
      differences.push({
        between: 'files and snapshot',
        what: file,
        problem: 'ne répond à rien de publié',
      });
  return differences;
}

function problemOfPage(release: string, url: string, digest: string | null): string | null {
  if (digest === null) return 'n’a jamais été faite';
  const body = readPage(release, url);
  if (body === null) return 'son fichier manque';
  if (digestOfPage(body) !== digest) return 'son fichier n’est pas celui qui a été fait';
  try {
    const copies = [brotliDecompressSync(readCopy(release, url, '.br')), gunzipSync(readCopy(release, url, '.gz'))];
    return copies.every((copy) => digestOfPage(copy) === digest) ? null : 'une de ses copies compressées diffère';
  } catch {
    return 'une de ses copies compressées manque ou est abîmée';
  }
}

/** Files below a folder, as paths relative to it. Links (the Pagefind index) are not followed. */
function filesUnder(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((item) => {
    const path = join(below, item.name);
    if (item.isDirectory()) return filesUnder(folder, path);
    return item.isFile() ? [path] : [];
  });
}

async function examineMeilisearch({ indexer, snapshot, words }: Publisher): Promise<Difference[]> {
  if (indexer === null) return [];
  const between = 'snapshot and Meilisearch';
  const { up, reason } = await indexer.health();
  if (!up) return [{ between, what: 'Meilisearch', problem: `ne répond pas : ${reason ?? ''}` }];
  let indexed;
  try {
    indexed = await indexer.digests();
  } catch (error) {
    return [{ between, what: 'index', problem: (error as Error).message }];
  }
  const differences: Difference[] = [];
  const { thesaurus } = words.current();
  let looked = 0;
  for (const document of allSearchDocuments(snapshot)) {
    // Pages do not wait for the examination.
    if (++looked % 50 === 0) await setImmediate();
    const digest = indexed.get(document.id);
    indexed.delete(document.id);
    if (digest !== entryOf(document, thesaurus).digest)
      differences.push({
        between,
        what: document.id,
        problem: digest === undefined ? 'manque' : 'n’est pas à jour',
      });
  }
  for (const id of indexed.keys()) differences.push({ between, what: id, problem: 'ne répond à rien de publié' });
  return differences;
}

function examinePagefind({ embedded }: Publisher): Difference[] {
  return embedded.isCurrent()
    ? []
    : [
        {
          between: 'snapshot and Pagefind',
          what: 'index',
          problem: 'n’a pas été fait de ce qui est publié maintenant',
        },
      ];
}

/** Mends differences. What it cannot mend stays in the next {@link examine}. */
export async function mend(publisher: Publisher, differences: Difference[]): Promise<void> {
  const { snapshot, settings } = publisher;
  if (currentRelease(settings.home) === null) await publisher.publishAll();
  await publisher.client.reconcile(AbortSignal.timeout(300_000));
  for (const difference of differences)
    switch (difference.between) {
      case 'cms and snapshot':
        if (difference.state === null) break;
        // Taken in again whole: what is stored may have the right digest and be wrong elsewhere.
        snapshot.apply([{ ...difference.state, versions: [] }]);
        snapshot.apply([difference.state]);
        break;
      case 'snapshot and files':
        if (difference.what.startsWith('/')) snapshot.enqueue(difference.what, PRIORITY.document, null);
        break;
      case 'files and snapshot':
        removeStray(settings.home, difference.what);
        break;
      default:
    }
  publisher.settler.wake();
  if (differences.some(({ between }) => between === 'snapshot and Meilisearch')) await publisher.indexing?.rebuild();
  await publisher.embedded.build();
}

function removeStray(home: string, file: string): void {
  const release = currentRelease(home);
  if (release === null) return;
  if (file.endsWith('/index.html')) removePage(release, `/${file.slice(0, -'index.html'.length)}`, null);
  rmSync(join(release, file), { force: true });
}
