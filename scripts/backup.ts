/** `npm run backup`: database and uploads in one file, while the hub runs or not. */
import { fromWhereTyped, parseCommand } from './lib/arguments.ts';
import { writeBackup } from './lib/backup.ts';
import { runCommand } from './lib/failure.ts';
import { withProgress } from './lib/progress.ts';
import { readSettings } from './settings.ts';

const HELP = `Usage : npm run backup -- [FICHIER] [--with-secrets]

Sauvegarde la base et les fichiers déposés en un seul fichier .tar.gz, que le hub tourne ou non.
  FICHIER          palier-DATE.tar.gz dans le dossier courant, par défaut
  --with-secrets   y met aussi les secrets : gardez alors le fichier comme eux
`;

await runCommand(async (args) => {
  const { values, positionals } = parseCommand(
    {
      args,
      allowPositionals: true,
      options: {
        'with-secrets': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    },
    'npm run backup -- --help',
  );
  if (values.help || positionals.length > 1) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const { home, databaseUrl } = readSettings(process.env);
  const date = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const file = fromWhereTyped(positionals[0] ?? `palier-${date}.tar.gz`);
  const { files } = await withProgress('Sauvegarde', () =>
    writeBackup({ home, databaseUrl, file, withSecrets: values['with-secrets'] }),
  );
  const uploads = files.filter(({ path }) => path.startsWith('uploads/')).length;
  const secrets = files.some(({ path }) => path === 'secrets.env');
  process.stdout.write(
    `Sauvegardé dans ${file} : la base, ${uploads} fichier(s) déposé(s)${secrets ? ', les secrets' : ', sans les secrets'}.\n`,
  );
  return 0;
});
