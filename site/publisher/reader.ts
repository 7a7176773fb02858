import type Database from 'better-sqlite3';
import { AUDIENCES } from '@palier/model';
import { EVENT_PHASES } from '@palier/model/events';
import type {
  DocumentType,
  Event,
  EventPhase,
  LearningPath,
  Level,
  Locale,
  PostAuthor,
  PublishedDocument,
  Sector,
  Thread,
  ThreadAnswer,
  ThreadComment,
  Topic,
} from '@palier/model';
import { LEVELS } from '@palier/model/levels';
import { LOCALES } from '@palier/model/locales';
import { documentAddress, facetAddress, parseDocumentAddress } from './addresses.ts';
import type { ListedFacet } from './addresses.ts';
import { FACETS } from './facets.ts';
import type { CatalogueFacet, Facet, FacetedType } from './facets.ts';
import { resolveNotes } from './markdown/notes.ts';
import { openForReading } from './snapshot/schema.ts';
import type { StoredCard } from './snapshot/take-in.ts';
import {
  SITEMAPS_TAG,
  addressTag,
  cardTag,
  cardsTag,
  catalogueTag,
  documentTag,
  facetTag,
  facetsTag,
  linksTag,
  listPageExistsTag,
  listPageTag,
  listTag,
  newestPageTag,
  noteTag,
  sitemapTag,
  termsTag,
} from './tags.ts';
import {
  AGENDA_FACETS,
  BACKLINKS_MAX,
  CALENDAR_MAX,
  CATALOGUE_SIZE,
  FACET_LIST_MAX,
  LIST_PAGE_SIZE,
  SITEMAP_SIZE,
  catalogueOf,
  listPageOf,
} from './views.ts';
import type {
  AgendaFacet,
  AgendaFacets,
  Card,
  CatalogueEntry,
  EventEntry,
  EventList,
  FacetCounts,
  FacetValue,
  FeedEntry,
  Figures,
  Heading,
  ListFront,
  ListPage,
  Read,
  FacetedList,
  AnswerView,
  AuthorView,
  PostView,
  ThreadPage,
  SitemapEntry,
  StepView,
  SubjectView,
  View,
} from './views.ts';

/**
 * What pages read of the snapshot. Every function returns, with the data, the tags of all it looked at, also
 * of what it looked for and did not find: the page must be made again when that appears.
 *
 * The snapshot's path is in `PALIER_SNAPSHOT`; it is opened at the first read.
 */

let connection: Database.Database | undefined;
const statements = new Map<string, Database.Statement>();

function sql(source: string): Database.Statement {
  let statement = statements.get(source);
  if (!statement) {
    connection ??= openForReading(snapshotPath());
    statements.set(source, (statement = connection.prepare(source)));
  }
  return statement;
}

/** A read of several queries in one transaction: it sees one state, and locks the file once instead of a hundred times. */
function inOneRead<Args extends unknown[], Result>(read: (...args: Args) => Result): (...args: Args) => Result {
  return (...args) => {
    connection ??= openForReading(snapshotPath());
    return connection.transaction(() => read(...args))();
  };
}

function snapshotPath(): string {
  const path = process.env['PALIER_SNAPSHOT'];
  if (!path) throw new Error('PALIER_SNAPSHOT is not set: it holds the path of the published snapshot.');
  return path;
}

/** Makes pages read this connection from now on; `closeReader` closes it. */
export function useConnection(other: Database.Database): void {
  closeReader();
  connection = other;
}

/** Closes the snapshot; the next read opens it again. */
export function closeReader(): void {
  connection?.close();
  connection = undefined;
  statements.clear();
}

/** Of the versions of a document, the one in the language asked for; French before the others otherwise. */
function best<Version extends { locale: Locale }>(versions: Version[], locale: Locale): Version | undefined {
  return (
    versions.find((version) => version.locale === locale) ??
    versions.find((version) => version.locale === 'fr') ??
    versions[0]
  );
}

// SQLite takes 36 µs to order two versions and give the first, 6 µs to give both; a list asks for 250 cards.
function card(type: DocumentType, documentId: string, locale: Locale, tags: Set<string>): Card | null {
  tags.add(cardTag(type, documentId));
  const versions = sql('SELECT locale, card FROM document WHERE type = ? AND document_id = ?').all(
    type,
    documentId,
  ) as { locale: Locale; card: string }[];
  const found = best(versions, locale);
  return found ? named(found.card, locale, tags) : null;
}

