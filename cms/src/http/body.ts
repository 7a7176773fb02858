import { errors } from '@strapi/utils';
import type { HttpContext } from './context.ts';

/** The body of a request of at most `maxBytes`; `too large` as soon as the limit is passed. */
export async function readBody(context: HttpContext, maxBytes: number): Promise<Buffer | 'too large'> {
  const chunks: Buffer[] = [];
  let size = Number(context.get('Content-Length') || 0);
  if (size <= maxBytes) {
    size = 0;
    // Destroyed, the request would take its answer with it.
    for await (const chunk of context.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
  }
  if (size <= maxBytes) return Buffer.concat(chunks);
  context.set('Connection', 'close'); // The rest of the body is not read.
  return 'too large';
}

/**
 * The JSON body of a request of at most `maxBytes`. Throws PayloadTooLargeError (413) as soon as the limit is passed,
 * ValidationError (400) when it is not JSON in UTF-8.
 */
export async function readJson(context: HttpContext, maxBytes: number): Promise<unknown> {
  const body = await readBody(context, maxBytes);
  if (body === 'too large') {
    throw new errors.PayloadTooLargeError(`The body is over ${maxBytes} bytes: send fewer documents at a time.`);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new errors.ValidationError(`The body is not JSON: ${(error as Error).message}`);
  }
}
