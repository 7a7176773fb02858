import type { FastifyReply, FastifyRequest } from 'fastify';
import { readAll } from './files.ts';
import type { OpenFile } from './files.ts';

/** Files up to this size, in bytes, are read whole: pages are small, and one read costs less than a stream. */
const READ_WHOLE_MAX = 512 * 1024;

export interface FileAnswer {
  status: number;
  headers: Record<string, string>;
}

/**
 * Sends an opened file and closes it: 304 when the client has it, 206 for one range of an uncompressed
 * file, the given status otherwise. There is no `Last-Modified`: it counts seconds, and a page may change
 * twice in one.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: OpenFile,
  answer: FileAnswer,
): Promise<FastifyReply> {
  let keepOpen = false;
  try {
    reply.headers(answer.headers);
    if (answer.status === 200) {
      reply.header('etag', file.etag);
      if (isKnown(request.headers['if-none-match'], file.etag)) return reply.code(304).send();
    }
    reply.code(answer.status);
    let start = 0;
    let end = file.size - 1;
    if (file.encoding !== null) {
      reply.header('content-encoding', file.encoding);
    } else if (answer.status === 200) {
      reply.header('accept-ranges', 'bytes');
      const range = readRange(request, file);
      if (range === 'unsatisfiable') {
        reply.removeHeader('content-type');
        return reply.code(416).header('content-range', `bytes */${file.size}`).send();
      }
      if (range !== null) {
        ({ start, end } = range);
        reply.code(206).header('content-range', `bytes ${start}-${end}/${file.size}`);
      }
    }
    const length = end - start + 1;
    reply.header('content-length', length);
    if (request.method === 'HEAD') return reply.send('');
    if (file.size <= READ_WHOLE_MAX) return reply.send((await readAll(file)).subarray(start, end + 1));
    keepOpen = true; // The stream closes the file.
    return reply.send(file.handle.createReadStream({ start, end }));
  } finally {
    if (!keepOpen) await file.handle.close();
  }
}

/** True when the client already holds this version: weak comparison, as RFC 9110 13.1.2 asks. */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((tag) => {
    const value = tag.trim();
    return value === '*' || value.replace(/^W\//, '') === etag;
  });
}

/** The one byte range asked for; null when the whole file is due (none asked, several, stale or malformed). */
function readRange(
  request: FastifyRequest,
  { size, etag }: OpenFile,
): { start: number; end: number } | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.headers.range ?? '') ?? [];
  if (first === '' && last === '') return null;
  const ifRange = request.headers['if-range'];
  if (ifRange !== undefined && ifRange !== etag) return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  return start >= size || end < start ? 'unsatisfiable' : { start, end };
}