/** The card with its publisher's name. */
function named(json: string, locale: Locale, tags: Set<string>): Card {
  const { publisherId, ...stored } = JSON.parse(json) as StoredCard;
  return { ...stored, publisher: publisherId === null ? null : organisationName(publisherId, locale, tags) };
}

function organisationName(documentId: string, locale: Locale, tags: Set<string>): string | null {
  tags.add(cardTag('organisation', documentId));
  const versions = sql(
    `SELECT locale, coalesce(card ->> 'aside', title) AS name FROM document
     WHERE type = 'organisation' AND document_id = ?`,
  ).all(documentId) as { locale: Locale; name: string }[];
  return best(versions, locale)?.name ?? null;
}

function cards(type: DocumentType, ids: string[], locale: Locale, tags: Set<string>): Card[] {
  return ids.map((id) => card(type, id, locale, tags)).filter((found) => found !== null);
}

/** What the address of a list shows: the newest entries, and how many there are in all. */
export const listFront = inOneRead((type: DocumentType, locale: Locale): Read<ListFront> => {
  const tags = new Set([listTag(type)]);
  const ids = newest(type, LIST_PAGE_SIZE);
  const total = sql('SELECT count(*) FROM listing WHERE type = ?').pluck().get(type) as number;
  const last = ids.length === total ? undefined : ids.at(-1);
  const older =
    last === undefined
      ? null
      : listPageOf(
          sql('SELECT ordinal FROM listing WHERE type = ? AND document_id = ?').pluck().get(type, last) as number,
        );
  return { data: { entries: cards(type, ids, locale, tags), older, total }, tags: [...tags] };
});

function newest(type: DocumentType, limit: number): string[] {
  return sql('SELECT document_id FROM listing WHERE type = ? ORDER BY ordinal DESC LIMIT ?')
    .pluck()
    .all(type, limit) as string[];
}

/** A numbered page of a list; null when nothing stands on it. */
export const listPage = inOneRead((type: DocumentType, locale: Locale, page: number): Read<ListPage> | null => {
  const tags = new Set([listPageTag(type, page)]);
  const first = (page - 1) * LIST_PAGE_SIZE + 1;
  const ids = sql('SELECT document_id FROM listing WHERE type = ? AND ordinal BETWEEN ? AND ? ORDER BY ordinal DESC')
    .pluck()
    .all(type, first, first + LIST_PAGE_SIZE - 1) as string[];
  if (ids.length === 0) return null;
  const older = neighbour('SELECT max(ordinal) FROM listing WHERE type = ? AND ordinal < ?', type, first);
  const newer = neighbour(
    'SELECT min(ordinal) FROM listing WHERE type = ? AND ordinal > ?',
    type,
    first + LIST_PAGE_SIZE - 1,
  );
  if (older !== null) tags.add(listPageExistsTag(type, older));
  tags.add(newer === null ? newestPageTag(type) : listPageExistsTag(type, newer));
  return { data: { entries: cards(type, ids, locale, tags), older, newer }, tags: [...tags] };
});

function neighbour(query: string, type: DocumentType, ordinal: number): number | null {
  const found = sql(query).pluck().get(type, ordinal) as number | null;
  return found === null ? null : listPageOf(found);
}

/** Every card of a type, in alphabetical order of the language. For types that fit on one page. */
export const allCards = inOneRead((type: DocumentType, locale: Locale): Read<Card[]> => {
  const tags = new Set([listTag(type), cardsTag(type)]);
  const rows = sql('SELECT document_id, locale, card FROM document WHERE type = ?').all(type) as {
    document_id: string;
    locale: Locale;
    card: string;
  }[];
  const collator = collators[locale];
  const data = [...Map.groupBy(rows, (row) => row.document_id).values()]
    .map((versions) => named(best(versions, locale)!.card, locale, tags))
    .sort((a, b) => collator.compare(a.title, b.title));
  return { data, tags: [...tags] };
});

/** Every learning path, in the order of whom they are for, then of their titles. */
export function learningPaths(locale: Locale): Read<Card[]> {
  const { data, tags } = allCards('learning-path', locale);
  const rank = ({ audience }: Card) => (audience === null ? AUDIENCES.length : AUDIENCES.indexOf(audience));
  return { data: data.toSorted((a, b) => rank(a) - rank(b)), tags };
}

const collators = Object.fromEntries(
  LOCALES.map((locale) => [locale, new Intl.Collator(locale, { numeric: true })]),
) as Record<Locale, Intl.Collator>;

