import { PassThrough } from 'node:stream';
import { answerError } from '../../../http/answers.ts';
import { hasBearer } from '../../../http/bearer.ts';
import type { HttpContext } from '../../../http/context.ts';
import { runOnce } from '../../../jobs/run-once.ts';
import { readBrokenLinks } from '../../../links/broken.ts';
import { checkLinks } from '../../../links/check-links.ts';

export default {
  /**
   * Checks every link now, and says how it goes in lines of JSON: `{link}` for each, then `{summary, broken}`, or
   * `{error}`. Ends when the caller hangs up; what was checked stays.
   */
  async check(context: HttpContext) {
    if (!hasBearer(context, 'IMPORT_TOKEN')) return;
    const lines = new PassThrough();
    const say = (line: unknown) => lines.write(`${JSON.stringify(line)}\n`);
    const gone = new AbortController();
    context.res.once('close', () => gone.abort());
    const turn = Promise.withResolvers<boolean>();

    void runOnce(strapi, { name: 'links', everyMs: 0, signal: gone.signal }, async (signal) => {
      turn.resolve(true);
      const summary = await checkLinks(strapi, {
        which: 'all',
        signal,
        onChecked: ({ url, status, code, reason }, { verdict }) =>
          say({ link: { url, verdict, status, code, reason } }),
      });
      say({ summary, broken: await readBrokenLinks(strapi) });
    })
      .catch((error: unknown) => {
        turn.reject(error);
        if (gone.signal.aborted) return;
        strapi.log.error(`The check of links stopped: ${String(error)}`);
        say({ error: String(error) });
      })
      .finally(() => {
        turn.resolve(false);
        lines.end();
      });
    if (!(await turn.promise)) {
      return answerError(context, 409, 'ConflictError', 'Links are being checked already: wait until that is done.');
    }
    context.set('Content-Type', 'application/x-ndjson');
    context.body = lines;
  },
};
