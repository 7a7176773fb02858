/** `npm start`: the whole hub on this machine, from nothing to an address that answers. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure, runCommand } from './lib/failure.ts';
import { type Hub, startHub } from './lib/hub.ts';
import { addMilestones, readMilestones } from './lib/hub-state.ts';
import { homePaths, ROOT } from './lib/paths.ts';
import { withProgress } from './lib/progress.ts';
import { untilStopped } from './lib/signals.ts';
import { readSettings } from './settings.ts';

const HELP = `Usage : npm start

Installe, construit et lance le hub : site, administration, API et recherche, à une seule adresse.
Le premier démarrage crée la base, engendre les secrets et importe seeds/content ; les suivants ne refont rien.

  --help     cette aide

Réglages par variables d’environnement (table complète dans README.md), par exemple :
  PORT=8081 npm start            un autre port
  PALIER_HOME=/srv/palier npm start   un autre dossier pour la base et les fichiers
Arrêter : Ctrl-C.
`;

await runCommand(async (args) => {
  if (parseStart(args).help) {
    process.stdout.write(HELP);
    return 0;
  }
  const stop = untilStopped();
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const settings = readSettings(process.env);
  const seeds = join(ROOT, 'seeds', 'content');
  let hub: Hub;
  try {
    hub = await startHub({
      home: settings.home,
      port: settings.port,
      seeds: existsSync(seeds) ? [seeds] : [],
      signal: stop.signal,
      step: withProgress,
      say,
    });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    say('Arrêté avant d’être prêt ; npm start reprendra où il en était.');
    return 130;
  }
  say(welcome(hub));
  addMilestones(hub.home, { signInShown: true });
  await stop.asked;
  say('Arrêt…');
  await hub.stop();
  say('Palier est arrêté.');
  return 0;
});

function parseStart(args: string[]): { help: boolean } {
  try {
    return {
      help: parseArgs({ args, options: { help: { type: 'boolean', short: 'h', default: false } } }).values.help,
    };
  } catch (error) {
    throw new Failure(
      `argument inconnu (${error instanceof Error ? error.message : String(error)}).`,
      'Voyez npm start -- --help',
    );
  }
}

/** Where to go and how to sign in; the generated password the first time only. */
function welcome(hub: Hub): string {
  const { home, settings, secrets } = hub;
  const address = process.env['PALIER_URL'] ? settings.publicUrl : `http://localhost:${new URL(hub.url).port}`;
  const secretsFile = homePaths(home).secrets;
  const known = readMilestones(home).signInShown === true;
  const password = process.env['ADMIN_PASSWORD']
    ? 'celui de ADMIN_PASSWORD'
    : known
      ? `montré au premier démarrage (ADMIN_PASSWORD dans ${secretsFile})`
      : `${secrets.ADMIN_PASSWORD}   (montré cette seule fois ; gardé dans ${secretsFile})`;
  return [
    '',
    'Palier est prêt.',
    '',
    `  Site             ${address}/`,
    `  Administration   ${address}/admin`,
    `    adresse        ${settings.adminEmail}`,
    `    mot de passe   ${password}`,
    '',
    ...(process.env['SMTP_URL']
      ? []
      : [`  Courriels        ${homePaths(home).mails}   (SMTP_URL absent : aucun ne part)`]),
    `  Journaux         ${homePaths(home).logs}`,
    '  Arrêter          Ctrl-C',
    '',
  ].join('\n');
}
