import type { HttpContext } from '../http/context.ts';

/**
 * Leaves the body of an import request in its stream: the controller reads it itself, after it has checked the token,
 * with a larger limit than every other address has.
 */
export default () => (context: HttpContext & { method: string; path: string }, next: () => Promise<void>) => {
  if (context.method === 'POST' && context.path === '/api/import') {
    context.req.headers['content-type'] = 'application/octet-stream';
  }
  return next();
};