/** Slugs of the documents of a type that exist in a language, in the order of their list. */
export function slugs(type: DocumentType, locale: Locale): Read<string[]> {
  const data = sql(
    `SELECT slug FROM document JOIN listing USING (type, document_id) WHERE type = ? AND locale = ? ORDER BY ordinal`,
  )
    .pluck()
    .all(type, locale) as string[];
  return { data, tags: [listTag(type), cardsTag(type)] };
}

/** The newest documents of a type. */
export const latest = inOneRead((type: DocumentType, locale: Locale, limit: number): Read<Card[]> => {
  const tags = new Set([listTag(type)]);
  return { data: cards(type, newest(type, limit), locale, tags), tags: [...tags] };
});

/** Types that a facet's values are documents of. */
const FACET_DOCUMENTS: Partial<Record<Facet, DocumentType>> = {
  topic: 'topic',
  sector: 'sector',
  publisher: 'organisation',
};

/** Every value of every facet of the catalogue, with how many resources have it; the most frequent first. */
export const facetCounts = inOneRead((locale: Locale): Read<FacetCounts> => {
  const tags = new Set([facetsTag('resource')]);
  const rows = sql(
    "SELECT facet, value, count(*) AS count FROM facet WHERE type = 'resource' GROUP BY facet, value",
  ).all() as {
    facet: Facet;
    value: string;
    count: number;
  }[];
  const counts = Object.fromEntries(FACETS.map((facet): [string, FacetValue[]] => [facet, []])) as FacetCounts;
  for (const { facet, value, count } of rows) {
    if (!isCatalogueFacet(facet)) continue;
    const found = facetValue(facet, value, locale, tags);
    if (found) counts[facet].push({ ...found, count });
  }
  const collator = collators[locale];
  for (const values of Object.values(counts))
    values.sort((a, b) => b.count - a.count || collator.compare(a.title ?? a.value, b.title ?? b.value));
  return { data: counts, tags: [...tags] };
});

function isCatalogueFacet(facet: Facet): facet is CatalogueFacet {
  return (FACETS as readonly Facet[]).includes(facet);
}

function facetValue(
  facet: Facet,
  value: string,
  locale: Locale,
  tags: Set<string>,
  listed: FacetedType = 'resource',
): Omit<FacetValue, 'count'> | null {
  const type = FACET_DOCUMENTS[facet];
  if (type === undefined)
    return { value, title: null, locale, url: facetAddress(facet as ListedFacet, value, locale, listed) };
  const found = card(type, value, locale, tags);
  if (!found) return null;
  const title = type === 'organisation' ? (found.aside ?? found.title) : found.title;
  return { value: slugOf(found), title, locale: found.locale, url: found.url };
}

/** Last segment of the page of a card. */
const slugOf = ({ url }: Card): string => url.slice(0, -1).split('/').at(-1)!;

/** The documents of a type that have a value of a facet, newest first. */
export const documentsWith = inOneRead(
  (type: FacetedType, facet: Facet, value: string, locale: Locale, limit = FACET_LIST_MAX): Read<FacetedList> => {
    const tags = new Set([facetTag(type, facet, value)]);
    const rows = sql(
      `SELECT document_id AS id, count(*) OVER () AS total FROM facet JOIN listing USING (type, document_id)
       WHERE type = ? AND facet = ? AND value = ? ORDER BY ordinal DESC LIMIT ?`,
    ).all(type, facet, value, limit) as { id: string; total: number }[];
    const entries = cards(
      type,
      rows.map(({ id }) => id),
      locale,
      tags,
    );
    return { data: { entries, total: rows[0]?.total ?? 0 }, tags: [...tags] };
  },
);

/** The events with a value of a facet, or all of them; those to come in the order in which they come. */
export const events = inOneRead(
  (locale: Locale, having: { facet: Facet; value: string } | null, limit: number): Read<EventList> => {
    const tags = new Set(having ? [facetTag('event', having.facet, having.value)] : [listTag('event')]);
    for (const phase of EVENT_PHASES) tags.add(facetTag('event', 'phase', phase));
    const rows = sql(
      `SELECT document_id AS id, card ->> '$.event.phase' AS phase FROM document
       WHERE type = 'event' AND (:facet IS NULL OR document_id IN (
         SELECT document_id FROM facet WHERE type = 'event' AND facet = :facet AND value = :value))
       GROUP BY document_id ORDER BY card ->> '$.event.startsAt', document_id`,
    ).all({ facet: having?.facet ?? null, value: having?.value ?? null }) as { id: string; phase: EventPhase }[];
    const of = (phase: EventPhase) => rows.filter((row) => row.phase === phase).map(({ id }) => id);
    const [upcoming, past] = [of('upcoming'), of('past').reverse()];
    // A card that is not shown may come to be when an event moves.
    if (upcoming.length > limit || past.length > limit) tags.add(cardsTag('event'));
    const entries = (ids: string[]) => cards('event', ids.slice(0, limit), locale, tags).filter(isEventEntry);
    return { data: { upcoming: entries(upcoming), past: entries(past), total: rows.length }, tags: [...tags] };
  },
);

