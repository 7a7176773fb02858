import type { FastifyReply, FastifyRequest } from 'fastify';
import { BARE_PAGE_POLICY } from './securityHeaders.ts';
import { localeOfPath, text } from './texts.ts';
import type { TextKey } from './texts.ts';

const NAMES: Record<number, string> = {
  400: 'BadRequest',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  410: 'Gone',
  411: 'LengthRequired',
  413: 'PayloadTooLarge',
  415: 'UnsupportedMediaType',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

/**
 * Answers with one sentence: a small page for those who asked for HTML, else `{error:{status,name,message}}`, the
 * shape of the CMS. Says nothing of what went wrong inside.
 */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, status: number, key: TextKey): FastifyReply {
  const locale = localeOfPath(request.url.split('?', 1)[0] ?? '/');
  const message = text(locale, key);
  reply.code(status).header('cache-control', 'no-store');
  if (!(request.headers.accept ?? '').includes('text/html')) {
    const error = { status, name: NAMES[status] ?? 'Error', message };
    return reply.type('application/json; charset=utf-8').send(JSON.stringify({ error }));
  }
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', BARE_PAGE_POLICY)
    .send(
      `<!doctype html>\n<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>${status} – Palier</title></head><body><main><h1>Palier</h1><p>${message}</p></main></body></html>\n`,
    );
}
