/** `npm run links`: asks every external address of what is published whether it still answers. */
import { parseCommand } from './lib/arguments.ts';
import { assertWritable } from './lib/disk.ts';
import { runCommand } from './lib/failure.ts';
import { checkLinks, describeLink, type BrokenLink, type CheckedLink } from './lib/links-client.ts';
import { withProgress } from './lib/progress.ts';
import { withCms } from './lib/reach-cms.ts';
import { untilStopped } from './lib/signals.ts';
import { readSettings } from './settings.ts';

const HELP = `Usage : npm run links [-- --strict]

Vérifie les adresses externes de ce qui est publié : ressources, organisations, services. Chaque site est interrogé
lentement et selon son robots.txt ; un lien est dit cassé quand sa page n’existe plus (404, 410), ou après deux échecs
à des jours différents. Le hub le fait aussi de lui-même, chaque semaine pour chaque lien.
  --strict   code de sortie 1 si un lien est cassé
`;

/** Document types, for people. */
const TYPES: Record<string, string> = { resource: 'Ressource', organisation: 'Organisation', service: 'Service' };

await runCommand(async (args) => {
  const { values } = parseCommand(
    {
      args,
      options: { strict: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
    },
    'npm run links -- --help',
  );
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const settings = readSettings(process.env);
  assertWritable(settings.home);
  const stop = untilStopped();
  return withCms(settings, stop.signal, async ({ cmsUrl, secrets }) => {
    const work = run(cmsUrl, secrets.IMPORT_TOKEN, stop.signal).then((broken) => (values.strict && broken > 0 ? 1 : 0));
    // What was checked stays, the rest waits for another time.
    return Promise.race([work, stop.asked.then(() => 130)]);
  });
});

/** Checks, says what was found, and returns the number of broken links. */
async function run(cmsUrl: string, token: string, signal: AbortSignal): Promise<number> {
  const uncertain: CheckedLink[] = [];
  const { summary, broken } = await withProgress('Vérification des liens', (update) => {
    let done = 0;
    const onLink = (link: CheckedLink) => {
      update(`${++done} liens`);
      if (link.verdict !== 'ok' && link.status !== 'broken') uncertain.push(link);
    };
    return checkLinks({ cmsUrl, token, signal, onLink });
  });
  const { checked, ok } = summary;
  process.stdout.write(
    `${checked} liens vérifiés : ${ok} répondent, ${summary.broken} cassés, ${summary.unknown} incertains.\n`,
  );
  for (const link of broken) process.stdout.write(brokenLines(link));
  for (const link of uncertain) process.stdout.write(`  incertain : ${link.url} (${describeLink(link)})\n`);
  return broken.length;
}

function brokenLines(link: BrokenLink): string {
  const holders = link.holders.map(
    ({ type, title, locale }) => `      ${TYPES[type] ?? type} (${locale}) : ${title}\n`,
  );
  return `  cassé : ${link.url} (${describeLink(link)})\n${holders.join('')}`;
}
