import { z } from 'zod';
import { DOCUMENT_TYPES, documentId, publishedDocument, slug } from './documents.ts';
import { LOCALES } from './locales.ts';

/** One change: "what is published of this document is no longer what it was". */
export const feedRow = z.strictObject({
  /** Position in the feed. A row never becomes visible behind a position that was already served. */
  seq: z.number().int().positive(),
  type: z.enum(DOCUMENT_TYPES),
  documentId,
  /** When the change was made, by the clock of the CMS; for people, never for ordering. */
  at: z.iso.datetime(),
});

/** Everything the public may know of one document, at the moment of the answer. */
export const documentState = z.strictObject({
  type: z.enum(DOCUMENT_TYPES),
  documentId,
  /** Each address under which the document is or was published: the old ones redirect, or answer 410. */
  addresses: z.array(z.strictObject({ locale: z.enum(LOCALES), slug })),
  /** What is published now, one entry a language. Empty: hidden, deleted or never published. */
  versions: z.array(publishedDocument),
});

export const feedAnswer = z.strictObject({
  /** Changes when the database is replaced (restore): positions of another epoch mean nothing. */
  epoch: z.string().min(1),
  rows: z.array(feedRow),
  /** Present state of each document that `rows` names, once each. */
  documents: z.array(documentState),
  /** Last position in the feed; `head - after` is the lag of the consumer. */
  head: z.number().int().nonnegative(),
});

/** Page of a full listing, in order of `documentId`; what was deleted or hidden is listed without versions. */
export const publishedPage = z.strictObject({
  epoch: z.string().min(1),
  /** Position of the feed when the listing was read: following it from there misses nothing. */
  head: z.number().int().nonnegative(),
  documents: z.array(documentState),
  /** Pass it as `after` to get the next page; null at the end. */
  next: documentId.nullable(),
});

export type FeedRow = z.infer<typeof feedRow>;
export type DocumentState = z.infer<typeof documentState>;
export type FeedAnswer = z.infer<typeof feedAnswer>;
export type PublishedPage = z.infer<typeof publishedPage>;
