import { searchGapsReport } from '@palier/model';
import { answerError, firstIssue } from '../../../http/answers.ts';
import { hasBearer } from '../../../http/bearer.ts';
import { readJson } from '../../../http/body.ts';
import type { HttpContext } from '../../../http/context.ts';
import { addSearchGaps } from '../../../search-gaps/add.ts';

/** Five hundred queries of eighty characters of three bytes fit. */
const MAX_BYTES = 256 * 1024;

export default {
  /** Takes a report of searches that found nothing; the same report again is answered alike, and counts once. */
  async add(context: HttpContext) {
    if (!hasBearer(context, 'SEARCH_GAPS_TOKEN')) return;
    const parsed = searchGapsReport.safeParse(await readJson(context, MAX_BYTES));
    if (!parsed.success) return answerError(context, 400, 'ValidationError', firstIssue(parsed.error));
    await addSearchGaps(strapi, parsed.data);
    context.status = 204;
  },
};
