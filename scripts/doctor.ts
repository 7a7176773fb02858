/** `npm run doctor`: compares the CMS, the snapshot, the files and the indexes, and mends them when asked. */
import { z } from 'zod';
import type { Difference as PublisherDifference } from '../site/publisher/doctor.ts';
import { parseCommand } from './lib/arguments.ts';
import { assertWritable } from './lib/disk.ts';
import { runCommand } from './lib/failure.ts';
import { withProgress } from './lib/progress.ts';
import { order } from './lib/publisher-client.ts';
import { withPublisher } from './lib/reach-publisher.ts';
import { untilStopped } from './lib/signals.ts';
import { readSettings } from './settings.ts';

const HELP = `Usage : npm run doctor [-- --fix]

Compare le CMS, l’instantané, les fichiers et les index, et montre ce qui diffère. Rien ne diffère : rien à réparer.
  --fix   répare
Code de sortie : 0 si tout concorde (après réparation avec --fix), 1 sinon.
`;

const BETWEEN = {
  'cms and snapshot': 'CMS et instantané',
  'snapshot and files': 'instantané et fichiers',
  'files and snapshot': 'fichiers et instantané',
  'snapshot and Meilisearch': 'instantané et Meilisearch',
  'snapshot and Pagefind': 'instantané et Pagefind',
} satisfies Record<PublisherDifference['between'], string>;

const answer = z.object({
  differences: z.array(
    z.object({
      between: z.enum(Object.keys(BETWEEN) as (keyof typeof BETWEEN)[]),
      what: z.string(),
      problem: z.string(),
    }),
  ),
});

type Difference = z.infer<typeof answer>['differences'][number];

await runCommand(async (args) => {
  const { values } = parseCommand(
    {
      args,
      options: { fix: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
    },
    'npm run doctor -- --help',
  );
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const settings = readSettings(process.env);
  assertWritable(settings.home);
  return withPublisher(settings, untilStopped().signal, async ({ publisherUrl, token }) => {
    const ask = async (label: string, path: string) =>
      answer.parse(await withProgress(label, () => order(publisherUrl, token, path))).differences;
    const found = await ask('Examen', '/doctor');
    if (found.length === 0) {
      process.stdout.write('Rien à réparer.\n');
      return 0;
    }
    show(`${found.length} différence(s) :`, found);
    if (!values.fix) {
      process.stdout.write('Pour réparer : npm run doctor -- --fix\n');
      return 1;
    }
    const left = await ask('Réparation', '/doctor/fix');
    if (left.length > 0) show(`${left.length} différence(s) demeurent :`, left);
    else process.stdout.write('Tout est réparé.\n');
    return left.length > 0 ? 1 : 0;
  });
});

function show(title: string, differences: readonly Difference[]): void {
  const lines = differences.map(({ between, what, problem }) => `  ${BETWEEN[between]} : ${what} ${problem}`);
  process.stdout.write(`${[title, ...lines].join('\n')}\n`);
}
