import type Database from 'better-sqlite3';
import { digestOf } from '@palier/model';
import type { DocumentState, DocumentType, Locale, PublishedDocument, Thread } from '@palier/model';
import { LOCALES } from '@palier/model/locales';
import {
  CLOSED_FACETS,
  FACET_LISTS,
  LISTED_FACETS,
  PAGED_TYPES,
  catalogueAddress,
  documentAddress,
  facetAddress,
  fixedAddresses,
  formsOfList,
  listPageAddress,
  parseCatalogueAddress,
  parseDocumentAddress,
  parseFacetAddress,
  parseListPageAddress,
  parseThreadPageAddress,
  parseCompanionAddress,
  companionsOf,
  threadPageAddress,
  sitemapAddress,
} from '../addresses.ts';
import type { ListedFacet } from '../addresses.ts';
import { FACETED_TYPES, facetsOf } from '../facets.ts';
import type { Facet, FacetedType } from '../facets.ts';
import { DOCUMENT_TYPES } from '@palier/model/documents';
import {
  SITEMAPS_TAG,
  addressTag,
  catalogueTag,
  facetTag,
  facetsTag,
  linksTagOf,
  cardTag,
  cardsTag,
  documentTag,
  listPageExistsTag,
  listPageTag,
  listTag,
  newestPageTag,
  noteTag,
  sitemapTag,
  termsTag,
} from '../tags.ts';
import { CATALOGUE_SIZE, LIST_PAGE_SIZE, SITEMAP_SIZE, catalogueOf, listPageOf, sitemapOf } from '../views.ts';
import { GlossaryUse } from './glossary-use.ts';
import { emptyLog, openForWriting } from './schema.ts';
import { takeIn } from './take-in.ts';
import type { StoredCard, StoredPost, TakenIn } from './take-in.ts';

/** Changes whose tags are remembered: a page takes a millisecond to make, far fewer come in meanwhile. */
const TOUCHES_KEPT = 256;

/** Order in which addresses are settled: what must disappear comes before anything that appears. */
export const PRIORITY = { hide: 0, document: 1, list: 2, dependent: 3, bulk: 4 } as const;

const FORGET_AGAIN_MS = 50;

/** Where the snapshot stands in the change feed. */
export interface Position {
  epoch: string;
  seq: number;
}

export interface QueuedPage {
  url: string;
  /** One of {@link PRIORITY}. */
  priority: number;
  version: number;
  /** When the change that queued it was made; null when nobody waits for it. */
  changedAt: string | null;
}

export interface QueuedDocument {
  type: DocumentType;
  documentId: string;
  version: number;
  changedAt: string | null;
}

/** What stands at an address that no page has. */
export type Departure = { status: 301; to: string } | { status: 410 };

interface StoredVersion {
  locale: Locale;
  slug: string;
  digest: string;
  card: string;
  /** Of threads alone: the others can be long, and nothing asks. */
  json: string | null;
}

/**
 * The writing side of the snapshot, used by the publisher alone. Each method is synchronous and either
 * happens whole or not at all.
 */
export class Snapshot {
  readonly db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #touches: { generation: number; tags: Set<string> }[] = [];
  readonly #glossary: GlossaryUse;
  #generation = 0;
  /** True when what is being taken in hides something. */
  #isHiding = false;
  readonly #hiddenCards: StoredCard[] = [];

  constructor(path: string) {
    this.db = openForWriting(path);
    this.#glossary = new GlossaryUse((source) => this.#sql(source));
  }

  close(): void {
    this.db.close();
  }

