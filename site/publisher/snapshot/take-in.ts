import { digestOf } from '@palier/model';
import type { DocumentType, Level, PublishedDocument } from '@palier/model';
import { LEVELS } from '@palier/model/levels';
import { renderMarkdown } from '../markdown/index.ts';
import { documentAddress } from '../addresses.ts';
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
}

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
};

/** Prepares a published document for the snapshot. Pure. */
export function takeIn(document: PublishedDocument): TakenIn {
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
  };
}

function bodyOf(document: PublishedDocument): string {
  switch (document.type) {
    case 'resource':
    case 'learning-path':
    case 'organisation':
    case 'service':
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
