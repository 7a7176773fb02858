import { createHash } from 'node:crypto';
import type {
  DocumentState,
  Event,
  GlossaryTerm,
  LearningPath,
  Organisation,
  PostAuthor,
  Resource,
  Thread,
  ThreadAnswer,
  Topic,
} from '@palier/model';

/** Documents for tests: complete, valid, and different only where the test says so. */

/** An identifier of the CMS's shape, the same for the same name. */
export function idOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 24);
}

const instant = '2026-10-07T08:00:00.000Z';

export function resource(name: string, fields: Partial<Resource> = {}): Resource {
  return {
    type: 'resource',
    documentId: idOf(name),
    locale: 'fr',
    slug: name,
    firstPublishedAt: instant,
    updatedAt: instant,
    title: `Titre de ${name}`,
    summary: `Résumé de ${name}.`,
    keywords: [],
    body: `## Première partie\n\nCorps de ${name}.`,
    kind: 'guide',
    maturity: 'novice',
    startHere: false,
    audiences: [],
    topics: [],
    sectors: [],
    nis2Articles: ['21(2)(c)'],
    publisher: null,
    externalUrl: null,
    linkCheck: null,
    year: 2026,
    language: 'fr',
    prerequisites: [],
    nextSteps: [],
    attachments: [],
    reviewedAt: null,
    lawDate: null,
    ...fields,
  };
}

export function organisation(name: string, fields: Partial<Organisation> = {}): Organisation {
  return {
    type: 'organisation',
    documentId: idOf(name),
    locale: 'fr',
    slug: name,
    firstPublishedAt: instant,
    updatedAt: instant,
    name: `Organisation ${name}`,
    acronym: null,
    tagline: `Ce que fait ${name}`,
    body: '',
    kinds: [],
    tags: [],
    url: null,
    noteId: null,
    ...fields,
  };
}

export function learningPath(name: string, fields: Partial<LearningPath> = {}): LearningPath {
  return {
    type: 'learning-path',
    documentId: idOf(name),
    locale: 'fr',
    slug: name,
    firstPublishedAt: instant,
    updatedAt: instant,
    title: `Parcours ${name}`,
    summary: `Résumé de ${name}.`,
    body: '',
    audience: null,
    steps: [],
    reviewedAt: null,
    ...fields,
  };
}

export function topic(name: string, fields: Partial<Topic> = {}): Topic {
  return {
    type: 'topic',
    documentId: idOf(name),
    locale: 'fr',
    slug: name,
    firstPublishedAt: instant,
    updatedAt: instant,
    name: `Thème ${name}`,
    description: '',
    ...fields,
  };
}

export function term(name: string, fields: Partial<GlossaryTerm> = {}): GlossaryTerm {
  return {
    type: 'glossary-term',
    documentId: idOf(name),
    locale: 'fr',
    slug: name,
    firstPublishedAt: instant,
    updatedAt: instant,
    term: name.toUpperCase(),
    expansion: null,
    translation: null,
    definition: `Définition de ${name}.`,
    ...fields,
  };
}

/** Someone who shows a name and nothing else. */
export function author(pseudonym: string | null, fields: Partial<PostAuthor> = {}): PostAuthor {
  return { standing: 'member', pseudonym, sector: null, size: null, entity: null, ...fields };
}

export function answer(number: number, fields: Partial<ThreadAnswer> = {}): ThreadAnswer {
  return {
    id: idOf(`réponse ${number}`),
    number,
    author: author(`Auteur ${number}`),
    postedAt: instant,
    edits: [],
    body: `Texte de la réponse ${number}.`,
    score: 0,
    official: false,
    lawDate: null,
    lawIsOld: false,
    comments: [],
    ...fields,
  };
}

export function event(name: string, fields: Partial<Event> = {}): Event {
  return {
    type: 'event',
    documentId: idOf(name),
    locale: 'fr',
    slug: name,
    firstPublishedAt: instant,
    updatedAt: instant,
    title: `Événement ${name}`,
    summary: `Résumé de ${name}.`,
    body: `Texte de ${name}.`,
    learn: [],
    maturity: 'novice',
    audiences: [],
    functions: [],
    topics: [],
    sectors: [],
    format: 'online',
    startsAt: '2027-01-12T13:00:00.000Z',
    endsAt: '2027-01-12T15:00:00.000Z',
    timeZone: 'Europe/Paris',
    venue: null,
    address: null,
    region: null,
    access: '',
    language: 'fr',
    speakers: [],
    organiser: null,
    programme: [],
    capacity: null,
    registration: 'here',
    registrationUrl: null,
    groupMax: 1,
    opensAt: null,
    closesAt: null,
    prerequisites: [],
    resources: [],
    path: null,
    discussion: null,
    replayUrl: null,
    attachments: [],
    notes: '',
    isCancelled: false,
    cancellation: '',
    isExample: false,
    series: null,
    sequence: 0,
    revisedAt: instant,
    movedFrom: null,
    phase: 'upcoming',
    availability: null,
    ...fields,
  };
}

export function thread(name: string, fields: Partial<Thread> = {}): Thread {
  return {
    type: 'thread',
    documentId: idOf(name),
    locale: 'fr',
    slug: name,
    firstPublishedAt: instant,
    updatedAt: instant,
    id: idOf(`question ${name}`),
    author: author('Merisier'),
    postedAt: instant,
    edits: [],
    title: `Question ${name} ?`,
    body: `Texte de la question ${name}.`,
    score: 0,
    maturity: 'novice',
    topics: [],
    sectors: [],
    closure: null,
    duplicateOf: null,
    locked: false,
    pinned: false,
    accepted: null,
    comments: [],
    answers: [],
    ...fields,
  };
}

/** State of a document of which these versions are published; its addresses are theirs and the former ones. */
export function published(
  ...versions: [DocumentState['versions'][number], ...DocumentState['versions']]
): DocumentState {
  const [{ type, documentId }] = versions;
  return { type, documentId, addresses: versions.map(({ locale, slug }) => ({ locale, slug })), versions };
}

/** State of a document that was published and is not any more. */
export function withdrawn(state: DocumentState): DocumentState {
  return { ...state, versions: [] };
}
