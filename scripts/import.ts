/** `npm run import`: Markdown files and folders into the CMS, running or started for it. */
import { exitCodeOf, importPaths } from '../seeds/importer/import-paths.ts';
import { terminalReport } from '../seeds/importer/report.ts';
import { fromWhereTyped, parseCommand } from './lib/arguments.ts';
import { assertWritable } from './lib/disk.ts';
import { runCommand } from './lib/failure.ts';
import { withCms } from './lib/reach-cms.ts';
import { untilStopped } from './lib/signals.ts';
import { readSettings } from './settings.ts';

const HELP = `Usage : npm run import -- CHEMIN… [--dry-run]

Importe des fichiers ou des dossiers de Markdown (formats : seeds/README.md) dans le hub qui tourne ; s’il ne
tourne pas, son CMS est lancé le temps de l’import.
  --dry-run   dit ce qui se passerait, sans rien écrire
`;

await runCommand(async (args) => {
  const { values, positionals } = parseCommand(
    {
      args,
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    },
    'npm run import -- --help',
  );
  if (values.help || positionals.length === 0) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const stop = untilStopped();
  const settings = readSettings(process.env);
  assertWritable(settings.home);
  return withCms(settings, stop.signal, async ({ cmsUrl, secrets }) => {
    const work = importPaths(positionals.map(fromWhereTyped), {
      dryRun: values['dry-run'],
      cmsUrl,
      token: secrets.IMPORT_TOKEN,
      report: terminalReport(process.stdout),
    }).then(exitCodeOf);
    // Each document is whole or absent: what was sent stays, the rest waits for another import.
    return Promise.race([work, stop.asked.then(() => 130)]);
  });
});
