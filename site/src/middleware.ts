import { defineMiddleware } from 'astro:middleware';
import { POLICY } from './csp.ts';

export const onRequest = defineMiddleware(async ({ locals }, next) => {
  try {
    const response = await next();
    if (response.headers.get('content-type')?.startsWith('text/html')) {
      response.headers.set('content-security-policy', POLICY);
    }
    return response;
  } catch (cause) {
    // Astro would log it and answer an empty page; `render` throws it to the publisher.
    locals.failure = { cause };
    return new Response('', { status: 500 });
  }
});
