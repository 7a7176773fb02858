import { extname } from 'node:path';

interface ContentType {
  value: string;
  /** True where the writer leaves `.br` and `.gz` siblings. */
  compressed: boolean;
}

const asText = (value: string): ContentType => ({ value: `${value}; charset=utf-8`, compressed: true });
const asBinary = (value: string): ContentType => ({ value, compressed: false });

/** Types of what a release holds. What is not listed is sent as bytes, which no browser interprets. */
const TYPES: Record<string, ContentType> = {
  '.html': asText('text/html'),
  '.css': asText('text/css'),
  '.js': asText('text/javascript'),
  '.mjs': asText('text/javascript'),
  '.json': asText('application/json'),
  '.webmanifest': asText('application/manifest+json'),
  '.txt': asText('text/plain'),
  '.xml': asText('application/xml'),
  '.ics': asText('text/calendar'),
  '.svg': asText('image/svg+xml'),
  '.ico': asBinary('image/vnd.microsoft.icon'),
  '.png': asBinary('image/png'),
  '.jpg': asBinary('image/jpeg'),
  '.jpeg': asBinary('image/jpeg'),
  '.gif': asBinary('image/gif'),
  '.webp': asBinary('image/webp'),
  '.avif': asBinary('image/avif'),
  '.woff2': asBinary('font/woff2'),
  '.wasm': asBinary('application/wasm'),
  '.pdf': asBinary('application/pdf'),
};

const BYTES = asBinary('application/octet-stream');
const ATOM = asText('application/atom+xml');

/** Content type of a file of a release, by its name. Every `feed.xml` is an Atom feed. */
export function contentTypeOf(path: string): ContentType {
  if (path.endsWith('/feed.xml')) return ATOM;
  return TYPES[extname(path).toLowerCase()] ?? BYTES;
}
