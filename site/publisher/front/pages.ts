import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LOCALES } from '@palier/model/locales';
import { documentAddress, parseDocumentAddress } from '../addresses.ts';
import { isPrivatePath } from './address.ts';
import type { Address } from './address.ts';
import { contentTypeOf } from './contentTypes.ts';
import { acceptedEncodings, openFile } from './files.ts';
import type { Encoding, OpenFile } from './files.ts';
import { logError } from './log.ts';
import { sendProblem } from './problem.ts';
import { currentRelease, movedTo } from './release.ts';
import type { Moved } from './release.ts';
import { IMMUTABLE, REVALIDATED } from './securityHeaders.ts';
import { sendFile } from './sendFile.ts';
import { localeOfPath } from './texts.ts';

/** Here stands what is named after the digest of its content: files of the build, images of shared links. */
const HASHED = ['/_astro/', '/og/'];

/** Serves the pages and files of the present release of `home`. */
export function registerPages(front: FastifyInstance, home: string): void {
  front.route({ method: ['GET', 'HEAD'], url: '/*', handler: (request, reply) => sendPage(request, reply, home) });
}

async function sendPage(request: FastifyRequest, reply: FastifyReply, home: string): Promise<FastifyReply> {
  const release = await currentRelease(home);
  if (release === null) return sendProblem(request, reply.header('retry-after', '5'), 503, 'notReady');
  const encodings = acceptedEncodings(request.headers['accept-encoding']);
  const { pathname } = request.address;
  const found = await find(release, request.address, encodings);
  if (typeof found === 'object' && 'to' in found) return redirect(reply, found);
  if (typeof found === 'object') {
    const cacheControl = HASHED.some((folder) => pathname.startsWith(folder)) ? IMMUTABLE : REVALIDATED;
    return sendFile(request, reply, found, {
      status: 200,
      headers: fileHeaders(fileOf(release, pathname), cacheControl),
    });
  }
  // Nothing there, or the release went away while it was searched.
  if ((await currentRelease(home)) !== release) return sendPage(request, reply, home);
  return sendErrorPage(request, reply, release, pathname, found, encodings);
}

const fileOf = (release: string, pathname: string) =>
  join(release, pathname.endsWith('/') ? `${pathname}index.html` : pathname);

/** Where to go instead: for good, or until there is something at the address. */
interface Redirection {
  to: string;
  status: 301 | 302;
}

/** What a release has for an address: a file, an address to go to instead, or the status that says it is not there. */
async function find(
  release: string,
  address: Address,
  encodings: Encoding[],
): Promise<OpenFile | Redirection | 404 | 410> {
  const { path, pathname, search } = address;
  if (isPrivatePath(pathname)) return 404;
  const file = await openFile(fileOf(release, pathname), encodings);
  if (file === 'directory') {
    if (await isPage(join(release, pathname))) return { to: `${path}/${search}`, status: 301 };
  } else if (file !== null) {
    return file;
  }
  const moved = await readMoved(release, pathname);
  if (moved?.status === 301) return { to: moved.to + search, status: 301 };
  const twin = await translationOf(release, pathname);
  if (twin !== null) return { to: twin + search, status: 302 };
  return moved === null ? 404 : 410;
}

/**
 * The page of the same document in another language, where this one is not translated: `/en/resources/x/` leads to
 * `/ressources/x/` until there is an English version.
 */
async function translationOf(release: string, pathname: string): Promise<string | null> {
  const named = parseDocumentAddress(pathname.endsWith('/') ? pathname : `${pathname}/`);
  for (const locale of named ? LOCALES.filter((one) => one !== named.locale) : []) {
    const twin = documentAddress(named!.type, locale, named!.slug);
    if (await isPage(join(release, twin))) return twin;
  }
  return null;
}

/** True when the folder at this path holds a page. */
async function isPage(path: string): Promise<boolean> {
  const index = await openFile(join(path, 'index.html'), []);
  if (index === null || index === 'directory') return false;
  await index.handle.close();
  return true;
}

/**
 * Also a permanent one is validated at each use: a page renamed back would otherwise loop for ever in the browsers that
 * saw the first redirection.
 */
function redirect(reply: FastifyReply, { to, status }: Redirection): FastifyReply {
  return reply.code(status).headers({ location: to, 'cache-control': REVALIDATED }).send();
}

async function readMoved(release: string, pathname: string): Promise<Moved | null> {
  try {
    return await movedTo(release, pathname);
  } catch (error) {
    logError('moved_unreadable', error, { page: pathname });
    return null;
  }
}

/** Sends the page of the release that says 404 or 410, in the language of the address. */
async function sendErrorPage(
  request: FastifyRequest,
  reply: FastifyReply,
  release: string,
  pathname: string,
  status: 404 | 410,
  encodings: Encoding[],
): Promise<FastifyReply> {
  const prefix = localeOfPath(pathname) === 'en' ? 'en/' : '';
  const path = join(release, `${prefix}${status}.html`);
  const page = await openFile(path, encodings);
  if (page === null || page === 'directory') {
    return sendProblem(request, reply, status, status === 404 ? 'notFound' : 'gone');
  }
  return sendFile(request, reply, page, { status, headers: fileHeaders(path, REVALIDATED) });
}

function fileHeaders(path: string, cacheControl: string): Record<string, string> {
  const { value, compressed } = contentTypeOf(path);
  return { 'content-type': value, 'cache-control': cacheControl, ...(compressed && { vary: 'accept-encoding' }) };
}
