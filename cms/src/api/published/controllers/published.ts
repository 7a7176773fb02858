import { DOCUMENT_TYPES, LOCALES, PREVIEWED_TYPES, documentId } from '@palier/model';
import { z } from 'zod';
import { answerError, firstIssue } from '../../../http/answers.ts';
import { hasBearer } from '../../../http/bearer.ts';
import type { HttpContext } from '../../../http/context.ts';
import { readDraft } from '../../../published/draft.ts';
import { readPage } from '../../../published/listing.ts';

const query = z.strictObject({
  after: z
    .string()
    .regex(/^[a-z0-9]{0,32}$/)
    .default(''),
  limit: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(500))
    .default(200),
});

const draftQuery = z.strictObject({ locale: z.enum(LOCALES) });

export default {
  async page(context: HttpContext) {
    if (!hasBearer(context, 'FEED_TOKEN')) return;
    const type = z.enum(DOCUMENT_TYPES).safeParse(context.params['type']);
    if (!type.success) return answerError(context, 404, 'NotFoundError', `There is no published type of this name.`);
    const parsed = query.safeParse(context.query);
    if (!parsed.success) return answerError(context, 400, 'ValidationError', firstIssue(parsed.error));
    context.body = await readPage(strapi, type.data, parsed.data.after, parsed.data.limit);
  },

  /** For previews: the only way out of a draft, to the publisher, which shows it and keeps nothing. */
  async draft(context: HttpContext) {
    if (!hasBearer(context, 'FEED_TOKEN')) return;
    const type = z.enum(PREVIEWED_TYPES).safeParse(context.params['type']);
    const id = documentId.safeParse(context.params['documentId']);
    if (!type.success || !id.success) return answerError(context, 404, 'NotFoundError', 'There is no such draft.');
    const parsed = draftQuery.safeParse(context.query);
    if (!parsed.success) return answerError(context, 400, 'ValidationError', firstIssue(parsed.error));
    const draft = await readDraft(strapi, type.data, id.data, parsed.data.locale);
    if (!draft) return answerError(context, 404, 'NotFoundError', 'There is no such draft.');
    if ('refusal' in draft) return answerError(context, 422, 'UnprocessableContentError', draft.refusal);
    context.body = draft;
  },
};