function isEventEntry(one: Card): one is EventEntry {
  return one.event !== null;
}

/** Published events with a value of a facet, or all, whole: for calendars. In the order in which they come. */
export const eventDocuments = inOneRead(
  (locale: Locale, having: { facet: Facet; value: string } | null): Read<{ document: Event; url: string }[]> => {
    const tags = having ? [facetTag('event', having.facet, having.value)] : [listTag('event')];
    const rows = sql(
      `SELECT document_id AS id, locale, json FROM document
       WHERE type = 'event' AND (:facet IS NULL OR document_id IN (
         SELECT document_id FROM facet WHERE type = 'event' AND facet = :facet AND value = :value))
       ORDER BY json ->> '$.startsAt' DESC, document_id`,
    ).all({ facet: having?.facet ?? null, value: having?.value ?? null }) as {
      id: string;
      locale: Locale;
      json: string;
    }[];
    const versions = [...Map.groupBy(rows, ({ id }) => id).values()].slice(0, CALENDAR_MAX).reverse();
    const data = versions.map((ones) => {
      const document = JSON.parse(best(ones, locale)!.json) as Event;
      return { document, url: documentAddress('event', document.locale, document.slug) };
    });
    return { data, tags: [...tags, cardsTag('event')] };
  },
);

/** What events are filtered by, as their lists name it: `level:novice`, `topic:acces`; by their identifiers. */
export const filterTags = inOneRead((ids: readonly string[], locale: Locale): Read<Map<string, string[]>> => {
  const tags = new Set([facetsTag('event')]);
  const isShown = (facet: Facet): facet is AgendaFacet => (AGENDA_FACETS as readonly Facet[]).includes(facet);
  const data = ids.map((id): [string, string[]] => {
    const rows = sql("SELECT facet, value FROM facet WHERE type = 'event' AND document_id = ?").all(id) as {
      facet: Facet;
      value: string;
    }[];
    const names = rows.flatMap(({ facet, value }) => {
      const found = isShown(facet) ? facetValue(facet, value, locale, tags, 'event') : null;
      return found ? [`${facet}:${found.value}`] : [];
    });
    return [id, names];
  });
  return { data: new Map(data), tags: [...tags] };
});

/** What the hub achieves, counted by what lists are made of: a text that changes counts nothing new. */
export const figures = inOneRead((): Read<Figures> => {
  const rows = sql('SELECT type, facet, value, count(*) AS count FROM facet GROUP BY type, facet, value').all() as {
    type: FacetedType;
    facet: Facet;
    value: string;
    count: number;
  }[];
  const of = (type: FacetedType, facet: Facet) => rows.filter((row) => row.type === type && row.facet === facet);
  const count = (type: FacetedType, facet: Facet, value: string) =>
    of(type, facet).find((row) => row.value === value)?.count ?? 0;
  const total = (type: DocumentType) => sql('SELECT count(*) FROM listing WHERE type = ?').pluck().get(type) as number;
  const official = count('thread', 'answered', 'official');
  const data: Figures = {
    resources: {
      total: total('resource'),
      levels: Object.fromEntries(LEVELS.map((level) => [level, count('resource', 'level', level)])) as Record<
        Level,
        number
      >,
      languages: of('resource', 'language')
        .map((row) => ({ code: row.value, count: row.count }))
        .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code)),
    },
    paths: total('learning-path'),
    questions: {
      asked: total('thread'),
      answered: official + count('thread', 'answered', 'yes'),
      official,
      resolved: count('thread', 'state', 'resolved'),
      medianDelay: medianOf(of('thread', 'delay').map((row) => ({ value: Number(row.value), count: row.count }))),
    },
    events: {
      upcoming: count('event', 'held', 'upcoming'),
      past: count('event', 'held', 'past'),
      seatsOffered: of('event', 'seats').reduce((all, row) => all + Number(row.value) * row.count, 0),
    },
  };
  const tags = [
    ...(['resource', 'thread', 'event'] as const).flatMap((type) => [facetsTag(type), listTag(type)]),
    listTag('learning-path'),
  ];
  return { data, tags };
});

