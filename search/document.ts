import {
  DOCUMENT_TYPES,
  LEVELS,
  LOCALES,
  RESOURCE_KINDS,
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

/** Longest section, in characters: a longer one is several with the same heading, so that an extract is cut from a short text. */
export const SECTION_MAX = 2_000;

/** A part of a text under one heading. */
export const section = z.strictObject({
  /** Name of its heading in the page, for a link to it; null before the first heading. */
  anchor: z
    .string()
    .regex(/^[\w-]+$/)
    .nullable(),
  heading: z.string(),
  text: z.string().max(SECTION_MAX),
});

export type Section = z.infer<typeof section>;

/** What both engines index of one published document in one language. */
export const searchDocument = z.strictObject({
  /** Primary key, see {@link searchId}. */
  id: z.string().regex(/^[a-z-]+-[a-z0-9]{20,32}-[a-z]{2}$/),
  type: z.enum(DOCUMENT_TYPES),
  locale: z.enum(LOCALES),
  /** Absolute path of the page. */
  url: z.string().regex(/^\/(?!\/)/),
  title: z.string().min(1),
  /** Other names of the same thing: acronym, expansion, translation. */
  aliases: z.array(z.string()),
  /** Words that readers look for it by, and that its texts do not say. */
  keywords: z.array(z.string()),
  summary: z.string(),
  sections: z.array(section),
  topics: z.array(z.string()),
  sectors: z.array(z.string()),
  /** Organisations that publish, sponsor or organise it. */
  publishers: z.array(z.string()),
  tags: z.array(z.string()),
  nis2Articles: z.array(z.string()),
  maturity: z.enum(LEVELS).nullable(),
  kind: z.enum(RESOURCE_KINDS).nullable(),
  /** Identifiers of the topics and sectors, to filter by. */
  topicIds: z.array(z.string()),
  sectorIds: z.array(z.string()),
  /** ISO 639-1 language of what one reads there, which may not be that of the card. */
  language: z.string(),
  /** Year of what one reads: of the original, of the last change otherwise. */
  year: z.number().int(),
  /** Languages of the site in which this is the version to show: its own, and those that have none. */
  shownIn: z.array(z.enum(LOCALES)).min(1),
  /** First publication, in seconds since 1970: by it the newest come first when that is asked. */
  publishedAt: z.number().int(),
});

export type SearchDocument = z.infer<typeof searchDocument>;

/** What a document does not say by itself: its page, and the names behind its references, in its own language. */
export interface ResolvedNames {
  url: string;
  /** Text of the page's sanitised HTML, heading by heading. */
  sections: readonly Section[];
  /** Languages of the site that have no version of their own. */
  standsInFor?: readonly Locale[];
  topics?: readonly string[];
  sectors?: readonly string[];
  /** Publisher of a resource, sponsors of a service, organiser of an event. */
  publishers?: readonly string[];
}

/** Primary key of a document in the search engines: `<type>-<documentId>-<locale>`. */
export function searchId(type: DocumentType, documentId: string, locale: Locale): string {
  return `${type}-${documentId}-${locale}`;
}

// Zero-width characters and soft hyphens split words; private-use characters could forge a match mark.
const INVISIBLE = /[\u00AD\u200B-\u200F\u2060\uFEFF\p{Co}]/gu;
// No-break spaces stay: French has one before its high signs.
const SPACES = /[^\S\u00A0\u202F\p{Cc}]+|\p{Cc}+/gu;

/**
 * One line of plain text. The schemas of the model found no e-mail address, but they looked at Markdown: markup
 * or an invisible character taken away can put the two halves of one together.
 * Neither engine takes half a surrogate pair.
 */
function plain(text: string): string {
  return withoutEmailAddresses(
    text.toWellFormed().replace(INVISIBLE, '').replace(SPACES, ' ').replace(/ {2,}/g, ' ').trim(),
  );
}

/** Longest beginning of the text, at most `max` characters, that cuts no word (nor a surrogate pair) in two. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const space = text.lastIndexOf(' ', max);
  return text.slice(0, space > 0 ? space : max).replace(/[\uD800-\uDBFF]$/, '');
}

/** Sections as they are indexed: cleaned, the long ones cut in several, all together no longer than the limit. */
function indexedSections(sections: readonly Section[]): Section[] {
  const indexed: Section[] = [];
  let left = TEXT_MAX;
  for (const { anchor, heading, text } of sections) {
    if (left <= 0) break;
    // Twice: first so that a text of a million characters costs no more than a long one.
    let rest = cut(plain(cut(text, 2 * left)), left);
    left -= rest.length;
    const clean = { anchor, heading: plain(heading) };
    do {
      const part = cut(rest, SECTION_MAX);
      indexed.push({ ...clean, text: part });
      rest = rest.slice(part.length).trim();
    } while (rest !== '');
  }
  return indexed.filter(({ heading, text }) => heading !== '' || text !== '');
}

const list = (values: readonly (string | null)[] = []) =>
  values
    .filter((value): value is string => value !== null)
    .map(plain)
    .filter(Boolean);

interface Fields {
  title: string;
  aliases?: string[];
  keywords?: string[];
  summary: string;
  tags?: string[];
  nis2Articles?: string[];
  topicIds?: string[];
  sectorIds?: string[];
  language?: string;
  year?: number | null;
  /** True when the summary is all the text. */
  isOneText?: boolean;
}

/** Fields that differ from one type to the next. */
function fieldsOf(document: PublishedDocument, names: ResolvedNames): Fields {
  switch (document.type) {
    case 'resource':
      return {
        title: document.title,
        keywords: list(document.keywords),
        summary: document.summary,
        nis2Articles: document.nis2Articles,
        topicIds: document.topics,
        sectorIds: document.sectors,
        language: document.language,
        year: document.year,
      };
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
    case 'event':
      return {
        title: document.title,
        summary: document.summary,
        tags: list([
          ...document.learn,
          document.venue,
          document.address,
          ...document.speakers.map(({ name, role }) => [name, role].filter(Boolean).join(', ')),
        ]),
        topicIds: document.topics,
        sectorIds: document.sectors,
        language: document.language,
        year: new Date(document.startsAt).getUTCFullYear(),
      };
    case 'thread':
      return {
        title: document.title,
        // The question is the first of its sections.
        summary: '',
        topicIds: document.topics,
        sectorIds: document.sectors,
      };
    case 'glossary-term':
      return {
        title: document.term,
        aliases: list([document.expansion, document.translation]),
        // Short, and one text: what a section would hold.
        summary: names.sections.map(({ text }) => text).join(' '),
        isOneText: true,
      };
    case 'topic':
    case 'sector':
      return { title: document.name, summary: document.description, isOneText: true };
  }
}

/**
 * The part of a published document that is searched, and nothing else: fields are copied by name, so that a
 * field added to the model is not indexed until this function says so.
 */
export function toSearchDocument(document: PublishedDocument, names: ResolvedNames): SearchDocument {
  const fields = fieldsOf(document, names);
  return {
    id: searchId(document.type, document.documentId, document.locale),
    type: document.type,
    locale: document.locale,
    url: names.url,
    // A title of nothing that can be seen is one that no schema refuses.
    title: plain(fields.title) || document.slug,
    aliases: fields.aliases ?? [],
    keywords: fields.keywords ?? [],
    summary: plain(fields.summary),
    sections: fields.isOneText ? [] : indexedSections(names.sections),
    topics: list(names.topics),
    sectors: list(names.sectors),
    publishers: list(names.publishers),
    tags: fields.tags ?? [],
    nis2Articles: fields.nis2Articles ?? [],
    maturity: 'maturity' in document ? document.maturity : null,
    kind: document.type === 'resource' ? document.kind : null,
    topicIds: fields.topicIds ?? [],
    sectorIds: fields.sectorIds ?? [],
    language: fields.language ?? document.locale,
    year: fields.year ?? new Date(document.updatedAt).getUTCFullYear(),
    shownIn: [document.locale, ...(names.standsInFor ?? [])],
    publishedAt: Math.floor(Date.parse(document.firstPublishedAt) / 1000),
  };
}

/** Every text that a document is found by. */
export const textsOf = (document: SearchDocument): string[] => [
  document.title,
  ...document.aliases,
  ...document.keywords,
  ...document.tags,
  ...document.topics,
  ...document.sectors,
  ...document.publishers,
  ...document.nis2Articles.map((article) => `article ${article}`),
  document.summary,
  ...document.sections.flatMap(({ heading, text }) => [heading, text]),
];
