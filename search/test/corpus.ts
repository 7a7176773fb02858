import type { SearchDocument } from '../document.ts';
import { toSearchDocument } from '../document.ts';
import type { GlossaryTerm, Locale, Organisation, Resource } from '@palier/model';

/** Documents for tests, whole and valid; each test says only what matters to it. */

/** A Strapi identifier: 24 characters that only this number gives. */
export const documentIdOf = (number: number) => `doc${String(number).padStart(21, '0')}`;

const common = (number: number, locale: Locale) => ({
  documentId: documentIdOf(number),
  locale,
  slug: `document-${number}`,
  firstPublishedAt: '2026-01-15T08:00:00.000Z',
  updatedAt: '2026-02-01T08:00:00.000Z',
});

export function resourceOf(number: number, fields: Partial<Resource> = {}): Resource {
  return {
    type: 'resource',
    ...common(number, fields.locale ?? 'fr'),
    title: `Ressource ${number}`,
    summary: '',
    keywords: [],
    body: '',
    kind: 'guide',
    maturity: 'novice',
    startHere: false,
    audiences: [],
    topics: [],
    sectors: [],
    nis2Articles: [],
    publisher: null,
    externalUrl: null,
    linkCheck: null,
    year: null,
    language: 'fr',
    prerequisites: [],
    nextSteps: [],
    attachments: [],
    reviewedAt: null,
    lawDate: null,
    ...fields,
  };
}

export function organisationOf(number: number, fields: Partial<Organisation> = {}): Organisation {
  return {
    type: 'organisation',
    ...common(number, fields.locale ?? 'fr'),
    name: `Organisation ${number}`,
    acronym: null,
    tagline: '',
    body: '',
    kinds: [],
    tags: [],
    url: null,
    noteId: null,
    ...fields,
  };
}

export function termOf(number: number, fields: Partial<GlossaryTerm> = {}): GlossaryTerm {
  return {
    type: 'glossary-term',
    ...common(number, fields.locale ?? 'fr'),
    term: `Terme ${number}`,
    expansion: null,
    translation: null,
    definition: 'Une définition.',
    ...fields,
  };
}

/** Search document of a resource with this text. */
export function searchable(number: number, fields: Partial<Resource> & { text?: string } = {}): SearchDocument {
  const { text = '', ...resource } = fields;
  return toSearchDocument(resourceOf(number, resource), { url: `/ressources/document-${number}/`, text });
}