/** The lower median of values that occur so many times; null of none. */
function medianOf(values: { value: number; count: number }[]): number | null {
  const all = values.reduce((sum, { count }) => sum + count, 0);
  let seen = 0;
  for (const { value, count } of values.toSorted((a, b) => a.value - b.value)) {
    seen += count;
    if (seen * 2 >= all) return value;
  }
  return null;
}

/** Months in which an event begins, the first one first. */
export function eventMonths(): Read<string[]> {
  const data = sql("SELECT DISTINCT value FROM facet WHERE type = 'event' AND facet = 'month' ORDER BY value")
    .pluck()
    .all() as string[];
  return { data, tags: [facetsTag('event')] };
}

/** Values of the facets of the events to come, the most frequent first. */
export const agendaFacets = inOneRead((locale: Locale): Read<AgendaFacets> => {
  const tags = new Set([facetsTag('event')]);
  const rows = sql(
    `SELECT facet, value, count(*) AS count FROM facet f WHERE type = 'event' AND EXISTS (
       SELECT 1 FROM facet p
       WHERE p.type = 'event' AND p.document_id = f.document_id AND p.facet = 'phase' AND p.value = 'upcoming')
     GROUP BY facet, value`,
  ).all() as { facet: Facet; value: string; count: number }[];
  const collator = collators[locale];
  const valuesOf = (facet: AgendaFacet) =>
    rows
      .filter((row) => row.facet === facet)
      .flatMap(({ value, count }): FacetValue[] => {
        const found = facetValue(facet, value, locale, tags, 'event');
        return found ? [{ ...found, count }] : [];
      })
      .sort((a, b) => b.count - a.count || collator.compare(a.title ?? a.value, b.title ?? b.value));
  const data = Object.fromEntries(AGENDA_FACETS.map((facet) => [facet, valuesOf(facet)])) as AgendaFacets;
  return { data, tags: [...tags] };
});

/** Numbers of the parts of the whole catalogue, the newest part first. */
export function catalogueParts(): Read<number[]> {
  const ordinals = sql("SELECT ordinal FROM listing WHERE type = 'resource'").pluck().all() as number[];
  return { data: [...new Set(ordinals.map(catalogueOf))].sort((a, b) => b - a), tags: [listTag('resource')] };
}

/** One part of the whole catalogue, newest first; null when it has no entry. */
export const cataloguePart = inOneRead((n: number, locale: Locale): Read<CatalogueEntry[]> | null => {
  const tags = new Set([catalogueTag(n)]);
  const ids = sql(
    `SELECT document_id FROM listing WHERE type = 'resource' AND ordinal BETWEEN ? AND ? ORDER BY ordinal DESC`,
  )
    .pluck()
    .all((n - 1) * CATALOGUE_SIZE + 1, n * CATALOGUE_SIZE) as string[];
  if (ids.length === 0) return null;
  const names = new Map<string, string | null>();
  const nameOf = (facet: Facet, value: string): string | null => {
    const key = `${facet} ${value}`;
    if (!names.has(key)) names.set(key, facetValue(facet, value, locale, tags)?.value ?? null);
    return names.get(key)!;
  };
  const data = ids.flatMap((id): CatalogueEntry[] => {
    const found = card('resource', id, locale, tags);
    if (!found) return [];
    const rows = sql(
      "SELECT facet, value FROM facet WHERE type = 'resource' AND document_id = ? AND facet <> 'start' ORDER BY facet, value",
    ).all(id) as { facet: Facet; value: string }[];
    const facets: CatalogueEntry['facets'] = {};
    for (const { facet, value } of rows) {
      const name = nameOf(facet, value);
      if (name !== null) (facets[facet] ??= []).push(name);
    }
    return [{ card: found, facets }];
  });
  return { data, tags: [...tags] };
});

/** Entries of the feed of new resources. */
export function feedEntries(locale: Locale, limit: number): Read<FeedEntry[]> {
  return withDates(latest('resource', locale, limit));
}

/** Entries of the feed of a list of a type, newest first. */
export function listFeedEntries(type: DocumentType, locale: Locale, limit: number): Read<FeedEntry[]> {
  return withDates(latest(type, locale, limit));
}

