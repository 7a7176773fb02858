import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { contentTypeOf } from './contentTypes.ts';
import { openFile } from './files.ts';
import { sendProblem } from './problem.ts';
import { REVALIDATED, UPLOAD_POLICY } from './securityHeaders.ts';
import { sendFile } from './sendFile.ts';

/** Types that a browser may show by itself; everything else is saved, never interpreted. */
const SHOWN = new Set(['.png', '.jpg', '.jpeg', '.webp', '.gif']);

/** Names that Strapi gives: one segment, no leading dot. */
const NAME = /^[\w-][\w.-]{0,254}$/;

/** Serves the media of the CMS, from `public/uploads` of `home`. */
export function registerUploads(front: FastifyInstance, home: string): void {
  const folder = join(home, 'public', 'uploads');
  front.route<{ Params: { name: string } }>({
    method: ['GET', 'HEAD'],
    url: '/uploads/:name',
    handler: async (request, reply) => {
      const { name } = request.params;
      const file = NAME.test(name) ? await openFile(join(folder, name), []) : null;
      if (file === null || file === 'directory') return sendProblem(request, reply, 404, 'notFound');
      const shown = SHOWN.has(extname(name).toLowerCase());
      const headers = {
        'content-type':
          shown || name.toLowerCase().endsWith('.pdf') ? contentTypeOf(name).value : 'application/octet-stream',
        'content-disposition': shown ? 'inline' : `attachment; filename="${name}"`,
        'content-security-policy': UPLOAD_POLICY,
        // A file that is replaced keeps its name.
        'cache-control': REVALIDATED,
      };
      return sendFile(request, reply, file, { status: 200, headers });
    },
  });
}
