import { z } from 'zod';
import { LEXICON_VERSION, type LexiconFile } from './lexicon.ts';

/** The check of a {@link LexiconFile}, apart from what is sent to browsers. */
export const lexiconFile: z.ZodType<LexiconFile> = z.strictObject({
  version: z.literal(LEXICON_VERSION),
  documents: z.number().int().nonnegative(),
  terms: z.array(z.union([z.tuple([z.string(), z.number()]), z.tuple([z.string(), z.number(), z.string()])])),
  concepts: z.array(z.strictObject({ term: z.string(), names: z.array(z.string()), finds: z.array(z.string()) })),
});