/** Entries of the feed of the documents of a type that have a value of a facet. */
export function facetFeedEntries(
  type: FacetedType,
  facet: Facet,
  value: string,
  locale: Locale,
  limit: number,
): Read<FeedEntry[]> {
  const { data, tags } = documentsWith(type, facet, value, locale, limit);
  return withDates({ data: data.entries, tags });
}

/** Cards with the date of their last change, for feeds. */
const withDates = inOneRead(({ data, tags }: Read<Card[]>): Read<FeedEntry[]> => {
  const entries = data.map((entry) => ({
    card: entry,
    updatedAt: sql('SELECT updated_at FROM document WHERE type = ? AND document_id = ? AND locale = ?')
      .pluck()
      .get(entry.type, entry.documentId, entry.locale) as string,
  }));
  return { data: entries, tags: [...tags, ...data.map((entry) => documentTag(entry.type, entry.documentId))] };
});

/** Numbers of the sitemaps that exist. */
export function sitemapNumbers(): Read<number[]> {
  const data = sql(`SELECT DISTINCT (ordinal + ${SITEMAP_SIZE - 1}) / ${SITEMAP_SIZE} FROM listing ORDER BY 1`)
    .pluck()
    .all() as number[];
  return { data, tags: [SITEMAPS_TAG] };
}

/** Addresses of one sitemap; null when it has none. */
export function sitemap(n: number): Read<SitemapEntry[]> | null {
  const rows = sql(
    `SELECT d.type, d.document_id AS documentId, d.locale, d.slug, d.updated_at AS updatedAt,
       d.card ->> '$.event.isExample' AS isExample
     FROM listing l JOIN document d ON d.type = l.type AND d.document_id = l.document_id
     WHERE l.ordinal BETWEEN ? AND ? ORDER BY l.type, l.ordinal, d.locale DESC`,
  ).all((n - 1) * SITEMAP_SIZE + 1, n * SITEMAP_SIZE) as {
    type: DocumentType;
    documentId: string;
    locale: Locale;
    slug: string;
    updatedAt: string;
    isExample: 0 | 1 | null;
  }[];
  if (rows.length === 0) return null;
  const twins = Map.groupBy(rows, (row) => `${row.type}/${row.documentId}`);
  const address = (row: { type: DocumentType; locale: Locale; slug: string }) =>
    documentAddress(row.type, row.locale, row.slug);
  // What nobody holds is nothing to find elsewhere.
  const indexed = rows.filter(({ isExample }) => isExample !== 1);
  const data = indexed.map((row) => ({
    url: address(row),
    updatedAt: row.updatedAt,
    twins: twins.get(`${row.type}/${row.documentId}`)!.map((twin) => ({ locale: twin.locale, url: address(twin) })),
  }));
  return { data, tags: [sitemapTag(n)] };
}

/** A document as its page shows it; null when nothing is published at this address. */
export const entry = inOneRead((type: DocumentType, locale: Locale, slug: string): Read<View> | null => {
  const row = sql(
    'SELECT document_id AS documentId, json, card, html, headings FROM document WHERE type = ? AND locale = ? AND slug = ?',
  ).get(type, locale, slug) as
    { documentId: string; json: string; card: string; html: string; headings: string } | undefined;
  if (!row) return null;
  const { documentId } = row;
  const tags = new Set([documentTag(type, documentId)]);
  const backlinks = backlinksTo(type, documentId, locale, tags);
  return {
    data: {
      document: JSON.parse(row.json) as PublishedDocument,
      card: named(row.card, locale, tags),
      url: documentAddress(type, locale, slug),
      html: resolveNotes(row.html, (noteId) => noteTarget(noteId, locale, tags)),
      headings: JSON.parse(row.headings) as Heading[],
      twins: twinsOf(type, documentId, locale),
      references: referencesOf(type, documentId, locale, tags),
      backlinks: backlinks.cards,
      backlinkCount: backlinks.count,
    },
    tags: [...tags],
  };
});

/** A topic or a sector alone; null when nothing is published at this address. */
export const subject = inOneRead((type: 'topic' | 'sector', locale: Locale, slug: string): Read<SubjectView> | null => {
  const row = sql(
    'SELECT document_id AS documentId, json, card FROM document WHERE type = ? AND locale = ? AND slug = ?',
  ).get(type, locale, slug) as { documentId: string; json: string; card: string } | undefined;
  if (!row) return null;
  const tags = new Set([documentTag(type, row.documentId)]);
  const data = {
    document: JSON.parse(row.json) as Topic | Sector,
    card: named(row.card, locale, tags),
    url: documentAddress(type, locale, slug),
    twins: twinsOf(type, row.documentId, locale),
  };
  return { data, tags: [...tags] };
});

