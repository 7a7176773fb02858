/** `npm run restore`: puts a backup in the place of what the hub holds. */
import { fromWhereTyped, parseCommand } from './lib/arguments.ts';
import { restoreBackup } from './lib/backup.ts';
import { assertWritable } from './lib/disk.ts';
import { runCommand } from './lib/failure.ts';
import { withProgress } from './lib/progress.ts';
import { readSettings } from './settings.ts';

const HELP = `Usage : npm run restore -- FICHIER [--force]

Remet une sauvegarde de npm run backup. Le hub doit être arrêté. Tout est vérifié avant que rien ne change.
  --force   remplace la base présente
Les pages et la recherche suivent au prochain npm start.
`;

await runCommand(async (args) => {
  const { values, positionals } = parseCommand(
    {
      args,
      allowPositionals: true,
      options: { force: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
    },
    'npm run restore -- --help',
  );
  const [file] = positionals;
  if (values.help || file === undefined || positionals.length > 1) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const { home, databaseUrl } = readSettings(process.env);
  assertWritable(home);
  const manifest = await withProgress('Restauration', () =>
    restoreBackup({ home, databaseUrl, file: fromWhereTyped(file), force: values.force }),
  );
  process.stdout.write(`Restauré : la sauvegarde du ${manifest.createdAt}. Lancez npm start : les pages suivront.\n`);
  return 0;
});
