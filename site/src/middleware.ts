import { defineMiddleware } from 'astro:middleware';

/** Policy of the pages for reading: no script at all, nothing from elsewhere. */
const READING_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'";

export const onRequest = defineMiddleware(async ({ locals }, next) => {
  try {
    const response = await next();
    if (!locals.interactive && response.headers.get('content-type')?.startsWith('text/html')) {
      response.headers.set('content-security-policy', READING_POLICY);
    }
    return response;
  } catch (cause) {
    // Astro would log it and answer an empty page; `render` throws it to the publisher.
    locals.failure = { cause };
    return new Response('', { status: 500 });
  }
});
