import { answerError } from '../../../http/answers.ts';
import { readBody } from '../../../http/body.ts';
import type { HttpContext } from '../../../http/context.ts';
import { formatOf, readFields } from '../../../http/fields.ts';
import { isFromElsewhere } from '../../../http/same-site.ts';
import { storeFeedback } from '../../../feedback/store.ts';
import { isTrapped, parseSubmission, thanksFor } from '../../../feedback/submission.ts';

const MAX_BYTES = 8 * 1024;

const TOO_MANY = 'Trop de retours aujourd’hui. Réessayez demain.';

/** Answers a form in plain text, a program in JSON: a browser shows what it gets. */
function refuse(context: HttpContext, isForm: boolean, status: number, name: string, reason: string): void {
  if (!isForm) return answerError(context, status, name, reason);
  context.status = status;
  context.set('Content-Type', 'text/plain; charset=utf-8');
  context.body = reason;
}

export default {
  async send(context: HttpContext) {
    context.set('Cache-Control', 'no-store');
    const format = formatOf(context.state.contentType);
    const isForm = format === 'form';
    if (isFromElsewhere(context)) {
      return refuse(context, isForm, 403, 'ForbiddenError', 'Cet envoi vient d’un autre site.');
    }
    if (!format) {
      return answerError(
        context,
        415,
        'UnsupportedMediaTypeError',
        'Envoyez application/x-www-form-urlencoded ou application/json.',
      );
    }
    const body = await readBody(context, MAX_BYTES);
    if (body === 'too large')
      return refuse(context, isForm, 413, 'PayloadTooLargeError', 'L’envoi est trop volumineux.');
    const fields = readFields(format, body);
    if (typeof fields === 'string') return refuse(context, isForm, 400, 'ValidationError', fields);

    // A trap that only machines fill in: they must not learn that it is one.
    if (!isTrapped(fields)) {
      const given = parseSubmission(fields);
      if (typeof given === 'string') return refuse(context, isForm, 400, 'ValidationError', given);
      if ((await storeFeedback(strapi, given)) === 'full') {
        context.set('Retry-After', '3600');
        return refuse(context, isForm, 429, 'TooManyRequestsError', TOO_MANY);
      }
    }
    if (!isForm) {
      context.status = 204;
      return;
    }
    context.status = 303;
    context.set('Location', thanksFor(fields));
    context.body = '';
  },
};
