/**
 * Full address of a path of the site. The origin is the one of the request that the publisher makes, which is the
 * public address of the site: it is known when a page is rendered, so that one build serves any address.
 */
export function absolute(request: URL, path: string): string {
  return request.origin + path;
}
