/** `npm run publish`: a new release of every page, or the one before back. */
import { z } from 'zod';
import { parseCommand } from './lib/arguments.ts';
import { assertWritable } from './lib/disk.ts';
import { runCommand } from './lib/failure.ts';
import { withProgress } from './lib/progress.ts';
import { order } from './lib/publisher-client.ts';
import { withPublisher } from './lib/reach-publisher.ts';
import { untilStopped } from './lib/signals.ts';
import { readSettings } from './settings.ts';

const HELP = `Usage : npm run publish -- --full | --rollback

Les changements se publient d’eux-mêmes ; ceci sert quand on doute, ou après une erreur.
  --full       refait toutes les pages dans une nouvelle version, mise en ligne d’un coup
  --rollback   remet en ligne la version d’avant
`;

const published = z.object({ pages: z.number(), errors: z.number(), ms: z.number() });
const rolledBack = z.object({ release: z.string().nullable() });

await runCommand(async (args) => {
  const { values } = parseCommand(
    {
      args,
      options: {
        full: { type: 'boolean', default: false },
        rollback: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    },
    'npm run publish -- --help',
  );
  if (values.help || values.full === values.rollback) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const settings = readSettings(process.env);
  assertWritable(settings.home);
  return withPublisher(settings, untilStopped().signal, async ({ publisherUrl, token }) => {
    if (values.rollback) {
      const { release } = rolledBack.parse(await order(publisherUrl, token, '/rollback'));
      process.stdout.write(
        release === null ? 'Il n’y a pas de version d’avant.\n' : `De nouveau en ligne : ${release}\n`,
      );
      return release === null ? 1 : 0;
    }
    const result = await withProgress('Publication de toutes les pages', () => order(publisherUrl, token, '/publish'));
    const { pages, errors, ms } = published.parse(result);
    process.stdout.write(`${pages} pages publiées en ${(ms / 1000).toFixed(1)} s, ${errors} en erreur.\n`);
    if (errors > 0) process.stdout.write('Voyez npm run doctor.\n');
    return errors > 0 ? 1 : 0;
  });
});
