import type { DocumentType, Level, Locale, PublishedDocument, ResourceKind } from '@palier/model';

/** What a list or a link shows of a document. Pages that show a card depend on it, not on the body behind it. */
export interface Card {
  type: DocumentType;
  documentId: string;
  /** Language of the card; a list in English shows the French card of what is not translated. */
  locale: Locale;
  /** Absolute path with a final slash, such as `/ressources/nis2-en-dix-minutes/`. */
  url: string;
  title: string;
  summary: string;
  firstPublishedAt: string;
  /** Resources only. */
  maturity: Level | null;
  kind: ResourceKind | null;
  year: number | null;
  publisher: string | null;
  /** Organisations: acronym. Glossary: expansion. */
  aside: string | null;
}

export interface Heading {
  depth: number;
  id: string;
  text: string;
}

/** A document as its page shows it: references resolved, Markdown already sanitised HTML. */
export interface View<Document extends PublishedDocument = PublishedDocument> {
  document: Document;
  url: string;
  /** Sanitised HTML of the body (glossary: of the definition), wikilinks resolved. */
  html: string;
  headings: Heading[];
  /** The same document in the other languages. */
  twins: { locale: Locale; url: string }[];
  /** Cards of the documents that a field refers to, by field name, in the field's order; unpublished ones left out. */
  references: Record<string, Card[]>;
  /** Documents whose body or fields lead here, newest first, at most {@link BACKLINKS_MAX}. */
  backlinks: Card[];
  backlinkCount: number;
}

export const BACKLINKS_MAX = 50;

/** Entries of a numbered list page: from the oldest, so that a new entry changes the newest page only. */
export const LIST_PAGE_SIZE = 50;

/** Number of the list page on which a place, from 1, stands. */
export const listPageOf = (ordinal: number) => Math.ceil(ordinal / LIST_PAGE_SIZE);

/** Places in the list of each type that one sitemap covers. */
export const SITEMAP_SIZE = 250;

/** Number of the sitemap in which a place, from 1, stands. */
export const sitemapOf = (ordinal: number) => Math.ceil(ordinal / SITEMAP_SIZE);

/**
 * One page of a list, newest entry first. A numbered page never shows what changes with every entry (the
 * total, the number of the newest page): it would have to be made again each time.
 */
export interface ListPage {
  entries: Card[];
  /** Numbers of the neighbouring pages, 1 the oldest; null where there is none. */
  older: number | null;
  newer: number | null;
}

/** What the list's own address shows: the newest entries, whatever page they stand on. */
export interface ListFront {
  entries: Card[];
  /** Page that follows for a reader who goes on; null when everything is shown. */
  older: number | null;
  /** Documents in the whole list. */
  total: number;
}

/** What a page gets from the snapshot: the data, and the tags of everything it read to make it. */
export interface Read<Data> {
  data: Data;
  tags: string[];
}

/** Entry of an Atom feed. */
export interface FeedEntry {
  card: Card;
  updatedAt: string;
}

/** Address in a sitemap, with its languages. */
export interface SitemapEntry {
  url: string;
  updatedAt: string;
  twins: { locale: Locale; url: string }[];
}