/** Addresses of a document in the other languages. */
function twinsOf(type: DocumentType, documentId: string, locale: Locale): { locale: Locale; url: string }[] {
  const twins = sql('SELECT locale, slug FROM document WHERE type = ? AND document_id = ? AND locale <> ?').all(
    type,
    documentId,
    locale,
  ) as { locale: Locale; slug: string }[];
  return twins.map((twin) => ({ locale: twin.locale, url: documentAddress(type, twin.locale, twin.slug) }));
}

/**
 * The documents that the fields of a version refer to, in the order of each field; then those of the French version that
 * exist in French only: the CMS cannot make an English text refer to them.
 */
function referencesOf(
  type: DocumentType,
  documentId: string,
  locale: Locale,
  tags: Set<string>,
): Record<string, Card[]> {
  tags.add(termsTag(type, documentId));
  const rows = sql(
    `SELECT locale, field, to_type AS toType, to_id AS toId FROM reference WHERE type = ? AND document_id = ?
     ORDER BY locale, field, position`,
  ).all(type, documentId) as { locale: Locale; field: string; toType: DocumentType; toId: string }[];
  const own = rows.filter((row) => row.locale === locale);
  const french = locale === 'fr' ? [] : rows.filter((row) => row.locale === 'fr' && row.field !== 'terms');
  const fields: Record<string, Card[]> = {};
  for (const row of [...own, ...french]) {
    const found: Card | null = card(row.toType, row.toId, locale, tags);
    if (found && (row.locale === locale || found.locale !== locale)) (fields[row.field] ??= []).push(found);
  }
  return fields;
}

/** One page of a thread, from 1; null when nothing stands on it. */
export const threadPage = inOneRead((thread: Thread, page: number): Read<ThreadPage> | null => {
  const { documentId, locale } = thread;
  const tags = new Set([documentTag('thread', documentId)]);
  const rows = sql(
    'SELECT post_id AS id, anchor, page, html, text FROM post WHERE document_id = ? ORDER BY position',
  ).all(documentId) as { id: string; anchor: string; page: number; html: string; text: string }[];
  const pages = [...new Set(rows.map((row) => row.page))];
  if (!pages.includes(page)) return null;
  const stored = new Map(rows.map((row) => [row.id, row]));

  const authorOf = ({ sector, ...author }: PostAuthor): AuthorView => ({
    ...author,
    sector: sector === null ? null : card('sector', sector, locale, tags),
  });
  const postOf = ({ id, author, postedAt, edits }: Thread | ThreadAnswer | ThreadComment): PostView => {
    const { anchor, html, text } = stored.get(id)!;
    const resolved = resolveNotes(html, (noteId) => noteTarget(noteId, locale, tags));
    return { id, anchor, author: authorOf(author), postedAt, edits, html: resolved, text };
  };
  const answerOf = (answer: ThreadAnswer): AnswerView => {
    const { number, score, official, lawDate, lawIsOld } = answer;
    return { ...postOf(answer), number, score, official, lawDate, lawIsOld, comments: answer.comments.map(postOf) };
  };
  const accepted = thread.answers.find(({ id }) => id === thread.accepted);
  return {
    data: {
      page,
      pages,
      question: { ...postOf(thread), score: thread.score, comments: thread.comments.map(postOf) },
      answers: thread.answers.filter(({ id }) => stored.get(id)!.page === page).map(answerOf),
      accepted: accepted ? { answer: answerOf(accepted), page: stored.get(accepted.id)!.page } : null,
      total: thread.answers.length,
      document: thread,
    },
    tags: [...tags],
  };
});

/** The threads that stand first in their list. */
export const pinnedThreads = (locale: Locale): Read<FacetedList> => documentsWith('thread', 'pinned', 'yes', locale);

