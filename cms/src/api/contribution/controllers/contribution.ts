import { CONTRIBUTION_BODY_MAX, contribution, type PublicStatistics } from '@palier/model';
import { figuresOf } from '../../../contributions/figures.ts';
import { countContribution, monthlyCounts, monthOf, sectorSlugs } from '../../../contributions/store.ts';
import { seatsTaken } from '../../../registrations/taken.ts';
import { answerError, firstIssue } from '../../../http/answers.ts';
import { readJson } from '../../../http/body.ts';
import type { HttpContext } from '../../../http/context.ts';
import { formatOf } from '../../../http/fields.ts';
import { isFromElsewhere } from '../../../http/same-site.ts';

export default {
  /** Counts what a visitor chose to tell, and keeps nothing of the visitor. */
  async send(context: HttpContext) {
    context.set('Cache-Control', 'no-store');
    if (isFromElsewhere(context))
      return answerError(context, 403, 'ForbiddenError', 'Cet envoi vient d’un autre site.');
    if (formatOf(context.state.contentType) !== 'json')
      return answerError(context, 415, 'UnsupportedMediaTypeError', 'Envoyez application/json.');
    const parsed = contribution.safeParse(await readJson(context, CONTRIBUTION_BODY_MAX));
    if (!parsed.success) return answerError(context, 400, 'ValidationError', firstIssue(parsed.error));
    if (!(await countContribution(strapi, parsed.data)))
      return answerError(context, 400, 'ValidationError', 'sector: is none of the hub');
    context.status = 204;
  },

  /** What everyone may know beside what is published. */
  async statistics(context: HttpContext) {
    const now = Date.now();
    const [taken, counts, sectors] = [
      await seatsTaken(strapi),
      await monthlyCounts(strapi, now),
      await sectorSlugs(strapi),
    ];
    const before = new Date(now);
    before.setUTCDate(0); // The last day of the month before.
    context.set('Cache-Control', 'public, max-age=300');
    context.body = {
      seatsTaken: taken,
      contributions: { until: monthOf(before.getTime()), ...figuresOf(counts, sectors) },
    } satisfies PublicStatistics;
  },
};
