import { IMPORT_FORMATS, type DocumentType, type ImportDocument, type ImportFormat, type Locale } from '@palier/model';
import type { Transaction } from '../database/transaction.ts';

const SOURCES = 'palier_import_sources';

interface Imported {
  type: DocumentType;
  documentId: string;
}

/** What a file said: everything of an {@link ImportDocument} but its identity. */
export type SourceContent = Pick<ImportDocument, 'fields' | 'formerSlugs' | 'contacts' | 'extras'>;

/** What was last imported of a document from one format, in one language. */
export interface Source {
  locale: Locale;
  format: ImportFormat;
  digest: string;
  content: SourceContent;
}

/** The document that was imported under this identity, in this language rather than another, if any. */
export async function importedDocument(
  trx: Transaction,
  type: DocumentType,
  slug: string,
  locale: Locale,
): Promise<string | undefined> {
  const rows = await trx(SOURCES)
    .where({ type, slug })
    .select<{ document_id: string; locale: Locale }[]>('document_id', 'locale');
  return (rows.find((row) => row.locale === locale) ?? rows[0])?.document_id;
}

/** Digest of what was last imported from one format; undefined when nothing was. */
export async function sourceDigest(
  trx: Transaction,
  { type, documentId }: Imported,
  locale: Locale,
  format: ImportFormat,
): Promise<string | undefined> {
  const row = await trx(SOURCES)
    .where({ type, document_id: documentId, locale, format })
    .first<{ digest: string } | undefined>('digest');
  return row?.digest;
}

/** All sources of a document, from the weakest to the strongest format. */
export async function sourcesOf(trx: Transaction, { type, documentId }: Imported): Promise<Source[]> {
  const rows = await trx(SOURCES)
    .where({ type, document_id: documentId })
    .select<(Omit<Source, 'content'> & { source: string })[]>('locale', 'format', 'digest', 'source');
  return fromWeakest(rows.map(({ source, ...rest }) => ({ ...rest, content: JSON.parse(source) as SourceContent })));
}

/** The sources with one more, in place of the one of the same format and language. */
export function withSource(sources: readonly Source[], added: Source): Source[] {
  const others = sources.filter((one) => one.locale !== added.locale || one.format !== added.format);
  return fromWeakest([...others, added]);
}

function fromWeakest(sources: Source[]): Source[] {
  return sources.sort((a, b) => IMPORT_FORMATS.indexOf(a.format) - IMPORT_FORMATS.indexOf(b.format));
}

/** Records what was imported, in place of what was from the same format and language. */
export async function saveSource(
  trx: Transaction,
  { type, documentId }: Imported,
  slug: string,
  { locale, format, digest, content }: Source,
): Promise<void> {
  await trx(SOURCES)
    .insert({ type, document_id: documentId, locale, format, slug, digest, source: JSON.stringify(content) })
    .onConflict(['type', 'document_id', 'locale', 'format'])
    .merge(['slug', 'digest', 'source']);
}

/** Forgets the sources of a document in the languages that no longer exist. */
export async function forgetSources(
  trx: Transaction,
  { type, documentId }: Imported,
  remaining: readonly Locale[],
): Promise<void> {
  await trx(SOURCES)
    .where({ type, document_id: documentId })
    .whereNotIn('locale', [...remaining])
    .delete();
}
