import {
  DOCUMENT_TYPES,
  LEVELS,
  LOCALES,
  RESOURCE_KINDS,
  digestOf,
  withoutEmailAddresses,
  type DocumentType,
  type Locale,
  type PublishedDocument,
} from '@palier/model';
import { z } from 'zod';

/**
 * Longest text indexed of one document, in characters (about 8,000 words). A body may reach 1.2 million; the
 * end of such a document is not searchable, and indexing one change stays fast.
 */
export const TEXT_MAX = 50_000;

/** What both engines index of one published document in one language. */
export const searchDocument = z.strictObject({
  /** Primary key, see {@link searchId}. */
  id: z.string().regex(/^[a-z-]+-[a-z0-9]{20,32}-[a-z]{2}$/),
  /** SHA-256 of all the other fields: what `doctor` compares. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  type: z.enum(DOCUMENT_TYPES),
  locale: z.enum(LOCALES),
  /** Absolute path of the page. */
  url: z.string().regex(/^\/(?!\/)/),
  title: z.string().min(1),
  /** Other names of the same thing: acronym, expansion, translation. */
  aliases: z.array(z.string()),
  summary: z.string(),
  text: z.string().max(TEXT_MAX),
  topics: z.array(z.string()),
  sectors: z.array(z.string()),
  /** Organisations that publish or sponsor it. */
  publishers: z.array(z.string()),
  tags: z.array(z.string()),
  nis2Articles: z.array(z.string()),
  maturity: z.enum(LEVELS).nullable(),
  kind: z.enum(RESOURCE_KINDS).nullable(),
  /** First publication, in seconds since 1970: among equal hits the newest comes first. */
  publishedAt: z.number().int(),
});

export type SearchDocument = z.infer<typeof searchDocument>;

/** What a document does not say by itself: its page, and the names behind its references, in its own language. */
export interface ResolvedNames {
  url: string;
  /** Plain text of the page's sanitised HTML. */
  text: string;
  topics?: readonly string[];
  sectors?: readonly string[];
  /** Publisher of a resource, sponsors of a service. */
  publishers?: readonly string[];
}

/** Primary key of a document in the search engines: `<type>-<documentId>-<locale>`. */
export function searchId(type: DocumentType, documentId: string, locale: Locale): string {
  return `${type}-${documentId}-${locale}`;
}

// Zero-width characters and soft hyphens split words; private-use characters could forge a match mark.
const INVISIBLE = /[\u00AD\u200B-\u200F\u2060\uFEFF\p{Co}]/gu;
const SPACES = /[\s\p{Cc}]+/gu;

/**
 * One line of plain text. The schemas of the model found no e-mail address, but they looked at Markdown: markup
 * or an invisible character taken away can put the two halves of one together.
 */
function plain(text: string): string {
  return withoutEmailAddresses(text.replace(INVISIBLE, '').replace(SPACES, ' ').trim());
}

/** Longest beginning of the text, at most `max` characters, that cuts no word (nor a surrogate pair) in two. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const space = text.lastIndexOf(' ', max);
  return text.slice(0, space > 0 ? space : max).replace(/[\uD800-\uDBFF]$/, '');
}

const list = (values: readonly (string | null)[] = []) =>
  values
    .filter((value): value is string => value !== null)
    .map(plain)
    .filter(Boolean);

/** Fields that differ from one type to the next. */
function fieldsOf(document: PublishedDocument) {
  switch (document.type) {
    case 'resource':
      return { title: document.title, summary: document.summary, nis2Articles: document.nis2Articles };
    case 'learning-path':
      return { title: document.title, summary: document.summary };
    case 'organisation':
      return {
        title: document.name,
        aliases: list([document.acronym]),
        summary: document.tagline,
        tags: list([...document.kinds, ...document.tags]),
      };
    case 'service':
      return { title: document.title, summary: document.mission, tags: list([document.incubator, ...document.users]) };
    case 'glossary-term':
      return { title: document.term, aliases: list([document.expansion, document.translation]), summary: '' };
    case 'topic':
    case 'sector':
      return { title: document.name, summary: document.description };
  }
}

/**
 * The part of a published document that is searched, and nothing else: fields are copied by name, so that a
 * field added to the model is not indexed until this function says so.
 */
export function toSearchDocument(document: PublishedDocument, names: ResolvedNames): SearchDocument {
  const fields = fieldsOf(document);
  const content = {
    id: searchId(document.type, document.documentId, document.locale),
    type: document.type,
    locale: document.locale,
    url: names.url,
    title: plain(fields.title),
    aliases: fields.aliases ?? [],
    summary: plain(fields.summary),
    // Twice: first so that a text of a million characters costs no more than a long one.
    text: cut(plain(cut(names.text, 2 * TEXT_MAX)), TEXT_MAX),
    topics: list(names.topics),
    sectors: list(names.sectors),
    publishers: list(names.publishers),
    tags: fields.tags ?? [],
    nis2Articles: fields.nis2Articles ?? [],
    maturity: document.type === 'resource' ? document.maturity : null,
    kind: document.type === 'resource' ? document.kind : null,
    publishedAt: Math.floor(Date.parse(document.firstPublishedAt) / 1000),
  };
  return { ...content, digest: digestOf(content) };
}