  #sql(source: string): Database.Statement {
    let statement = this.#statements.get(source);
    if (!statement) this.#statements.set(source, (statement = this.db.prepare(source)));
    return statement;
  }

  meta(key: string): string | null {
    const row = this.#sql('SELECT value FROM meta WHERE key = ?').get(key) as { value: string } | undefined;
    return row?.value ?? null;
  }

  setMeta(key: string, value: string): void {
    this.#sql('INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value);
  }

  position(): Position | null {
    const epoch = this.meta('epoch');
    return epoch === null ? null : { epoch, seq: Number(this.meta('seq')) };
  }

  setPosition(position: Position): void {
    this.db.transaction(() => {
      this.setMeta('epoch', position.epoch);
      this.setMeta('seq', String(position.seq));
    })();
  }

  /** Forgets where the snapshot stands, so that the next start of the feed resynchronises everything. */
  forgetPosition(): void {
    this.#sql("DELETE FROM meta WHERE key IN ('epoch', 'seq')").run();
  }

  /**
   * Takes in the present states of documents and, in the same transaction, moves the position and queues the
   * pages and search documents that are no longer right.
   *
   * @param options.changedAt when each document was changed, by `type/documentId`, for the latency figures
   * @returns how many documents had really changed
   */
  apply(
    states: DocumentState[],
    options: { position?: Position; changedAt?: ReadonlyMap<string, string> } = {},
  ): number {
    const touched = new Set<string>();
    let changed = 0;
    this.#isHiding = false;
    this.db
      .transaction(() => {
        for (const state of states) {
          const since = options.changedAt?.get(`${state.type}/${state.documentId}`) ?? null;
          if (this.#applyOne(state, since, touched)) changed += 1;
        }
        this.#followGlossary(touched);
        if (options.position) this.setPosition(options.position);
      })
      .immediate();
    if (this.#isHiding) this.#forgetHidden();
    this.#remember(touched);
    return changed;
  }

  /** Cards whose words readers must no longer see, since the last call. */
  takeHiddenCards(): StoredCard[] {
    return this.#hiddenCards.splice(0);
  }

  /** What was hidden leaves the bytes on disk too, as soon as nobody reads them. */
  #forgetHidden(): void {
    if (this.db.open && !emptyLog(this.db)) setTimeout(() => this.#forgetHidden(), FORGET_AGAIN_MS).unref();
  }

  #applyOne(state: DocumentState, changedAt: string | null, touchedByAll: Set<string>): boolean {
    const { type, documentId } = state;
    const before = this.#sql(
      `SELECT locale, slug, digest, card, iif(type = 'thread', json, NULL) AS json FROM document
       WHERE type = ? AND document_id = ?`,
    ).all(type, documentId) as StoredVersion[];
    const known = new Map(before.map((version) => [version.locale, version]));
    const newAddresses = this.#addAddresses(state);
    const posts = this.#posts(type, documentId);
    const taken = state.versions.map((document) => takeInUnlessSame(document, known.get(document.locale), posts));
    const present = new Set(state.versions.map((version) => version.locale));
    const removed = before.filter((version) => !present.has(version.locale));
    const replaced = taken.filter((version) => version !== null);
    if (replaced.length === 0 && removed.length === 0 && newAddresses.length === 0) return false;

    const touched = new Set<string>();
    const targetsBefore = this.#targets(type, documentId);
    const termsBefore = this.#glossary.usedBy(type, documentId);
    const notesBefore = this.#notes(documentId);
    for (const version of removed) this.#deleteVersion(type, documentId, version.locale);
    for (const version of replaced) this.#putVersion(version);
    const cardsChanged =
      removed.length > 0 ||
      replaced.some((version) => known.get(version.document.locale)?.card !== JSON.stringify(version.card));
    const targetsAfter = this.#targets(type, documentId);
    const notesAfter = this.#notes(documentId);

    if (replaced.length > 0 || removed.length > 0) touched.add(documentTag(type, documentId));
    if (cardsChanged) {
      touched.add(cardTag(type, documentId)).add(cardsTag(type));
      for (const note of notesAfter) touched.add(noteTag(note));
    }
    for (const note of notesBefore.symmetricDifference(notesAfter)) touched.add(noteTag(note));
    for (const target of targetsBefore.symmetricDifference(targetsAfter)) touched.add(linksTagOf(target));
    if (termsBefore.symmetricDifference(this.#glossary.usedBy(type, documentId)).size > 0)
      touched.add(termsTag(type, documentId));
    if (type === 'glossary-term' && cardsChanged)
      this.#glossary.termChanged(
        [...before.map(({ card }) => JSON.parse(card) as StoredCard), ...replaced.map(({ card }) => card)].map(
          ({ title, aside }) => ({ title, aside }),
        ),
      );
    if (isFaceted(type) && this.#updateFacets(type, documentId, touched)) touched.add(cardTag(type, documentId));
    if (cardsChanged || newAddresses.length > 0)
      for (const { locale, slug } of state.addresses) touched.add(addressTag(documentAddress(type, locale, slug)));
    this.#updateListing(type, documentId, before.length > 0, state.versions.length > 0, touched);

    const postsAfter = this.#posts(type, documentId);
    const hidden = removed.length > 0 || isLess(before, state.versions, posts, postsAfter);
    this.#isHiding ||= hidden;
    const titles = new Map(replaced.map(({ document, card }) => [document.locale, card.title]));
    for (const { locale, card: json } of hidden ? before : []) {
      const card = JSON.parse(json) as StoredCard;
      if (!present.has(locale) || (titles.get(locale) ?? card.title) !== card.title) this.#hiddenCards.push(card);
    }
    const own = this.#ownAddresses(type, documentId, removed, state);
    for (const url of own.gone) this.enqueue(url, PRIORITY.hide, changedAt);
    for (const url of [...own.gone, ...own.present])
      for (const companion of companionsOf(type, url))
        this.enqueue(companion, hidden ? PRIORITY.hide : PRIORITY.list, null);
    for (const url of own.present) this.enqueue(url, hidden ? PRIORITY.hide : PRIORITY.document, changedAt);
    for (const page of pagesOf(posts).union(pagesOf(postsAfter)))
      for (const url of [...own.gone, ...own.present])
        this.enqueue(threadPageAddress(url, page), hidden ? PRIORITY.hide : PRIORITY.document, changedAt);
    for (const url of own.moved) this.enqueue(url, PRIORITY.list, changedAt);
    this.#enqueueDependents(touched, hidden ? PRIORITY.hide : PRIORITY.dependent, changedAt);
    this.#enqueueForIndex(type, documentId, changedAt, cardsChanged);
    for (const tag of touched) touchedByAll.add(tag);
    return true;
  }

  #addAddresses(state: DocumentState): string[] {
    const current = new Set(state.versions.map((version) => `${version.locale}/${version.slug}`));
    const added: string[] = [];
    for (const { locale, slug } of state.addresses) {
      const holder = this.#sql('SELECT document_id FROM address WHERE type = ? AND locale = ? AND slug = ?')
        .pluck()
        .get(state.type, locale, slug) as string | undefined;
      if (holder === state.documentId) continue;
      if (holder !== undefined && !current.has(`${locale}/${slug}`)) continue;
      this.#sql(
        `INSERT INTO address VALUES (?, ?, ?, ?)
         ON CONFLICT (type, locale, slug) DO UPDATE SET document_id = excluded.document_id`,
      ).run(state.type, locale, slug, state.documentId);
      added.push(documentAddress(state.type, locale, slug));
    }
    return added;
  }

  #deleteVersion(type: DocumentType, documentId: string, locale: Locale): void {
    for (const table of ['document', 'reference', 'note_link'])
      this.#sql(`DELETE FROM ${table} WHERE type = ? AND document_id = ? AND locale = ?`).run(type, documentId, locale);
    if (type === 'thread') this.#sql('DELETE FROM post WHERE document_id = ?').run(documentId);
    if (type === 'organisation') this.#refreshNote(documentId);
  }

  #putVersion(version: TakenIn): void {
    const { document } = version;
    const key = [document.type, document.documentId, document.locale];
    for (const table of ['document', 'reference', 'note_link'])
      this.#sql(`DELETE FROM ${table} WHERE type = ? AND document_id = ? AND locale = ?`).run(...key);
    this.#sql(
      `INSERT INTO document (
         type, document_id, locale, slug, digest, json, card, html, headings, text, title, first_published_at, updated_at
       ) VALUES (
         :type, :documentId, :locale, :slug, :digest, :json, :card, :html, :headings, :text, :title, :firstPublishedAt,
         :updatedAt
       )`,
    ).run({
      type: document.type,
      documentId: document.documentId,
      locale: document.locale,
      slug: document.slug,
      digest: version.digest,
      json: JSON.stringify(document),
      card: JSON.stringify(version.card),
      html: version.html,
      headings: JSON.stringify(version.headings),
      text: version.text,
      title: version.card.title,
      firstPublishedAt: document.firstPublishedAt,
      updatedAt: document.updatedAt,
    });
    for (const { field, position, toType, toId } of version.references)
      this.#sql('INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?)').run(...key, field, position, toType, toId);
    for (const noteId of version.noteIds) this.#sql('INSERT INTO note_link VALUES (?, ?, ?, ?)').run(...key, noteId);
    if (document.type === 'thread') this.#putPosts(document.documentId, version.posts);
    this.#glossary.record(document.type, document.documentId, document.locale, version.text);
    if (document.type === 'organisation') this.#refreshNote(document.documentId);
  }

  #putPosts(documentId: string, posts: readonly StoredPost[]): void {
    this.#sql('DELETE FROM post WHERE document_id = ?').run(documentId);
    for (const [position, { id, anchor, page, digest, html, text, noteIds }] of posts.entries())
      this.#sql('INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
        documentId,
        id,
        position,
        anchor,
        page,
        digest,
        html,
        text,
        JSON.stringify(noteIds),
      );
  }

  /** Posts of a thread as they are stored, in their order; none of any other type. */
  #posts(type: DocumentType, documentId: string): StoredPost[] {
    if (type !== 'thread') return [];
    const rows = this.#sql(
      `SELECT post_id AS id, anchor, page, digest, html, text, note_ids AS noteIds FROM post
       WHERE document_id = ? ORDER BY position`,
    ).all(documentId) as (Omit<StoredPost, 'noteIds'> & { noteIds: string })[];
    return rows.map((row) => ({ ...row, noteIds: JSON.parse(row.noteIds) as string[] }));
  }

  #refreshNote(documentId: string): void {
    this.#sql('DELETE FROM note WHERE document_id = ?').run(documentId);
    this.#sql(
      `INSERT OR IGNORE INTO note SELECT json ->> 'noteId', document_id FROM document
       WHERE type = 'organisation' AND document_id = ? AND json ->> 'noteId' IS NOT NULL`,
    ).run(documentId);
  }

  /** What a document leads to, as `type/documentId`. */
  #targets(type: DocumentType, documentId: string): Set<string> {
    const rows = this.#sql(
      `SELECT to_type || '/' || to_id FROM reference WHERE type = :type AND document_id = :documentId
       UNION
       SELECT 'organisation/' || note.document_id FROM note_link JOIN note USING (note_id)
       WHERE note_link.type = :type AND note_link.document_id = :documentId`,
    )
      .pluck()
      .all({ type, documentId });
    return new Set(rows as string[]);
  }

  #notes(documentId: string): Set<string> {
    return new Set(this.#sql('SELECT note_id FROM note WHERE document_id = ?').pluck().all(documentId) as string[]);
  }

  /** Brings the facets of a document in step with its published versions; true when one changed. */
  #updateFacets(type: FacetedType, documentId: string, touched: Set<string>): boolean {
    const versions = this.#sql('SELECT json FROM document WHERE type = ? AND document_id = ?')
      .pluck()
      .all(type, documentId) as string[];
    const key = (facet: string, value: string) => `${facet} ${value}`;
    const after = new Map(
      versions
        .flatMap((json) => facetsOf(JSON.parse(json) as PublishedDocument))
        .map((pair) => [key(...pair), pair] as const),
    );
    const before = new Map(
      (
        this.#sql('SELECT facet, value FROM facet WHERE type = ? AND document_id = ?').all(type, documentId) as {
          facet: Facet;
          value: string;
        }[]
      ).map(({ facet, value }) => [key(facet, value), [facet, value] as const]),
    );
    const changes = [...before, ...after].filter(([name]) => !before.has(name) || !after.has(name));
    for (const [name, [facet, value]] of changes) {
      if (after.has(name)) this.#sql('INSERT INTO facet VALUES (?, ?, ?, ?)').run(type, facet, value, documentId);
      else
        this.#sql('DELETE FROM facet WHERE type = ? AND facet = ? AND value = ? AND document_id = ?').run(
          type,
          facet,
          value,
          documentId,
        );
      touched.add(facetTag(type, facet, value)).add(facetsTag(type));
      if (!isListed(type, facet) || CLOSED_FACETS[facet]) continue;
      for (const locale of LOCALES) {
        for (const url of formsOfList(type, facetAddress(facet, value, locale, type)))
          this.enqueue(url, PRIORITY.list, null);
      }
    }
    return changes.length > 0;
  }

  /** After terms have changed: the texts that use them, or did, and the pages that show it. */
  #followGlossary(touchedByAll: Set<string>): void {
    const touched = new Set<string>();
    for (const { type, documentId, terms } of this.#glossary.settle()) {
      touched.add(termsTag(type, documentId));
      for (const term of terms) touched.add(linksTagOf(`glossary-term/${term}`));
    }
    this.#enqueueDependents(touched, PRIORITY.dependent, null);
    for (const tag of touched) touchedByAll.add(tag);
  }

  #updateListing(type: DocumentType, documentId: string, was: boolean, is: boolean, touched: Set<string>): void {
    let ordinal = this.#sql('SELECT ordinal FROM listing WHERE type = ? AND document_id = ?')
      .pluck()
      .get(type, documentId) as number | undefined;
    if (!was && is && ordinal === undefined) {
      const last = this.#sql('SELECT max(ordinal) FROM listing WHERE type = ?').pluck().get(type) as number | null;
      // The place of what was removed stays taken: giving it again would move every entry after it.
      ordinal = Math.max(last ?? 0, Number(this.meta(`last-ordinal:${type}`) ?? 0)) + 1;
      this.setMeta(`last-ordinal:${type}`, String(ordinal));
      this.#sql('INSERT INTO listing VALUES (?, ?, ?)').run(type, ordinal, documentId);
    }
    if (ordinal === undefined) return;
    touched.add(sitemapTag(sitemapOf(ordinal)));
    if (was === is) return;
    if (!is) this.#sql('DELETE FROM listing WHERE type = ? AND document_id = ?').run(type, documentId);
    touched
      .add(listTag(type))
      .add(listPageTag(type, listPageOf(ordinal)))
      .add(SITEMAPS_TAG);
    const page = listPageOf(ordinal);
    if (this.#entriesOnPage(type, page) === (is ? 1 : 0))
      touched.add(listPageExistsTag(type, page)).add(newestPageTag(type));
    if (type === 'resource') {
      touched.add(catalogueTag(catalogueOf(ordinal)));
      for (const locale of LOCALES) this.enqueue(catalogueAddress(locale, catalogueOf(ordinal)), PRIORITY.list, null);
    }
    if ((PAGED_TYPES as readonly DocumentType[]).includes(type))
      for (const locale of LOCALES) this.enqueue(listPageAddress(type, locale, page), PRIORITY.list, null);
    this.enqueue(sitemapAddress(sitemapOf(ordinal)), PRIORITY.bulk, null);
  }

  #entriesOnPage(type: DocumentType, page: number): number {
    return this.#sql('SELECT count(*) FROM listing WHERE type = ? AND ordinal BETWEEN ? AND ?')
      .pluck()
      .get(type, (page - 1) * LIST_PAGE_SIZE + 1, page * LIST_PAGE_SIZE) as number;
  }

  #ownAddresses(type: DocumentType, documentId: string, removed: StoredVersion[], state: DocumentState) {
    const present = state.versions.map((version) => documentAddress(type, version.locale, version.slug));
    const all = this.#sql('SELECT locale, slug FROM address WHERE type = ? AND document_id = ?').all(
      type,
      documentId,
    ) as { locale: Locale; slug: string }[];
    const goneLocales = new Set(removed.map((version) => version.locale));
    const old = all
      .map(({ locale, slug }) => ({ locale, url: documentAddress(type, locale, slug) }))
      .filter(({ url }) => !present.includes(url));
    return {
      present,
      gone: old.filter(({ locale }) => goneLocales.has(locale)).map(({ url }) => url),
      moved: old.filter(({ locale }) => !goneLocales.has(locale)).map(({ url }) => url),
    };
  }

  #enqueueDependents(tags: Set<string>, priority: number, changedAt: string | null): void {
    const urlsOf = this.#sql('SELECT url FROM dependency WHERE tag = ?').pluck();
    for (const tag of tags)
      for (const url of urlsOf.all(tag) as string[]) {
        const rank = priority === PRIORITY.hide ? priority : rankOf(url, priority);
        this.enqueue(url, rank, changedAt);
      }
  }

  #enqueueForIndex(type: DocumentType, documentId: string, changedAt: string | null, cardsChanged: boolean): void {
    const put = this.#sql(
      `INSERT INTO index_queue VALUES (?, ?, ?, ?)
       ON CONFLICT (type, document_id) DO UPDATE SET version = excluded.version, changed_at = excluded.changed_at`,
    );
    put.run(type, documentId, this.#nextVersion(), changedAt);
    // A search document holds the names of its topics, sectors and publisher.
    if (cardsChanged && (type === 'topic' || type === 'sector' || type === 'organisation')) {
      const sources = this.#sql('SELECT DISTINCT type, document_id FROM reference WHERE to_type = ? AND to_id = ?').all(
        type,
        documentId,
      ) as { type: DocumentType; document_id: string }[];
      for (const source of sources) put.run(source.type, source.document_id, this.#nextVersion(), null);
    }
  }

  #version = 0;

  #nextVersion(): number {
    if (this.#version === 0) {
      const last = this.db
        .prepare(
          'SELECT max(v) FROM (SELECT max(version) v FROM page_queue UNION ALL SELECT max(version) FROM index_queue)',
        )
        .pluck()
        .get() as number | null;
      this.#version = last ?? 0;
    }
    return ++this.#version;
  }

  /** Marks the file of an address as to be made again, or removed. */
  enqueue(url: string, priority: number, changedAt: string | null): void {
    this.#sql(
      `INSERT INTO page_queue VALUES (?, ?, ?, ?)
       ON CONFLICT (url) DO UPDATE SET
         priority = min(priority, excluded.priority),
         version = excluded.version,
         changed_at = coalesce(changed_at, excluded.changed_at)`,
    ).run(url, priority, this.#nextVersion(), changedAt);
  }

  nextPage(): QueuedPage | null {
    const row = this.#sql(
      'SELECT url, priority, version, changed_at AS changedAt FROM page_queue ORDER BY priority, version LIMIT 1',
    ).get() as QueuedPage | undefined;
    return row ?? null;
  }

  /** True when no change came in for this address since it was taken from the queue. */
  isCurrent(page: QueuedPage): boolean {
    return this.#sql('SELECT version FROM page_queue WHERE url = ?').pluck().get(page.url) === page.version;
  }

  /** Records how the file of an address was made, and takes the address off the queue unless it changed since. */
  recordPage(page: QueuedPage, made: { digest: string; tags: Iterable<string> } | { error: string } | null): void {
    this.db.transaction(() => {
      const { url } = page;
      if (made === null) {
        this.#sql('DELETE FROM page WHERE url = ?').run(url);
        this.#sql('DELETE FROM dependency WHERE url = ?').run(url);
      } else if ('error' in made) {
        this.recordFailure(url, made.error);
      } else {
        this.#putPage(url, made.digest, made.tags);
      }
      this.#sql('DELETE FROM page_queue WHERE url = ? AND version = ?').run(url, page.version);
    })();
  }

  /** Records pages made by a full publish. */
  recordMade(pages: { url: string; digest: string; tags: string[] }[]): void {
    this.db.transaction(() => {
      for (const { url, digest, tags } of pages) this.#putPage(url, digest, tags);
    })();
  }

  /** Records that the page of an address could not be made. */
  recordFailure(url: string, error: string): void {
    this.#sql(
      `INSERT INTO page VALUES (?, NULL, ?, ?)
       ON CONFLICT (url) DO UPDATE SET error = excluded.error, made_at = excluded.made_at`,
    ).run(url, error, new Date().toISOString());
  }

  #putPage(url: string, digest: string, tags: Iterable<string>): void {
    this.#sql(
      `INSERT INTO page VALUES (?, ?, NULL, ?)
       ON CONFLICT (url) DO UPDATE SET digest = excluded.digest, error = NULL, made_at = excluded.made_at`,
    ).run(url, digest, new Date().toISOString());
    this.#setDependencies(url, new Set(tags));
  }

  /** Puts an address whose file could not be written at the end of the queue, with the reason. */
  postpone(page: QueuedPage, error: string): void {
    this.db.transaction(() => {
      this.#sql('UPDATE page_queue SET version = ?, priority = ? WHERE url = ? AND version = ?').run(
        this.#nextVersion(),
        this.isWanted(page.url) ? PRIORITY.bulk : PRIORITY.hide,
        page.url,
        page.version,
      );
      this.recordFailure(page.url, error);
    })();
  }

  /** Queues the pages whose last making failed. */
  enqueueErrors(): void {
    for (const { url } of this.pageErrors()) this.enqueue(url, PRIORITY.dependent, null);
  }

  /** Empties the page queue: for a first publish, which makes every page anyway. */
  clearPageQueue(): void {
    this.#sql('DELETE FROM page_queue').run();
  }

  /** Forgets pages that are not wanted and not queued: traces of an earlier release. */
  forgetUnwantedPages(): void {
    const urls = this.db.prepare('SELECT url FROM page').pluck().all() as string[];
    this.db.transaction(() => {
      for (const url of urls) {
        if (this.isWanted(url)) continue;
        this.#sql('DELETE FROM page WHERE url = ?').run(url);
        this.#sql('DELETE FROM dependency WHERE url = ?').run(url);
      }
    })();
  }

  /** What was recorded of every page. */
  pages(): { url: string; digest: string | null; error: string | null }[] {
    return this.db.prepare('SELECT url, digest, error FROM page ORDER BY url').all() as {
      url: string;
      digest: string | null;
      error: string | null;
    }[];
  }

  #setDependencies(url: string, tags: Set<string>): void {
    const before = new Set(this.#sql('SELECT tag FROM dependency WHERE url = ?').pluck().all(url) as string[]);
    for (const tag of before)
      if (!tags.has(tag)) this.#sql('DELETE FROM dependency WHERE tag = ? AND url = ?').run(tag, url);
    for (const tag of tags) if (!before.has(tag)) this.#sql('INSERT INTO dependency VALUES (?, ?)').run(tag, url);
  }

  /** A number that grows with each change taken in; pass it to {@link touchedSince}. */
  get generation(): number {
    return this.#generation;
  }

  /**
   * Tags touched by changes taken in after a generation. A page whose making began then and that depends on
   * one of them may show the state before: it has to be made again.
   */
  touchedSince(generation: number): Set<string> {
    const tags = new Set<string>();
    for (let i = this.#touches.length - 1; i >= 0 && this.#touches[i]!.generation > generation; i -= 1)
      for (const tag of this.#touches[i]!.tags) tags.add(tag);
    return tags;
  }

  /** For the time of a full publish, which takes long, touched tags are all kept. */
  keepTouches(keep: boolean): void {
    this.#keepsTouches = keep;
  }

  #keepsTouches = false;

  #remember(tags: Set<string>): void {
    if (tags.size === 0) return;
    this.#generation += 1;
    this.#touches.push({ generation: this.#generation, tags });
    while (!this.#keepsTouches && this.#touches.length > TOUCHES_KEPT) this.#touches.shift();
  }

  /** True when a page should stand at the address now. */
  isWanted(url: string): boolean {
    const document = parseDocumentAddress(url);
    if (document)
      return (
        this.#sql('SELECT 1 FROM document WHERE type = ? AND locale = ? AND slug = ?').get(
          document.type,
          document.locale,
          document.slug,
        ) !== undefined
      );
    const list = parseListPageAddress(url);
    if (list)
      return (
        (PAGED_TYPES as readonly DocumentType[]).includes(list.type) && this.#entriesOnPage(list.type, list.page) > 0
      );
    const lot = parseCatalogueAddress(url);
    if (lot) return this.catalogueParts().includes(lot.n);
    if (fixedAddresses().includes(url)) return true;
    const facet = parseFacetAddress(url);
    if (facet)
      return (
        this.#sql('SELECT 1 FROM facet WHERE type = ? AND facet = ? AND value = ?').get(
          facet.type,
          facet.facet,
          facet.value,
        ) !== undefined
      );
    const above = parseCompanionAddress(url);
    if (above) return this.isWanted(documentAddress(above.type, above.locale, above.slug));
    const part = parseThreadPageAddress(url);
    if (part) return this.#threadPages(part).includes(part.page);
    const sitemap = /^\/sitemaps\/(\d+)\.xml$/.exec(url);
    return sitemap !== null && this.sitemapNumbers().includes(Number(sitemap[1]));
  }

  /** Pages of a thread on which an answer stands. */
  #threadPages({ locale, slug }: { locale: Locale; slug: string }): number[] {
    return this.#sql(
      `SELECT DISTINCT page FROM post JOIN document USING (document_id)
       WHERE type = 'thread' AND locale = ? AND slug = ? ORDER BY page`,
    )
      .pluck()
      .all(locale, slug) as number[];
  }

  /** What to answer at an address where no page stands any more; null when none ever did. */
  departure(url: string): Departure | null {
    const parsed = parseDocumentAddress(url);
    if (!parsed) return null;
    const documentId = this.#sql('SELECT document_id FROM address WHERE type = ? AND locale = ? AND slug = ?')
      .pluck()
      .get(parsed.type, parsed.locale, parsed.slug) as string | undefined;
    if (documentId === undefined) return null;
    const slug = this.#sql('SELECT slug FROM document WHERE type = ? AND document_id = ? AND locale = ?')
      .pluck()
      .get(parsed.type, documentId, parsed.locale) as string | undefined;
    return slug === undefined
      ? { status: 410 }
      : { status: 301, to: documentAddress(parsed.type, parsed.locale, slug) };
  }

  sitemapNumbers(): number[] {
    return this.#sql(`SELECT DISTINCT (ordinal + ${SITEMAP_SIZE - 1}) / ${SITEMAP_SIZE} FROM listing ORDER BY 1`)
      .pluck()
      .all() as number[];
  }

  /** Numbers of the parts of the whole catalogue that exist. */
  catalogueParts(): number[] {
    return this.#sql(
      `SELECT DISTINCT (ordinal + ${CATALOGUE_SIZE - 1}) / ${CATALOGUE_SIZE} FROM listing WHERE type = 'resource' ORDER BY 1`,
    )
      .pluck()
      .all() as number[];
  }

  /** Every address at which a page should stand now. */
  *wantedAddresses(): Generator<string> {
    yield* fixedAddresses();
    for (const type of PAGED_TYPES) {
      const pages = this.db
        .prepare(
          `SELECT DISTINCT (ordinal + ${LIST_PAGE_SIZE - 1}) / ${LIST_PAGE_SIZE} FROM listing WHERE type = ? ORDER BY 1`,
        )
        .pluck()
        .all(type) as number[];
      for (const page of pages) for (const locale of LOCALES) yield listPageAddress(type, locale, page);
    }
    for (const n of this.sitemapNumbers()) yield sitemapAddress(n);
    for (const n of this.catalogueParts()) for (const locale of LOCALES) yield catalogueAddress(locale, n);
    for (const { type, facet } of FACET_LISTS.filter((one) => !CLOSED_FACETS[one.facet])) {
      const values = this.db
        .prepare('SELECT DISTINCT value FROM facet WHERE type = ? AND facet = ?')
        .pluck()
        .all(type, facet) as string[];
      const lists = values.flatMap((value) => LOCALES.map((locale) => facetAddress(facet, value, locale, type)));
      for (const list of lists) yield* formsOfList(type, list);
    }
    const documents = this.db.prepare('SELECT type, locale, slug FROM document').all() as {
      type: DocumentType;
      locale: Locale;
      slug: string;
    }[];
    for (const { type, locale, slug } of documents) {
      const url = documentAddress(type, locale, slug);
      yield url;
      yield* companionsOf(type, url);
      if (type !== 'thread') continue;
      for (const page of this.#threadPages({ locale, slug }).filter((one) => one > 1))
        yield threadPageAddress(url, page);
    }
  }

  /** Every address that redirects or answers 410 now. */
  *departedAddresses(): Generator<{ url: string; departure: Departure }> {
    const addresses = this.db
      .prepare(
        `SELECT type, locale, slug FROM address WHERE NOT EXISTS (
           SELECT 1 FROM document d WHERE d.type = address.type AND d.locale = address.locale AND d.slug = address.slug)`,
      )
      .all() as { type: DocumentType; locale: Locale; slug: string }[];
    for (const { type, locale, slug } of addresses) {
      const url = documentAddress(type, locale, slug);
      const departure = this.departure(url);
      if (departure) yield { url, departure };
    }
  }

  nextForIndex(limit: number): QueuedDocument[] {
    return this.#sql(
      `SELECT type, document_id AS documentId, version, changed_at AS changedAt FROM index_queue
       ORDER BY EXISTS (SELECT 1 FROM document d WHERE d.type = index_queue.type AND d.document_id = index_queue.document_id), version
       LIMIT ?`,
    ).all(limit) as QueuedDocument[];
  }

  doneForIndex(documents: QueuedDocument[]): void {
    this.db.transaction(() => {
      for (const { type, documentId, version } of documents)
        this.#sql('DELETE FROM index_queue WHERE type = ? AND document_id = ? AND version = ?').run(
          type,
          documentId,
          version,
        );
    })();
  }

  /** Queues documents for the search index. */
  enqueueForIndex(documents: readonly { type: DocumentType; documentId: string }[]): void {
    this.db.transaction(() => {
      for (const { type, documentId } of documents) this.#enqueueForIndex(type, documentId, null, false);
    })();
  }

  /** Queues every published document for the search index. */
  enqueueAllForIndex(): void {
    this.db.transaction(() => {
      const all = this.db.prepare('SELECT DISTINCT type, document_id FROM document').all() as {
        type: DocumentType;
        document_id: string;
      }[];
      for (const { type, document_id } of all) this.#enqueueForIndex(type, document_id, null, false);
    })();
  }

  queueDepths(): { pages: number; index: number } {
    return {
      pages: this.#sql('SELECT count(*) FROM page_queue').pluck().get() as number,
      index: this.#sql('SELECT count(*) FROM index_queue').pluck().get() as number,
    };
  }

  pageErrors(): { url: string; error: string; madeAt: string }[] {
    return this.#sql('SELECT url, error, made_at AS madeAt FROM page WHERE error IS NOT NULL ORDER BY url').all() as {
      url: string;
      error: string;
      madeAt: string;
    }[];
  }

  /** Identifiers of the published documents of a type, in order. */
  documentIds(type: DocumentType): string[] {
    return this.#sql('SELECT DISTINCT document_id FROM document WHERE type = ? ORDER BY document_id')
      .pluck()
      .all(type) as string[];
  }

  /** Puts the lists in order of first publication. For a full publish: it moves entries between pages. */
  renumberListings(): void {
    this.db.transaction(() => {
      this.db.exec('DELETE FROM listing');
      this.db.exec(
        `INSERT INTO listing SELECT type, row_number() OVER (PARTITION BY type ORDER BY at, document_id), document_id
         FROM (SELECT type, document_id, min(first_published_at) AS at FROM document GROUP BY type, document_id)`,
      );
      for (const type of DOCUMENT_TYPES) {
        const last = this.db.prepare('SELECT max(ordinal) FROM listing WHERE type = ?').pluck().get(type);
        this.setMeta(`last-ordinal:${type}`, String((last as number | null) ?? 0));
      }
    })();
  }

  /** Makes again, from the documents as published, what the snapshot derives from them (after a change of the code). */
  *retakeIn(): Generator<void> {
    const keys = this.db.prepare('SELECT rowid FROM document').pluck().all() as number[];
    for (const rowid of keys) {
      const json = this.#sql('SELECT json FROM document WHERE rowid = ?').pluck().get(rowid) as string | undefined;
      if (json !== undefined) {
        const document = JSON.parse(json) as PublishedDocument;
        this.db.transaction(() => {
          this.#putVersion(takeIn(document));
          // What it touches does not matter: every page is made again after this.
          if (isFaceted(document.type)) this.#updateFacets(document.type, document.documentId, new Set());
        })();
      }
      yield;
    }
  }
}

