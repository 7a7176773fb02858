import { digestOf } from '@palier/model';
import type { DocumentType, Level, PublishedDocument, Thread, ThreadComment } from '@palier/model';
import { LEVELS } from '@palier/model/levels';
import { threadPageOf } from '@palier/model/thread-addresses';
import { renderMarkdown } from '../markdown/index.ts';
import { answerAnchor, commentAnchor, documentAddress, questionAnchor } from '../addresses.ts';
import { threadStateOf } from '../facets.ts';
import type { Card, Heading } from '../views.ts';

/** What the snapshot keeps of a published document: everything that pages would otherwise compute each time. */
export interface TakenIn {
  document: PublishedDocument;
  digest: string;
  card: StoredCard;
  html: string;
  headings: Heading[];
  text: string;
  noteIds: string[];
  references: { field: string; position: number; toType: DocumentType; toId: string }[];
  /** Of a thread: its posts, in the order of the page. */
  posts: StoredPost[];
}

/** A post of a thread as stored. */
export interface StoredPost {
  id: string;
  anchor: string;
  /** Page of the thread on which it stands. */
  page: number;
  /** Of what its HTML is made from. */
  digest: string;
  html: string;
  text: string;
  noteIds: string[];
}

/** Posts of the thread as they were stored, by digest: those that did not change are not rendered again. */
export type KnownPosts = ReadonlyMap<string, StoredPost>;

/** A card as stored: the publisher by its identifier, its name is looked up when the card is shown. */
export type StoredCard = Omit<Card, 'publisher'> & { publisherId: string | null };

const REFERENCE_FIELDS: Partial<Record<DocumentType, Record<string, DocumentType>>> = {
  resource: {
    topics: 'topic',
    sectors: 'sector',
    publisher: 'organisation',
    prerequisites: 'resource',
    nextSteps: 'resource',
  },
  service: { sponsors: 'organisation' },
  event: {
    topics: 'topic',
    sectors: 'sector',
    organiser: 'organisation',
    prerequisites: 'resource',
    resources: 'resource',
    path: 'learning-path',
  },
  thread: { topics: 'topic', sectors: 'sector', duplicateOf: 'thread' },
};

/** Prepares a published document for the snapshot. Pure. */
export function takeIn(document: PublishedDocument, known: KnownPosts = new Map()): TakenIn {
  if (document.type === 'thread') return takeInThread(document, known);
  const { html, headings, text, noteIds, words } = renderMarkdown(bodyOf(document), { locale: document.locale });
  return {
    document,
    digest: digestOf(document),
    card: cardOf(document, { text, words }),
    html,
    headings,
    text,
    noteIds,
    references: referencesOf(document),
    posts: [],
  };
}

function takeInThread(document: Thread, known: KnownPosts): TakenIn {
  const posts = postsOf(document).map(({ id, page, body, ...place }): StoredPost => {
    const digest = digestOf({ ...place, body, locale: document.locale });
    const { html, text, noteIds } = known.get(digest) ?? renderMarkdown(body, { locale: document.locale, post: place });
    return { id, anchor: place.anchor, page, digest, html, text, noteIds };
  });
  const text = posts.map((post) => post.text).join('\n');
  return {
    document,
    digest: digestOf(document),
    card: cardOf(document, { text: posts[0]!.text, words: 0 }),
    html: posts[0]!.html,
    headings: [],
    text,
    noteIds: [...new Set(posts.flatMap(({ noteIds }) => noteIds))],
    references: referencesOf(document),
    posts,
  };
}

/** Levels of the first headings: a question stands under the title of the page, an answer under its own. */
const [IN_QUESTION, IN_ANSWER] = [3, 4];

/** The posts of a thread in the order of its pages, each with its name and its page. */
function postsOf({ id, body, comments, answers, locale }: Thread) {
  const commentsOn = (on: readonly ThreadComment[], page: number, level: number) =>
    on.map((comment) => ({
      id: comment.id,
      body: comment.body,
      anchor: commentAnchor(locale, comment.id),
      page,
      level,
    }));
  return [
    { id, body, anchor: questionAnchor(), page: 1, level: IN_QUESTION },
    ...commentsOn(comments, 1, IN_QUESTION),
    ...answers.flatMap((answer) => {
      const page = threadPageOf(answer.number);
      const anchor = answerAnchor(locale, answer.number);
      return [
        { id: answer.id, body: answer.body, anchor, page, level: IN_ANSWER },
        ...commentsOn(answer.comments, page, IN_ANSWER),
      ];
    }),
  ];
}

