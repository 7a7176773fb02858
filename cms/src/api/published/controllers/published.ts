import { DOCUMENT_TYPES } from '@palier/model';
import { z } from 'zod';
import { answerError, firstIssue } from '../../../http/answers.ts';
import { hasBearer } from '../../../http/bearer.ts';
import type { HttpContext } from '../../../http/context.ts';
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

export default {
  async page(context: HttpContext) {
    if (!hasBearer(context, 'FEED_TOKEN')) return;
    const type = z.enum(DOCUMENT_TYPES).safeParse(context.params['type']);
    if (!type.success) return answerError(context, 404, 'NotFoundError', `There is no published type of this name.`);
    const parsed = query.safeParse(context.query);
    if (!parsed.success) return answerError(context, 400, 'ValidationError', firstIssue(parsed.error));
    context.body = await readPage(strapi, type.data, parsed.data.after, parsed.data.limit);
  },
};
