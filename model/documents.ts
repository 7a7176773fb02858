import { z } from 'zod';
import { hasEmailAddress } from './email.ts';
import { LEVELS } from './levels.ts';
import { LOCALES } from './locales.ts';

/** Published document types, in the order in which lists and exports name them. */
export const DOCUMENT_TYPES = ['resource', 'organisation', 'service', 'glossary-term', 'topic', 'sector'] as const;

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
] as const;

export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** Phases of a public digital service, in the order in which it goes through them. */
export const SERVICE_PHASES = [
  'investigation',
  'construction',
  'acceleration',
  'transfer',
  'success',
  'alumni',
] as const;

/** Longest body accepted, in characters: a 1 MB file must import. */
export const BODY_MAX = 1_200_000;

const publicText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !hasEmailAddress(text), { error: 'holds an e-mail address' });

const line = publicText(500).min(1);
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
  /** When what readers see last changed. */
  updatedAt: instant,
};

export const attachment = z.strictObject({
  name: publicText(300).min(1),
  url: z.string().regex(/^\/uploads\/[\w.-]+$/),
  mime: z.string().max(120),
  /** In bytes. */
  size: z.number().int().nonnegative(),
});

export const resource = z.strictObject({
  type: z.literal('resource'),
  ...common,
  title: line,
  summary: publicText(1000),
  body: publicText(BODY_MAX),
  kind: z.enum(RESOURCE_KINDS),
  maturity: z.enum(LEVELS),
  topics: references,
  sectors: references,
  nis2Articles: z.array(nis2Article).max(50),
  publisher: documentId.nullable(),
  externalUrl: webAddress.nullable(),
  year: z.number().int().min(1970).max(2100).nullable(),
  /** ISO 639-1 language of the resource itself: a French card may describe a document in English. */
  language: z.string().regex(/^[a-z]{2}$/),
  prerequisites: references,
  nextSteps: references,
  attachments: z.array(attachment).max(50),
  /** Date of the last review of the content, by a person. */
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
  sponsors: references,
  phases: z.array(servicePhase).max(50),
  url: webAddress.nullable(),
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

export const publishedDocument = z.discriminatedUnion('type', [
  resource,
  organisation,
  service,
  glossaryTerm,
  topic,
  sector,
]);

export type Attachment = z.infer<typeof attachment>;
export type Resource = z.infer<typeof resource>;
export type Organisation = z.infer<typeof organisation>;
export type Service = z.infer<typeof service>;
export type GlossaryTerm = z.infer<typeof glossaryTerm>;
export type Topic = z.infer<typeof topic>;
export type Sector = z.infer<typeof sector>;
export type PublishedDocument = z.infer<typeof publishedDocument>;
