import { LIVE_BODY_MAX, type LiveAnswer, type LivePage } from '@palier/model';
import { readBody } from '../../../http/body.ts';
import type { HttpContext } from '../../../http/context.ts';
import { formatOf, readFields } from '../../../http/fields.ts';
import { isFromElsewhere } from '../../../http/same-site.ts';
import { answerLive } from '../../../live/answer.ts';
import { PAGES } from '../../../live/pages.ts';

/**
 * The texts among some values: nobody sends the rest but to try what happens. Without NUL, which PostgreSQL refuses in any text,
 * also in one that it is only to look for.
 */
function texts(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values)
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      .map(([name, text]) => [name, text.replaceAll('\u0000', '')]),
  );
}

async function answer(context: HttpContext, method: 'GET' | 'POST', fields: Record<string, string>): Promise<void> {
  const { answer: body, cookies } = await answerLive(strapi, {
    method,
    page: context.params['page'] ?? '',
    query: texts(context.query),
    fields,
    cookies: context.get('Cookie'),
    machine: context.ip,
    userAgent: context.get('User-Agent'),
  });
  if (cookies.length > 0) context.set('Set-Cookie', cookies);
  context.body = body;
}

function isOpenToOthers(page: string): boolean {
  if (!Object.hasOwn(PAGES, page)) return false;
  const handlers = PAGES[page as LivePage];
  return handlers.access === 'anyone' && handlers.fromElsewhere === true;
}

function refuse(context: HttpContext, status: 403 | 413 | 415): void {
  context.body = { kind: 'refused', status, viewer: null } satisfies LiveAnswer;
}

export default {
  async get(context: HttpContext) {
    context.set('Cache-Control', 'private, no-store');
    await answer(context, 'GET', {});
  },

  async post(context: HttpContext) {
    context.set('Cache-Control', 'private, no-store');
    if (isOpenToOthers(context.params['page'] ?? '')) return answer(context, 'POST', {});
    if (isFromElsewhere(context)) return refuse(context, 403);
    const format = formatOf(context.state.contentType);
    if (!format) return refuse(context, 415);
    const body = await readBody(context, LIVE_BODY_MAX);
    if (body === 'too large') return refuse(context, 413);
    const fields = readFields(format, body);
    if (typeof fields === 'string') return refuse(context, 415);
    return answer(context, 'POST', texts(fields));
  },
};
