import { errors } from '@strapi/utils';
import type { HttpContext } from './context.ts';

/**
 * The JSON body of a request of at most `maxBytes`. Throws PayloadTooLargeError (413) as soon as the limit is passed,
 * ValidationError (400) when it is not JSON in UTF-8.
 */
export async function readJson(context: HttpContext, maxBytes: number): Promise<unknown> {
  const tooLarge = () => {
    context.set('Connection', 'close'); // The rest of the body is not read.
    return new errors.PayloadTooLargeError(`The body is over ${maxBytes} bytes: send fewer documents at a time.`);
  };
  if (Number(context.get('Content-Length')) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of context.req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (error) {
    throw new errors.ValidationError(`The body is not JSON: ${(error as Error).message}`);
  }
}
