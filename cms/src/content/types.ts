import { DOCUMENT_TYPES } from '@palier/model';

/** Types that editors write in the admin. Threads are written by members (`community/`). */
export const EDITED_TYPES = DOCUMENT_TYPES.filter((type) => type !== 'thread');

export type EditedType = (typeof EDITED_TYPES)[number];

/**
 * What leaves the CMS of each type that editors write: the allow-list of ARCHITECTURE.md, invariant 2. Whatever is not named
 * here (contacts, sources of imports, authors, drafts) has no way out.
 */
export interface ContentType {
  uid: `api::${EditedType}.${EditedType}`;
  /** True: an editor publishes. False: what is saved is live. */
  hasDrafts: boolean;
  /** Published fields, each with what stands for an empty one. */
  fields: Readonly<Record<string, string | number | null | false | readonly []>>;
  /** Fields that hold one web address: never rewritten, refused when they hold an e-mail address. */
  addresses: readonly string[];
  references: Readonly<Record<string, Reference>>;
  /** Media fields, published as lists of attachments. */
  media: readonly string[];
  /** Repeatable components; of each item the published fields, with what stands for an empty one. */
  components: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  /** Published fields that no editor fills: each is made, when the document is read, by `published/derived.ts`. */
  derived: readonly string[];
  /** Fields shared by all languages. */
  shared: readonly string[];
}

export interface Reference {
  target: EditedType;
  many: boolean;
}

const to = (target: EditedType, many = true): Reference => ({ target, many });
const none = { addresses: [], references: {}, media: [], components: {}, derived: [], shared: [] };

export const CONTENT_TYPES: Readonly<Record<EditedType, ContentType>> = {
  resource: {
    uid: 'api::resource.resource',
    hasDrafts: true,
    fields: {
      title: '',
      slug: '',
      summary: '',
      keywords: [],
      body: '',
      kind: null,
      maturity: null,
      startHere: false,
      audiences: [],
      nis2Articles: [],
      externalUrl: null,
      year: null,
      language: 'fr',
      reviewedAt: null,
      lawDate: null,
    },
    addresses: ['externalUrl'],
    references: {
      topics: to('topic'),
      sectors: to('sector'),
      publisher: to('organisation', false),
      prerequisites: to('resource'),
      nextSteps: to('resource'),
    },
    media: ['attachments'],
    components: {},
    derived: ['linkCheck'],
    shared: ['kind', 'maturity', 'startHere', 'audiences', 'nis2Articles', 'externalUrl', 'year', 'language'],
  },
  'learning-path': {
    ...none,
    uid: 'api::learning-path.learning-path',
    hasDrafts: true,
    fields: { title: '', slug: '', summary: '', body: '', audience: null, reviewedAt: null },
    components: { steps: { title: null, note: '', maturity: null, target: null, minutes: null } },
    shared: ['audience'],
  },
  organisation: {
    ...none,
    uid: 'api::organisation.organisation',
    hasDrafts: true,
    fields: { name: '', slug: '', acronym: null, tagline: '', body: '', kinds: [], tags: [], url: null, noteId: null },
    addresses: ['url'],
    shared: ['url', 'noteId'],
  },
  service: {
    ...none,
    uid: 'api::service.service',
    hasDrafts: true,
    fields: { title: '', slug: '', mission: '', body: '', incubator: null, users: [], joining: '', url: null },
    addresses: ['url'],
    references: { sponsors: to('organisation') },
    components: { phases: { name: null, start: null, end: null } },
    shared: ['phases', 'url'],
  },
  event: {
    uid: 'api::event.event',
    hasDrafts: true,
    fields: {
      title: '',
      slug: '',
      summary: '',
      body: '',
      learn: [],
      maturity: null,
      audiences: [],
      functions: [],
      format: null,
      startsAt: null,
      endsAt: null,
      timeZone: '',
      venue: null,
      address: null,
      region: null,
      access: '',
      language: 'fr',
      capacity: null,
      registration: null,
      registrationUrl: null,
      groupMax: 1,
      opensAt: null,
      closesAt: null,
      discussion: null,
      replayUrl: null,
      notes: '',
      isCancelled: false,
      cancellation: '',
      isExample: false,
      series: null,
    },
    addresses: ['registrationUrl', 'discussion', 'replayUrl'],
    references: {
      topics: to('topic'),
      sectors: to('sector'),
      organiser: to('organisation', false),
      prerequisites: to('resource'),
      resources: to('resource'),
      path: to('learning-path', false),
    },
    media: ['attachments'],
    components: { speakers: { name: '', role: '' }, programme: { time: null, title: '', note: '' } },
    derived: ['sequence', 'revisedAt', 'movedFrom', 'phase', 'availability'],
    shared: [
      'maturity',
      'audiences',
      'functions',
      'format',
      'timeZone',
      'startsAt',
      'endsAt',
      'venue',
      'address',
      'region',
      'joinUrl',
      'language',
      'registration',
      'registrationUrl',
      'capacity',
      'groupMax',
      'opensAt',
      'closesAt',
      'waitlist',
      'offerHours',
      'discussion',
      'replayUrl',
      'isCancelled',
      'isExample',
      'series',
    ],
  },
  'glossary-term': {
    ...none,
    uid: 'api::glossary-term.glossary-term',
    hasDrafts: true,
    fields: { term: '', slug: '', expansion: null, translation: null, definition: '' },
  },
  topic: { ...none, uid: 'api::topic.topic', hasDrafts: false, fields: { name: '', slug: '', description: '' } },
  sector: { ...none, uid: 'api::sector.sector', hasDrafts: false, fields: { name: '', slug: '', description: '' } },
};

const TYPE_OF_UID = new Map<string, EditedType>(EDITED_TYPES.map((type) => [CONTENT_TYPES[type].uid, type]));

/** The type that editors publish behind a Strapi uid; undefined for all others (threads, files, users…). */
export function typeOfUid(uid: string): EditedType | undefined {
  return TYPE_OF_UID.get(uid);
}
