import { z } from 'zod';
import { hasEmailAddress } from './email.ts';
import { LEVELS } from './levels.ts';
import {
  AVAILABILITIES,
  EVENT_FORMATS,
  EVENT_LIMITS,
  EVENT_PHASES,
  FUNCTIONS,
  REGIONS,
  REGISTRATION_MODES,
  isTimeZone,
} from './events.ts';
import { LOCALES } from './locales.ts';

/** Published document types, in the order in which lists and exports name them. */
export const DOCUMENT_TYPES = [
  'resource',
  'learning-path',
  'organisation',
  'service',
  'event',
  'thread',
  'glossary-term',
  'topic',
  'sector',
] as const;

export type DocumentType = (typeof DOCUMENT_TYPES)[number];

export const RESOURCE_KINDS = [
  'guide',
  'sheet',
  'reference',
  'tool',
  'law',
  'training',
  'video',
  'template',
  'report',
  'faq',
] as const;

export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** Kinds of entities that a resource or a path is written for; a text for all names none. */
export const AUDIENCES = [
  'sme',
  'local-authority',
  'public-body',
  'health',
  'industry',
  'digital-provider',
  'association',
  'education',
] as const;

export type Audience = (typeof AUDIENCES)[number];

/** What the link checker found at an external address when it last asked. */
export const LINK_STATUSES = ['ok', 'broken'] as const;

/** Phases of a public digital service, in the order in which it goes through them. */
export const SERVICE_PHASES = [
  'investigation',
  'construction',
  'acceleration',
  'transfer',
  'success',
  'alumni',
] as const;

/** Staff of an entity, in the bands of Recommendation 2003/361/EC: under 10, 10 to 49, 50 to 249, 250 and more. */
export const ENTITY_SIZES = ['micro', 'small', 'medium', 'large'] as const;

export type EntitySize = (typeof ENTITY_SIZES)[number];

/** Why a thread takes no more answers. */
export const CLOSURES = ['settled', 'duplicate', 'off-topic', 'outdated'] as const;

export type Closure = (typeof CLOSURES)[number];

/** What a post of a thread may hold at most. */
export const THREAD_LIMITS = {
  /** In characters. */
  title: 150,
  body: 20_000,
  comment: 3_000,
  /** A thread beyond these takes no more: one page of it must stay readable, one change of it cheap. */
  answers: 500,
  comments: 100,
} as const;

/** Longest body accepted, in characters: a 1 MB file must import. */
export const BODY_MAX = 1_200_000;

const publicText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !hasEmailAddress(text), { error: 'holds an e-mail address' });

const line = publicText(500).min(1);
/** On one line: people type no other in a search box. */
const keyword = publicText(80).regex(/^.+$/);
const date = z.iso.date();
const instant = z.iso.datetime();

/** Identifier that Strapi gives to a document, shared by its languages and its draft. */
export const documentId = z.string().regex(/^[a-z0-9]{20,32}$/);

/** Last segment of a page's address. */
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(120);

/** Address that a reader may be sent to: http or https, no credentials, no script. */
export const webAddress = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((value) => !value.includes('@') || !hasEmailAddress(value), { error: 'holds an e-mail address' });

/** Article of Directive (EU) 2022/2555, as the law is cited: `21`, `21(2)`, `21(2)(d)`. */
export const nis2Article = z.string().regex(/^\d{1,2}(?:\(\d{1,2}\))?(?:\([a-z]{1,2}\))?$/);

const references = z.array(documentId).max(200);

const common = {
  documentId,
  locale: z.enum(LOCALES),
  slug,
  /** When this document was first published in this language; orders lists. */
  firstPublishedAt: instant,
  /** When what readers see last changed; a check of its link changes nothing in this sense. */
  updatedAt: instant,
};

export const attachment = z.strictObject({
  name: publicText(300).min(1),
  url: z.string().regex(/^\/uploads\/[\w.-]+$/),
  mime: z.string().max(120),
  /** In bytes. */
  size: z.number().int().nonnegative(),
});

/** Last check of an external address, by the link checker. */
export const linkCheck = z.strictObject({
  checkedOn: date,
  status: z.enum(LINK_STATUSES),
  /** In bytes, as the other server says; null when it does not. */
  size: z.number().int().nonnegative().nullable(),
  mime: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+$/)
    .max(120)
    .nullable(),
});

