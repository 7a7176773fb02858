import { z } from 'zod';
import {
  AUDIENCES,
  BODY_MAX,
  DOCUMENT_TYPES,
  RESOURCE_KINDS,
  SERVICE_PHASES,
  THREAD_LIMITS,
  hubAddress,
  nis2Article,
  programmeItem,
  slug,
  speaker,
  timeZone,
  webAddress,
} from './documents.ts';
import { EVENT_FORMATS, EVENT_LIMITS, FUNCTIONS, REGIONS, REGISTRATION_MODES, WAITLIST_MODES } from './events.ts';
import { LEVELS } from './levels.ts';
import { LOCALES } from './locales.ts';

/**
 * What an importer hands to the CMS. Unlike published documents, texts may hold e-mail addresses here: the
 * CMS keeps what editors were given and cleans what leaves it.
 */

/** Formats that the importer reads, from the weakest to the strongest where two describe one document. */
export const IMPORT_FORMATS = ['organisation-page', 'organisation-note', 'service-page', 'hub'] as const;

const line = z.string().min(1).max(500);
const body = z.string().max(BODY_MAX);
const date = z.iso.date();

/** A document named by its type and its slug, present or not. */
export const importReference = z.strictObject({ type: z.enum(DOCUMENT_TYPES), slug });

const references = z.array(importReference).max(200);

/**
 * A time in the zone of the event: `2027-01-14T14:00`, or days before or after the day of the first import and a time,
 * `+14 14:00`, for examples that never look old.
 */
export const importTime = z.string().regex(/^(?:\d{4}-\d{2}-\d{2}T|[+-]\d{1,4} )(?:[01]\d|2[0-3]):[0-5]\d$/);

