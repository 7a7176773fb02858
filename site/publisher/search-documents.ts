import type { DocumentType, Locale, PublishedDocument } from '@palier/model';
import { LOCALES } from '@palier/model/locales';
import { searchId, toSearchDocument } from '@palier/search/document';
import type { SearchDocument, Section } from '@palier/search/document';
import { digestOf } from '@palier/model';
import { documentAddress } from './addresses.ts';
import type { Snapshot } from './snapshot/snapshot.ts';
import type { Heading } from './views.ts';

interface Row {
  json: string;
  text: string;
  headings: string;
  /** Languages in which the document is published, with commas between. */
  locales: string;
}

const COLUMNS = `d.json, d.text, d.headings, (
  SELECT group_concat(locale) FROM document o WHERE o.type = d.type AND o.document_id = d.document_id) AS locales`;

/** What the search engines must hold of a document: one entry a language in which it is published. */
export function searchDocumentsOf(snapshot: Snapshot, type: DocumentType, documentId: string): SearchDocument[] {
  const rows = snapshot.db
    .prepare(`SELECT ${COLUMNS} FROM document d WHERE d.type = ? AND d.document_id = ?`)
    .all(type, documentId) as Row[];
  return rows.map((row) => project(snapshot, row));
}

/** Identifiers under which a document can be in a search engine. */
export function searchIdsOf(type: DocumentType, documentId: string): string[] {
  return LOCALES.map((locale) => searchId(type, documentId, locale));
}

/**
 * Every search document, a few at a time: changes can be taken in between, and each comes once. By key, since a document that
 * changes gets a new row, which would come again.
 */
export function* allSearchDocuments(snapshot: Snapshot): Generator<SearchDocument> {
  const page = snapshot.db.prepare(
    `SELECT d.type, d.document_id, d.locale, ${COLUMNS} FROM document d
     WHERE (d.type, d.document_id, d.locale) > (?, ?, ?) ORDER BY d.type, d.document_id, d.locale LIMIT 100`,
  );
  let after = ['', '', ''];
  for (;;) {
    const rows = page.all(...after) as (Row & { type: string; document_id: string; locale: string })[];
    if (rows.length === 0) return;
    for (const row of rows) yield project(snapshot, row);
    const { type, document_id, locale } = rows.at(-1)!;
    after = [type, document_id, locale];
  }
}

/** Digest of everything that is searchable: equal digests, equal indexes. */
export function searchContentDigest(snapshot: Snapshot): string {
  return digestOf(snapshot.db.prepare('SELECT digest FROM document ORDER BY type, document_id, locale').pluck().all());
}

/** The text of a page under each of its headings. In a text, each heading is a line of its own. */
export function sectionsOf(text: string, headings: readonly Heading[]): Section[] {
  const sections: { anchor: string | null; heading: string; lines: string[] }[] = [
    { anchor: null, heading: '', lines: [] },
  ];
  let next = 0;
  for (const line of text.split('\n')) {
    const heading = headings[next];
    if (heading && line === heading.text) {
      sections.push({ anchor: heading.id, heading: heading.text, lines: [] });
      next += 1;
    } else sections.at(-1)!.lines.push(line);
  }
  return sections
    .map(({ lines, ...section }) => ({ ...section, text: lines.join('\n').trim() }))
    .filter(({ heading, text: own }) => heading !== '' || own !== '');
}

function project(snapshot: Snapshot, row: Row): SearchDocument {
  const document = JSON.parse(row.json) as PublishedDocument;
  const { type, documentId, locale, slug } = document;
  const names = namesOf(snapshot, type, documentId, locale);
  const published = row.locales.split(',');
  // Of a document without a version in a language, readers of that language are shown the first there is.
  const isFirst = LOCALES.find((one) => published.includes(one)) === locale;
  return toSearchDocument(document, {
    url: documentAddress(type, locale, slug),
    sections: type === 'thread' ? sectionsOfThread(snapshot, documentId) : sectionsOf(row.text, headingsOf(row)),
    standsInFor: isFirst ? LOCALES.filter((one) => !published.includes(one)) : [],
    topics: names['topics'] ?? [],
    sectors: names['sectors'] ?? [],
    publishers: [...(names['publisher'] ?? []), ...(names['sponsors'] ?? []), ...(names['organiser'] ?? [])],
  });
}

/** The posts of a thread: the question, and each answer and comment at its place. */
function sectionsOfThread(snapshot: Snapshot, documentId: string): Section[] {
  const posts = snapshot.db
    .prepare('SELECT anchor, page, text FROM post WHERE document_id = ? ORDER BY position')
    .all(documentId) as { anchor: string; page: number; text: string }[];
  // An anchor leads to a place of the first page: what stands further on is found, and leads to the thread.
  return posts.map(({ anchor, page, text }, at) => ({
    anchor: at > 0 && page === 1 ? anchor : null,
    heading: '',
    text,
  }));
}

/** A row that cannot be read is an error of its page, which says so; the search of all the others does not end with it. */
function headingsOf({ headings }: Row): Heading[] {
  try {
    return JSON.parse(headings) as Heading[];
  } catch {
    return [];
  }
}

/** Names behind the references of a document, by field, each in its language or else in the first there is. */
function namesOf(snapshot: Snapshot, type: DocumentType, documentId: string, locale: Locale): Record<string, string[]> {
  const rows = snapshot.db
    .prepare(
      `SELECT r.field, r.position, d.locale, d.title FROM reference r
       JOIN document d ON d.type = r.to_type AND d.document_id = r.to_id
       WHERE r.type = ? AND r.document_id = ? AND r.locale = ? ORDER BY r.field, r.position`,
    )
    .all(type, documentId, locale) as { field: string; position: number; locale: Locale; title: string }[];
  const names: Record<string, string[]> = {};
  for (const versions of Map.groupBy(rows, ({ field, position }) => `${field} ${position}`).values()) {
    const chosen = [locale, ...LOCALES].map((one) => versions.find((version) => version.locale === one)).find(Boolean);
    if (chosen) (names[chosen.field] ??= []).push(chosen.title);
  }
  return names;
}