/** Address of a page of the hub, from its root: `/ressources/sauvegarder-pour-de-vrai/`, with a place in it or not. */
export const hubAddress = z
  .string()
  .regex(/^\/(?:[a-z0-9-]+\/)*(?:#[\w-]+)?$/)
  .max(500);

export const resource = z.strictObject({
  type: z.literal('resource'),
  ...common,
  title: line,
  summary: publicText(1000),
  /**
   * Words under which readers look for it and that title and summary, which are written to be read, have no place for:
   * everyday words, acronyms, the name in the other language. For the search alone; no page shows them.
   */
  keywords: z.array(keyword).max(20),
  body: publicText(BODY_MAX),
  kind: z.enum(RESOURCE_KINDS),
  maturity: z.enum(LEVELS),
  /** One of the first things to read at its level: the home page proposes it. */
  startHere: z.boolean(),
  audiences: z.array(z.enum(AUDIENCES)).max(AUDIENCES.length),
  topics: references,
  sectors: references,
  nis2Articles: z.array(nis2Article).max(50),
  publisher: documentId.nullable(),
  externalUrl: webAddress.nullable(),
  /** Of `externalUrl`; null when there is none, or while nobody has checked it. */
  linkCheck: linkCheck.nullable(),
  year: z.number().int().min(1970).max(2100).nullable(),
  /** ISO 639-1 language of what one reads: of the original, which may not be that of the card; of the text otherwise. */
  language: z.string().regex(/^[a-z]{2}$/),
  prerequisites: references,
  nextSteps: references,
  attachments: z.array(attachment).max(50),
  /** Date of the last review of the content, by a person. */
  reviewedAt: date.nullable(),
  /** State of the law that the text holds for; null when it states none. */
  lawDate: date.nullable(),
});

/** One step of a learning path. */
export const pathStep = z.strictObject({
  /** Null: the title of the page that it leads to. */
  title: publicText(300).nullable(),
  /** Why this step, and what one has at the end of it. */
  note: publicText(1000),
  maturity: z.enum(LEVELS),
  /** Page of the hub (resource, event, tool, question…) or of another site; null for a step without a page. */
  target: z.union([hubAddress, webAddress]).nullable(),
  /** Time that it takes, in minutes; null when nobody can say. */
  minutes: z.number().int().min(1).max(10_000).nullable(),
});

export const learningPath = z.strictObject({
  type: z.literal('learning-path'),
  ...common,
  title: line,
  summary: publicText(1000),
  body: publicText(BODY_MAX),
  audience: z.enum(AUDIENCES).nullable(),
  steps: z.array(pathStep).max(60),
  reviewedAt: date.nullable(),
});

export const organisation = z.strictObject({
  type: z.literal('organisation'),
  ...common,
  name: line,
  acronym: publicText(60).nullable(),
  /** One line that says what the organisation is ("Kézako"). */
  tagline: publicText(1000),
  body: publicText(BODY_MAX),
  kinds: z.array(line).max(30),
  tags: z.array(line).max(60),
  url: webAddress.nullable(),
  /** Identifier of the knowledge-base note, target of `[[id]]` links. */
  noteId: z
    .string()
    .regex(/^\d{14}$/)
    .nullable(),
});

export const servicePhase = z.strictObject({
  name: z.enum(SERVICE_PHASES),
  start: date.nullable(),
  end: date.nullable(),
});

export const service = z.strictObject({
  type: z.literal('service'),
  ...common,
  title: line,
  mission: publicText(2000),
  body: publicText(BODY_MAX),
  incubator: publicText(200).nullable(),
  /** Whom it helps, in the words of the service: "collectivités", "PME"… */
  users: z.array(line).max(60),
  /** How to join it, or to begin. */
  joining: publicText(2000),
  sponsors: references,
  phases: z.array(servicePhase).max(50),
  url: webAddress.nullable(),
});

/** Name of a time zone of the IANA database, such as `Europe/Paris`. */
export const timeZone = z.string().refine(isTimeZone, { error: 'is no time zone' });

/** Who speaks at an event, or leads it. */
export const speaker = z.strictObject({
  name: publicText(200).min(1),
  /** What they do, and where. */
  role: publicText(300),
});

/** One part of the programme of an event. */
export const programmeItem = z.strictObject({
  /** Hour and minute in the zone of the event; null for a part without an hour. */
  time: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
    .nullable(),
  title: publicText(300).min(1),
  note: publicText(1000),
});

/** What is wrong between the fields of an event; the CMS has the words. */
export const EVENT_FLAWS = [
  'ends before it starts',
  'lasts too long',
  'closes after the start',
  'opens after it closes',
  'says nowhere to register',
  'has no place',
] as const;

export type EventFlaw = (typeof EVENT_FLAWS)[number];

const DAY_MS = 86_400_000;

const eventFields = z.strictObject({
  type: z.literal('event'),
  ...common,
  title: line,
  summary: publicText(1000),
  body: publicText(BODY_MAX),
  /** What one knows, or can do, after it. */
  learn: z.array(line).max(20),
  maturity: z.enum(LEVELS),
  audiences: z.array(z.enum(AUDIENCES)).max(AUDIENCES.length),
  functions: z.array(z.enum(FUNCTIONS)).max(FUNCTIONS.length),
  topics: references,
  sectors: references,
  format: z.enum(EVENT_FORMATS),
  startsAt: instant,
  endsAt: instant,
  /** Where its hours are told: the hours of `programme` are of this zone. */
  timeZone,
  venue: publicText(300).nullable(),
  /** Street, code and town. */
  address: publicText(500).nullable(),
  region: z.enum(REGIONS).nullable(),
  /** How to get there, and in: transport, step-free access, sign language. */
  access: publicText(2000),
  /** ISO 639-1 language that is spoken. */
  language: z.string().regex(/^[a-z]{2}$/),
  speakers: z.array(speaker).max(50),
  organiser: documentId.nullable(),
  programme: z.array(programmeItem).max(100),
  /** Seats; null when they are not counted. */
  capacity: z.number().int().min(1).max(EVENT_LIMITS.capacity).nullable(),
  registration: z.enum(REGISTRATION_MODES),
  /** Where to register, when it is elsewhere. */
  registrationUrl: webAddress.nullable(),
  /** Seats that one registration can hold. */
  groupMax: z.number().int().min(1).max(EVENT_LIMITS.group),
  opensAt: instant.nullable(),
  closesAt: instant.nullable(),
  prerequisites: references,
  resources: references,
  path: documentId.nullable(),
  /** Thread of the hub where it is talked about. */
  discussion: hubAddress.nullable(),
  replayUrl: z.union([hubAddress, webAddress]).nullable(),
  /** Slides and other files. */
  attachments: z.array(attachment).max(50),
  /** What was said, in paragraphs; written after it. */
  notes: publicText(20_000),
  isCancelled: z.boolean(),
  /** Why, for who had planned to come. */
  cancellation: publicText(1000),
  /** An example: nobody holds it. */
  isExample: z.boolean(),
  /** Shared by the dates of a series; null for an event on its own. */
  series: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .nullable(),
  /** SEQUENCE of RFC 5545: how often what calendars hold of it has changed. */
  sequence: z.number().int().nonnegative(),
  /** When that last changed: DTSTAMP and LAST-MODIFIED of RFC 5545. */
  revisedAt: instant,
  /** When it was to begin, before it was moved last; null for one that never moved. */
  movedFrom: instant.nullable(),
  phase: z.enum(EVENT_PHASES),
  /** Coarse on purpose: pages that show it are made again when it changes. Null: seats are not counted here. */
  availability: z.enum(AVAILABILITIES).nullable(),
});

/** An event of the agenda. Its online link is none of its fields: registered people alone get it. */
export const event = eventFields.superRefine((one, context) => {
  const flaw = (isWrong: boolean, field: keyof typeof one, message: EventFlaw) => {
    if (isWrong) context.addIssue({ code: 'custom', path: [field], message });
  };
  const at = (value: string) => Date.parse(value);
  flaw(at(one.endsAt) <= at(one.startsAt), 'endsAt', 'ends before it starts');
  flaw(at(one.endsAt) - at(one.startsAt) > EVENT_LIMITS.days * DAY_MS, 'endsAt', 'lasts too long');
  const closesAt = one.closesAt ?? one.startsAt;
  flaw(at(closesAt) > at(one.startsAt), 'closesAt', 'closes after the start');
  flaw(one.opensAt !== null && at(one.opensAt) >= at(closesAt), 'opensAt', 'opens after it closes');
  flaw(one.registration === 'elsewhere' && one.registrationUrl === null, 'registrationUrl', 'says nowhere to register');
  flaw(one.format !== 'online' && one.venue === null && one.address === null, 'venue', 'has no place');
});

export const glossaryTerm = z.strictObject({
  type: z.literal('glossary-term'),
  ...common,
  term: line,
  /** The term in full, when the term is an acronym. */
  expansion: publicText(500).nullable(),
  /** The same term in the other language of the hub. */
  translation: publicText(500).nullable(),
  definition: publicText(20_000).min(1),
});

export const topic = z.strictObject({
  type: z.literal('topic'),
  ...common,
  name: line,
  description: publicText(1000),
});

export const sector = z.strictObject({
  type: z.literal('sector'),
  ...common,
  name: line,
  description: publicText(1000),
});

/** Who wrote a post, as far as readers may know: what the member chose to show with it. */
export const postAuthor = z.strictObject({
  /** `former`: the account was erased. `official`: writes for the hub, or for an authority. */
  standing: z.enum(['member', 'official', 'former']),
  /** Null: the member asked not to be named, or is no longer one. */
  pseudonym: publicText(40).min(1).nullable(),
  sector: documentId.nullable(),
  size: z.enum(ENTITY_SIZES).nullable(),
  /** Name of the entity, where the member shows it. */
  entity: publicText(200).min(1).nullable(),
});

const written = {
  author: postAuthor,
  postedAt: instant,
  /** When it was changed, the last time last. */
  edits: z.array(instant).max(100),
};

/** A remark on a question or on an answer; none on a remark. */
export const threadComment = z.strictObject({
  id: documentId,
  ...written,
  body: publicText(THREAD_LIMITS.comment).min(1),
});

const comments = z.array(threadComment).max(THREAD_LIMITS.comments);

export const threadAnswer = z.strictObject({
  id: documentId,
  /** Place in the order of arrival, from 1, given once: addresses and pages are made of it. */
  number: z.number().int().min(1).max(100_000),
  ...written,
  body: publicText(THREAD_LIMITS.body).min(1),
  score: z.number().int().nonnegative(),
  /** Given for the hub: what it says can be relied on, at the date that it states. */
  official: z.boolean(),
  /** State of the law that it holds for; null when it states none. */
  lawDate: date.nullable(),
  /** That state is so old that it has to be checked. */
  lawIsOld: z.boolean(),
  comments,
});

/** A question with its answers, in the language in which it was asked. */
export const thread = z.strictObject({
  type: z.literal('thread'),
  ...common,
  /** Of the question, as a post. */
  id: documentId,
  title: publicText(THREAD_LIMITS.title).min(1),
  ...written,
  body: publicText(THREAD_LIMITS.body).min(1),
  score: z.number().int().nonnegative(),
  maturity: z.enum(LEVELS),
  topics: references,
  sectors: references,
  /** Null while it takes answers. */
  closure: z.enum(CLOSURES).nullable(),
  /** The thread that asked the same before. */
  duplicateOf: documentId.nullable(),
  /** Takes neither answers nor comments nor changes, whatever its closure. */
  locked: z.boolean(),
  /** Stands first in the list. */
  pinned: z.boolean(),
  /** The answer that the asker, or a moderator, chose. */
  accepted: documentId.nullable(),
  comments,
  /** In the order of their numbers; numbers of what is not published are left out. */
  answers: z.array(threadAnswer).max(THREAD_LIMITS.answers),
});

export const publishedDocument = z.discriminatedUnion('type', [
  resource,
  learningPath,
  organisation,
  service,
  event,
  thread,
  glossaryTerm,
  topic,
  sector,
]);

export type Attachment = z.infer<typeof attachment>;
export type LinkCheck = z.infer<typeof linkCheck>;
export type Resource = z.infer<typeof resource>;
export type PathStep = z.infer<typeof pathStep>;
export type LearningPath = z.infer<typeof learningPath>;
export type Organisation = z.infer<typeof organisation>;
export type Service = z.infer<typeof service>;
export type Speaker = z.infer<typeof speaker>;
export type ProgrammeItem = z.infer<typeof programmeItem>;
export type Event = z.infer<typeof event>;
export type PostAuthor = z.infer<typeof postAuthor>;
export type ThreadComment = z.infer<typeof threadComment>;
export type ThreadAnswer = z.infer<typeof threadAnswer>;
export type Thread = z.infer<typeof thread>;
export type GlossaryTerm = z.infer<typeof glossaryTerm>;
export type Topic = z.infer<typeof topic>;
export type Sector = z.infer<typeof sector>;
export type PublishedDocument = z.infer<typeof publishedDocument>;