function bodyOf(document: Exclude<PublishedDocument, Thread>): string {
  switch (document.type) {
    case 'resource':
    case 'learning-path':
    case 'organisation':
    case 'service':
    case 'event':
      return document.body;
    case 'glossary-term':
      return document.definition;
    case 'topic':
    case 'sector':
      return document.description;
  }
}

/** Words that an adult reads in a minute, for prose that is not a novel. */
const WORDS_A_MINUTE = 200;

function cardOf(document: PublishedDocument, body: { text: string; words: number }): StoredCard {
  const common = {
    type: document.type,
    documentId: document.documentId,
    locale: document.locale,
    url: documentAddress(document.type, document.locale, document.slug),
    firstPublishedAt: document.firstPublishedAt,
    maturity: null,
    kind: null,
    year: null,
    publisherId: null,
    minutes: null,
    language: null,
    audience: null,
    steps: null,
    tags: [],
    aside: null,
    translation: null,
    event: null,
    thread: null,
  };
  switch (document.type) {
    case 'resource':
      return {
        ...common,
        title: document.title,
        summary: document.summary,
        maturity: document.maturity,
        kind: document.kind,
        year: document.year,
        publisherId: document.publisher,
        minutes: document.externalUrl ? null : Math.max(1, Math.round(body.words / WORDS_A_MINUTE)),
        language: document.language === document.locale ? null : document.language,
      };
    case 'event':
      return {
        ...common,
        title: document.title,
        summary: document.summary,
        maturity: document.maturity,
        publisherId: document.organiser,
        language: document.language === document.locale ? null : document.language,
        event: {
          startsAt: document.startsAt,
          endsAt: document.endsAt,
          timeZone: document.timeZone,
          format: document.format,
          venue: document.venue,
          region: document.region,
          phase: document.phase,
          availability: document.availability,
          isCancelled: document.isCancelled,
          hasMoved: document.movedFrom !== null,
          isExample: document.isExample,
          revisedAt: document.revisedAt,
          hasReplay: document.replayUrl !== null,
        },
      };
    case 'thread':
      return {
        ...common,
        title: document.title,
        summary: excerpt(body.text),
        maturity: document.maturity,
        thread: {
          state: threadStateOf(document),
          answers: document.answers.length,
          official: document.answers.some(({ official }) => official),
        },
      };
    case 'learning-path':
      return {
        ...common,
        title: document.title,
        summary: document.summary,
        audience: document.audience,
        steps: countByLevel(document.steps.map((step) => step.maturity)),
      };
    case 'organisation':
      return {
        ...common,
        title: document.name,
        summary: document.tagline,
        tags: [...new Set([...document.kinds, ...document.tags])],
        aside: document.acronym,
      };
    case 'service':
      return { ...common, title: document.title, summary: document.mission, tags: document.users };
    case 'glossary-term':
      return {
        ...common,
        title: document.term,
        summary: body.text,
        aside: document.expansion,
        translation: document.translation,
      };
    case 'topic':
    case 'sector':
      return { ...common, title: document.name, summary: document.description };
  }
}

/** The beginning of a text, in whole words; for what has no summary of its own. */
function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  if (line.length <= EXCERPT_MAX) return line;
  return `${line.slice(0, line.lastIndexOf(' ', EXCERPT_MAX) || EXCERPT_MAX).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** In characters. */
const EXCERPT_MAX = 180;

function countByLevel(levels: Level[]): Record<Level, number> {
  const counts = Object.fromEntries(LEVELS.map((level) => [level, 0])) as Record<Level, number>;
  for (const level of levels) counts[level] += 1;
  return counts;
}

function referencesOf(document: PublishedDocument): TakenIn['references'] {
  const fields = REFERENCE_FIELDS[document.type] ?? {};
  return Object.entries(fields).flatMap(([field, toType]) => {
    const value = (document as unknown as Record<string, string[] | string | null>)[field];
    const ids = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
    return ids.map((toId, position) => ({ field, position, toType, toId }));
  });
}