function isListed(type: FacetedType, facet: Facet): facet is ListedFacet {
  return (LISTED_FACETS[type] as readonly Facet[]).includes(facet);
}

function isFaceted(type: DocumentType): type is FacetedType {
  return (FACETED_TYPES as readonly DocumentType[]).includes(type);
}

function takeInUnlessSame(
  document: PublishedDocument,
  stored: StoredVersion | undefined,
  posts: readonly StoredPost[],
): TakenIn | null {
  if (stored !== undefined && stored.digest === digestOf(document)) return null;
  return takeIn(document, new Map(posts.map((post) => [post.digest, post])));
}

const pagesOf = (posts: readonly StoredPost[]) => new Set(posts.map(({ page }) => page).filter((page) => page > 1));

/**
 * True when readers must no longer see something of a thread: a post that is gone or was changed, a title that was, a name that is
 * hidden. That comes before anything that appears, as a document that is hidden does.
 */
function isLess(
  before: readonly StoredVersion[],
  after: readonly PublishedDocument[],
  postsBefore: readonly StoredPost[],
  postsAfter: readonly StoredPost[],
): boolean {
  const left = new Set(postsAfter.map(({ digest }) => digest));
  if (postsBefore.some(({ digest }) => !left.has(digest))) return true;
  const names = (documents: readonly PublishedDocument[]) =>
    new Set(documents.flatMap((one) => (one.type === 'thread' ? [`title ${one.title}`, ...namesIn(one)] : [])));
  const known = before.flatMap(({ json }) => (json === null ? [] : [JSON.parse(json) as PublishedDocument]));
  return names(known).difference(names(after)).size > 0;
}

/** Every thing that a thread says of someone, with the post that says it. */
function namesIn(thread: Thread): string[] {
  const posts = [thread, ...thread.comments, ...thread.answers, ...thread.answers.flatMap(({ comments }) => comments)];
  return posts.flatMap(({ id, author: { pseudonym, sector, size, entity } }) =>
    [pseudonym, sector, size, entity].flatMap((part) => (part === null ? [] : [`${id} ${part}`])),
  );
}

function rankOf(url: string, otherwise: number): number {
  if (url.startsWith('/sitemap')) return PRIORITY.bulk;
  return fixedAddresses().includes(url) ? PRIORITY.list : otherwise;
}
