import type { HttpContext } from '../http/context.ts';

/** Paths whose controllers read the body themselves. */
const OWN_BODY = ['/api/import', '/api/feedback', '/api/contributions', '/api/search-gaps'];

/**
 * Leaves the body of some requests in its stream, and its type in the state: the import reads more than every other
 * address, after it has checked the token; the report of searches less, after its own; live pages less, feedback and
 * contributions less still, which say themselves what is wrong with it.
 */
export default () => (context: HttpContext & { method: string; path: string }, next: () => Promise<void>) => {
  if (context.method === 'POST' && (OWN_BODY.includes(context.path) || context.path.startsWith('/api/live/'))) {
    context.state.contentType = context.get('Content-Type');
    context.req.headers['content-type'] = 'application/octet-stream';
  }
  return next();
};
