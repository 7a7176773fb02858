import { createApp } from 'astro/app/entrypoint';

// The bundle has a reader of its own: who renders something else than the snapshot hands it over here.
export { useConnection } from '../publisher/reader.ts';

// Not streamed: an error in any component must leave the old page in place, so it has to come before the answer.
const app = createApp({ streaming: false });

/**
 * Renders the page of a request: its HTML or XML, with the content security policy in `content-security-policy`
 * and the tags of everything it read, separated by spaces, in `x-palier-tags`. Status 404 without a body: there
 * is nothing to show at this address.
 *
 * @param live what the page holds, for one that depends on who asks
 * @throws what a page or component threw, as it was thrown.
 */
export async function render(request: Request, live: App.Locals['live'] = null): Promise<Response> {
  const locals: App.Locals = { failure: null, live };
  const response = await app.render(request, { locals });
  if (locals.failure) throw locals.failure.cause;
  if (response.status >= 500) throw new Error(`Rendering ${request.url} answered ${response.status}.`);
  return response;
}
