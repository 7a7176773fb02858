import type { DocumentType, Locale, PublishedDocument } from '@palier/model';
import { LOCALES } from '@palier/model/locales';
import { searchId, toSearchDocument } from '@palier/search/document';
import type { SearchDocument } from '@palier/search/document';
import { digestOf } from '@palier/model';
import { documentAddress } from './addresses.ts';
import type { Snapshot } from './snapshot/snapshot.ts';

interface Row {
  json: string;
  text: string;
}

/** What the search engines must hold of a document: one entry a language in which it is published. */
export function searchDocumentsOf(snapshot: Snapshot, type: DocumentType, documentId: string): SearchDocument[] {
  const rows = snapshot.db
    .prepare('SELECT json, text FROM document WHERE type = ? AND document_id = ?')
    .all(type, documentId) as Row[];
  return rows.map((row) => project(snapshot, row));
}

/** Identifiers under which a document can be in a search engine. */
export function searchIdsOf(type: DocumentType, documentId: string): string[] {
  return LOCALES.map((locale) => searchId(type, documentId, locale));
}

/** Every search document, a few at a time: changes can be taken in between. */
export function* allSearchDocuments(snapshot: Snapshot): Generator<SearchDocument> {
  const page = snapshot.db.prepare('SELECT rowid, json, text FROM document WHERE rowid > ? ORDER BY rowid LIMIT 100');
  let after = 0;
  for (;;) {
    const rows = page.all(after) as (Row & { rowid: number })[];
    if (rows.length === 0) return;
    for (const row of rows) yield project(snapshot, row);
    after = rows.at(-1)!.rowid;
  }
}

/** Digest of everything that is searchable: equal digests, equal indexes. */
export function searchContentDigest(snapshot: Snapshot): string {
  return digestOf(snapshot.db.prepare('SELECT digest FROM document ORDER BY type, document_id, locale').pluck().all());
}

function project(snapshot: Snapshot, row: Row): SearchDocument {
  const document = JSON.parse(row.json) as PublishedDocument;
  const { type, documentId, locale, slug } = document;
  const names = namesOf(snapshot, type, documentId, locale);
  return toSearchDocument(document, {
    url: documentAddress(type, locale, slug),
    text: row.text,
    topics: names['topics'] ?? [],
    sectors: names['sectors'] ?? [],
    publishers: [...(names['publisher'] ?? []), ...(names['sponsors'] ?? [])],
  });
}

function namesOf(snapshot: Snapshot, type: DocumentType, documentId: string, locale: Locale): Record<string, string[]> {
  const rows = snapshot.db
    .prepare(
      `SELECT r.field, (
         SELECT title FROM document d WHERE d.type = r.to_type AND d.document_id = r.to_id
         ORDER BY d.locale = r.locale DESC, d.locale = 'fr' DESC LIMIT 1) AS name
       FROM reference r WHERE r.type = ? AND r.document_id = ? AND r.locale = ? ORDER BY r.field, r.position`,
    )
    .all(type, documentId, locale) as { field: string; name: string | null }[];
  const names: Record<string, string[]> = {};
  for (const { field, name } of rows) if (name !== null) (names[field] ??= []).push(name);
  return names;
}
