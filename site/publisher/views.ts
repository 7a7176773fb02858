import type {
  Audience,
  DocumentType,
  Event,
  Level,
  Locale,
  PostAuthor,
  PublishedDocument,
  ResourceKind,
  Sector,
  Thread,
  Topic,
} from '@palier/model';
import type { CatalogueFacet, Facet, ThreadState } from './facets.ts';

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
  /** Time to read a text of the hub's own, in minutes; null for a card that describes another document. */
  minutes: number | null;
  /** Language of the resource itself, when it is not that of the card. */
  language: string | null;
  /** Learning paths: for whom, and how many steps at each level. */
  audience: Audience | null;
  steps: Record<Level, number> | null;
  /** Organisations: what they are, and their tags. Services: whom they help. */
  tags: string[];
  /** Organisations: acronym. Glossary: expansion. */
  aside: string | null;
  /** Glossary: the term in the other language. */
  translation: string | null;
  /** Events: when and where, and what has become of it. */
  event: EventCard | null;
  /** Threads: where it stands. Neither votes nor dates of answers: lists would be made again at each. */
  thread: { state: ThreadState; answers: number; official: boolean } | null;
}

/** What lists say of an event beside its title. */
export type EventCard = Pick<
  Event,
  | 'startsAt'
  | 'endsAt'
  | 'timeZone'
  | 'format'
  | 'venue'
  | 'region'
  | 'phase'
  | 'availability'
  | 'isCancelled'
  | 'isExample'
  // Calendars are made again when it changes.
  | 'revisedAt'
> & { hasMoved: boolean; hasReplay: boolean };

/** The card of an event. */
export type EventEntry = Card & { event: EventCard };

/** Events of a list: those to come, the next one first, then those that are past, the last one first. */
export interface EventList {
  upcoming: EventEntry[];
  past: EventEntry[];
  /** Events in all; more than those when a part is longer than {@link FACET_LIST_MAX}. */
  total: number;
}

/** By what the agenda is filtered, in the order of the page. */
export const AGENDA_FACETS = ['level', 'format', 'region', 'topic', 'sector', 'language'] as const;

export type AgendaFacet = (typeof AGENDA_FACETS)[number];

/** Values of the facets of the events to come. */
export type AgendaFacets = Record<AgendaFacet, FacetValue[]>;

export interface Heading {
  depth: number;
  id: string;
  text: string;
}

/** A step of a learning path as its page shows it. */
export interface StepView {
  title: string | null;
  note: string;
  maturity: Level;
  minutes: number | null;
  /** Where the step leads: a page of the hub, in the language in which it exists, or another site. */
  url: string | null;
  /** The page of the hub that the step leads to; null for another site, or for what is not published. */
  card: Card | null;
}

/** A document as its page shows it: references resolved, Markdown already sanitised HTML. */
export interface View<Document extends PublishedDocument = PublishedDocument> {
  document: Document;
  /** Its own card, as lists show it. */
  card: Card;
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

/** A topic or a sector, for the lists that stand under its page: they depend on it, not on what leads to it. */
export type SubjectView = Pick<View<Topic> | View<Sector>, 'document' | 'card' | 'url' | 'twins'>;

/** Longest list on one page: entries of one value of a facet, of one topic, of one sector. */
export const FACET_LIST_MAX = 250;

/** Events in one calendar feed, the last ones. */
export const CALENDAR_MAX = 5000;

/** Places in the list of resources that one part of the whole catalogue covers. */
export const CATALOGUE_SIZE = 250;

/** Number of the part of the catalogue in which a place, from 1, stands. */
export const catalogueOf = (ordinal: number) => Math.ceil(ordinal / CATALOGUE_SIZE);

/** A value of a facet, and how many resources have it. */
export interface FacetValue {
  /** As addresses of the catalogue name it: a code, or the slug of a document. */
  value: string;
  /** Title of the document; null for a code, which the dictionary names. */
  title: string | null;
  /** Language of the title, when it is not that of the page. */
  locale: Locale;
  /** Page that lists these resources. */
  url: string;
  count: number;
}

export type FacetCounts = Record<CatalogueFacet, FacetValue[]>;

/** A resource in the whole catalogue: its card, and what it is filtered by, named as {@link FacetValue} does. */
export interface CatalogueEntry {
  card: Card;
  facets: Partial<Record<Facet, string[]>>;
}

/** A list of documents of one type, newest first. */
export interface FacetedList {
  entries: Card[];
  /** Documents in all; more than the entries when the list is longer than {@link FACET_LIST_MAX}. */
  total: number;
}

/** Who wrote a post, its sector resolved. */
export type AuthorView = Omit<PostAuthor, 'sector'> & { sector: Card | null };

/** A post of a thread as its page shows it. */
export interface PostView {
  id: string;
  anchor: string;
  author: AuthorView;
  postedAt: string;
  edits: string[];
  /** Sanitised HTML. */
  html: string;
  /** The same without markup. */
  text: string;
}

export interface AnswerView extends PostView {
  number: number;
  score: number;
  official: boolean;
  lawDate: string | null;
  /** What it says of the law has to be checked. */
  lawIsOld: boolean;
  comments: PostView[];
}

/** One page of a thread. */
export interface ThreadPage {
  page: number;
  /** Of the page's pages, those that hold an answer; the first always stands. */
  pages: number[];
  question: PostView & { score: number; comments: PostView[] };
  /** On this page. */
  answers: AnswerView[];
  /** The answer that was chosen, which page 1 shows first wherever it stands, with its page; null when none was. */
  accepted: { answer: AnswerView; page: number } | null;
  /** Answers in the whole thread. */
  total: number;
  document: Thread;
}

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

/** What the hub achieves, in numbers: of what is published, whatever the language of the page. */
export interface Figures {
  resources: { total: number; levels: Record<Level, number>; languages: { code: string; count: number }[] };
  paths: number;
  questions: {
    asked: number;
    answered: number;
    /** With an answer given for the hub. */
    official: number;
    resolved: number;
    /** Hours that half of the questions with an answer have waited for the first one at most; null when none had to. */
    medianDelay: number | null;
  };
  /** Those that are cancelled, and examples, left out. */
  events: { upcoming: number; past: number; seatsOffered: number };
}