/** The steps of a learning path, each with the page that it leads to, if that is one of the hub. */
export const pathSteps = inOneRead((path: LearningPath): Read<StepView[]> => {
  const tags = new Set<string>();
  const data = path.steps.map(({ title, note, maturity, minutes, target }): StepView => {
    const found = target === null ? null : cardAt(target, path.locale, tags);
    const url = found ? found.url + (/#.*$/.exec(target!)?.[0] ?? '') : target;
    // A step to what is not published keeps its words, without a link that leads nowhere.
    const isDead = target !== null && found === null && parseDocumentAddress(withoutPlace(target)) !== null;
    return { title, note, maturity, minutes, url: isDead ? null : url, card: found };
  });
  return { data, tags: [...tags] };
});

/** The document whose page is, or was, at an address of the hub. */
export const cardOfAddress = inOneRead((address: string, locale: Locale): Read<Card | null> => {
  const tags = new Set<string>();
  return { data: cardAt(address, locale, tags), tags: [...tags] };
});

const withoutPlace = (address: string): string => address.replace(/#.*$/, '');

/** The document whose page is, or was, at an address of the hub; in the language asked for, if it has it. */
function cardAt(address: string, locale: Locale, tags: Set<string>): Card | null {
  const url = withoutPlace(address);
  const named = parseDocumentAddress(url);
  if (!named) return null;
  tags.add(addressTag(url));
  const documentId = sql('SELECT document_id FROM address WHERE type = ? AND locale = ? AND slug = ?')
    .pluck()
    .get(named.type, named.locale, named.slug) as string | undefined;
  return documentId === undefined ? null : card(named.type, documentId, locale, tags);
}

/** Documents that lead to another by a field; to an organisation, also by a link to its note. Never the document itself. */
const sourcesOf = (type: DocumentType) =>
  type === 'organisation' ? `(${SOURCES} UNION ${NOTE_SOURCES})` : `(${SOURCES})`;

const SOURCES = `
  SELECT DISTINCT type, document_id FROM reference
  WHERE to_type = :type AND to_id = :documentId AND NOT (type = :type AND document_id = :documentId)`;

const NOTE_SOURCES = `
  SELECT l.type, l.document_id FROM note n JOIN note_link l USING (note_id)
  WHERE n.document_id = :documentId AND NOT (l.type = :type AND l.document_id = :documentId)`;

function backlinksTo(type: DocumentType, documentId: string, locale: Locale, tags: Set<string>) {
  tags.add(linksTag(type, documentId));
  const sources = sql(
    `SELECT type, document_id AS documentId, count(*) OVER () AS count
     FROM ${sourcesOf(type)} JOIN listing USING (type, document_id)
     ORDER BY type = 'resource' DESC, type, ordinal DESC LIMIT ${BACKLINKS_MAX}`,
  ).all({ type, documentId }) as { type: DocumentType; documentId: string; count: number }[];
  const shown = sources.map((source) => card(source.type, source.documentId, locale, tags));
  return { cards: shown.filter((found) => found !== null), count: sources[0]?.count ?? 0 };
}

/** Organisations that one cites in its text, and those that cite it, in the order of their names. */
export const organisationLinks = inOneRead(
  (documentId: string, locale: Locale): Read<{ cited: Card[]; citing: Card[] }> => {
    const tags = new Set([documentTag('organisation', documentId), linksTag('organisation', documentId)]);
    const notes = sql("SELECT DISTINCT note_id FROM note_link WHERE type = 'organisation' AND document_id = ?")
      .pluck()
      .all(documentId) as string[];
    for (const note of notes) tags.add(noteTag(note));
    const cited = sql(
      `SELECT DISTINCT n.document_id FROM note_link l JOIN note n USING (note_id)
       WHERE l.type = 'organisation' AND l.document_id = :documentId AND n.document_id <> :documentId`,
    )
      .pluck()
      .all({ documentId }) as string[];
    const citing = sql(`SELECT document_id FROM ${sourcesOf('organisation')} WHERE type = 'organisation'`)
      .pluck()
      .all({ type: 'organisation', documentId }) as string[];
    const collator = collators[locale];
    const named = (ids: string[]) =>
      cards('organisation', ids, locale, tags).sort((a, b) => collator.compare(a.title, b.title));
    return { data: { cited: named(cited), citing: named(citing) }, tags: [...tags] };
  },
);

function noteTarget(noteId: string, locale: Locale, tags: Set<string>): { url: string; title: string } | undefined {
  tags.add(noteTag(noteId));
  const documentId = sql('SELECT document_id FROM note WHERE note_id = ? ORDER BY document_id LIMIT 1')
    .pluck()
    .get(noteId) as string | undefined;
  if (documentId === undefined) return undefined;
  const found = card('organisation', documentId, locale, tags);
  return found ? { url: found.url, title: found.title } : undefined;
}