/** Fields per type. Absent: the source says nothing of it, what is stored stays. */
export const importFields = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('resource'),
    title: line,
    summary: z.string().max(1000),
    keywords: z.array(z.string().min(1).max(80)).max(20).optional(),
    body: body.optional(),
    kind: z.enum(RESOURCE_KINDS),
    maturity: z.enum(LEVELS),
    startHere: z.boolean().optional(),
    audiences: z.array(z.enum(AUDIENCES)).max(AUDIENCES.length).optional(),
    topics: references.optional(),
    sectors: references.optional(),
    nis2Articles: z.array(nis2Article).max(50).optional(),
    publisher: importReference.nullable().optional(),
    externalUrl: webAddress.nullable().optional(),
    year: z.number().int().min(1970).max(2100).nullable().optional(),
    language: z
      .string()
      .regex(/^[a-z]{2}$/)
      .optional(),
    prerequisites: references.optional(),
    nextSteps: references.optional(),
    reviewedAt: date.nullable().optional(),
    /** Date from which the content must be reviewed. Stored unpublished, for editors. */
    reviewBy: date.nullable().optional(),
    lawDate: date.nullable().optional(),
  }),
  z.strictObject({
    type: z.literal('learning-path'),
    title: line,
    summary: z.string().max(1000),
    body: body.optional(),
    audience: z.enum(AUDIENCES).nullable().optional(),
    steps: z
      .array(
        z.strictObject({
          title: z.string().min(1).max(300).nullable(),
          note: z.string().max(1000),
          maturity: z.enum(LEVELS),
          target: z.union([hubAddress, webAddress]).nullable(),
          minutes: z.number().int().min(1).max(10_000).nullable(),
        }),
      )
      .max(60)
      .optional(),
    reviewedAt: date.nullable().optional(),
  }),
  z.strictObject({
    type: z.literal('organisation'),
    name: line,
    acronym: z.string().max(60).nullable().optional(),
    tagline: z.string().max(1000).optional(),
    body: body.optional(),
    kinds: z.array(line).max(30).optional(),
    tags: z.array(line).max(60).optional(),
    url: webAddress.nullable().optional(),
    noteId: z
      .string()
      .regex(/^\d{14}$/)
      .nullable()
      .optional(),
  }),
  z.strictObject({
    type: z.literal('service'),
    title: line,
    mission: z.string().max(2000).optional(),
    body: body.optional(),
    incubator: z.string().max(200).nullable().optional(),
    users: z.array(line).max(60).optional(),
    joining: z.string().max(2000).optional(),
    sponsors: references.optional(),
    phases: z
      .array(z.strictObject({ name: z.enum(SERVICE_PHASES), start: date.nullable(), end: date.nullable() }))
      .max(50)
      .optional(),
    url: webAddress.nullable().optional(),
  }),
  z.strictObject({
    type: z.literal('event'),
    title: line,
    summary: z.string().max(1000),
    body: body.optional(),
    learn: z.array(line).max(20).optional(),
    maturity: z.enum(LEVELS),
    audiences: z.array(z.enum(AUDIENCES)).max(AUDIENCES.length).optional(),
    functions: z.array(z.enum(FUNCTIONS)).max(FUNCTIONS.length).optional(),
    topics: references.optional(),
    sectors: references.optional(),
    format: z.enum(EVENT_FORMATS),
    timeZone: timeZone.optional(),
    startsAt: importTime,
    endsAt: importTime,
    venue: z.string().max(300).nullable().optional(),
    address: z.string().max(500).nullable().optional(),
    region: z.enum(REGIONS).nullable().optional(),
    access: z.string().max(2000).optional(),
    joinUrl: webAddress.nullable().optional(),
    joinNotes: z.string().max(2000).optional(),
    language: z
      .string()
      .regex(/^[a-z]{2}$/)
      .optional(),
    speakers: z.array(speaker).max(50).optional(),
    organiser: importReference.nullable().optional(),
    programme: z.array(programmeItem).max(100).optional(),
    registration: z.enum(REGISTRATION_MODES).optional(),
    registrationUrl: webAddress.nullable().optional(),
    capacity: z.number().int().min(1).max(EVENT_LIMITS.capacity).nullable().optional(),
    groupMax: z.number().int().min(1).max(EVENT_LIMITS.group).optional(),
    opensAt: importTime.nullable().optional(),
    closesAt: importTime.nullable().optional(),
    waitlist: z.enum(WAITLIST_MODES).optional(),
    offerHours: z.number().int().min(1).max(EVENT_LIMITS.offerHours).optional(),
    prerequisites: references.optional(),
    resources: references.optional(),
    path: importReference.nullable().optional(),
    discussion: hubAddress.nullable().optional(),
    replayUrl: z.union([hubAddress, webAddress]).nullable().optional(),
    notes: z.string().max(20_000).optional(),
    isCancelled: z.boolean().optional(),
    cancellation: z.string().max(1000).optional(),
    isExample: z.boolean().optional(),
    series: z
      .string()
      .regex(/^[a-z0-9-]{1,60}$/)
      .nullable()
      .optional(),
    /** When it was to begin before it was moved: the one thing of its past that a file can tell. */
    movedFrom: importTime.nullable().optional(),
    /** Registrations of nobody that an example has from its first import on, those that find no seat on the waiting list. */
    exampleRegistrations: z.number().int().min(0).max(500).optional(),
  }),
  z.strictObject({
    type: z.literal('thread'),
    title: z.string().min(1).max(THREAD_LIMITS.title),
    /** The question, and the official answer to it: both in the name of the hub's team. */
    body: z.string().min(1).max(THREAD_LIMITS.body),
    answer: z.string().min(1).max(THREAD_LIMITS.body),
    maturity: z.enum(LEVELS),
    topics: references.optional(),
    sectors: references.optional(),
    lawDate: date.nullable().optional(),
  }),
  z.strictObject({
    type: z.literal('glossary-term'),
    term: line,
    expansion: z.string().max(500).nullable().optional(),
    translation: z.string().max(500).nullable().optional(),
    definition: z.string().min(1).max(20_000),
  }),
  z.strictObject({ type: z.literal('topic'), name: line, description: z.string().max(1000).optional() }),
  z.strictObject({ type: z.literal('sector'), name: line, description: z.string().max(1000).optional() }),
]);

export const importDocument = z.strictObject({
  format: z.enum(IMPORT_FORMATS),
  /** Identity: the type of `fields`, this slug and this language. Importing it again updates the same document. */
  slug,
  locale: z.enum(LOCALES),
  fields: importFields,
  /** Addresses of the document in an earlier life; they redirect. */
  formerSlugs: z.array(slug).max(50),
  /** Contacts of people. Stored unpublished, never shown. */
  contacts: z.array(z.string().max(500)).max(50),
  /** Keys of the source that the hub has no field for, kept unpublished so that nothing is lost. */
  extras: z.record(z.string(), z.unknown()),
});

export const importRequest = z.strictObject({
  documents: z.array(importDocument).min(1).max(200),
  /** True: say what would happen, write nothing. */
  dryRun: z.boolean(),
});

export const importResult = z.strictObject({
  outcome: z.enum(['created', 'updated', 'unchanged', 'refused']),
  /** Why it was refused; absent otherwise. */
  problem: z.strictObject({ field: z.string(), reason: z.string(), remedy: z.string() }).optional(),
});

/** One result a document, in the order of the request. */
export const importAnswer = z.strictObject({ results: z.array(importResult) });

export type ImportFormat = (typeof IMPORT_FORMATS)[number];
export type ImportReference = z.infer<typeof importReference>;
export type ImportFields = z.infer<typeof importFields>;
export type ImportDocument = z.infer<typeof importDocument>;
export type ImportRequest = z.infer<typeof importRequest>;
export type ImportResult = z.infer<typeof importResult>;
export type ImportAnswer = z.infer<typeof importAnswer>;
