import type { ImportFormat, Locale } from '@palier/model';
import type { Source } from './source.ts';

/** What a format's mapping makes of a file, before the contract of `model/` has checked it. */
export type Draft = {
  format: ImportFormat;
  slug: string;
  locale: Locale;
  /** Fields of the document; undefined where the file says nothing. */
  fields: Record<string, unknown>;
  /** Front matter key that each field comes from, where the names differ. */
  keys: Record<string, string>;
};

/** What a mapping reads. */
export type Input = {
  source: Source;
  /** Path as given, for the name of the file. */
  path: string;
  /** Body, already clean. */
  body: string;
};
