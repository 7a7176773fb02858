import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { logError } from './log.ts';
import { startFront } from './server.ts';
import { SettingsError, readSettings } from './settings.ts';
import type { FrontSettings } from './settings.ts';

/** The front server as a process: settings from the environment, one line when it cannot start. */

const DEFAULT_HOME = resolve(import.meta.dirname, '../../../.palier');

try {
  const settings = readSettings(process.env, DEFAULT_HOME);
  await checkHome(settings.home);
  await run(settings);
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(`Serveur public : ${error.message}`);
  process.exitCode = 1;
}

async function checkHome(home: string): Promise<void> {
  const found = await stat(home).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) {
    throw new SettingsError(
      `dossier ${home} illisible (${found.code}). Lancez npm start, qui le crée, ou corrigez PALIER_HOME.`,
    );
  }
  if (!found.isDirectory()) throw new SettingsError(`${home} n’est pas un dossier. Corrigez PALIER_HOME.`);
}

async function run(settings: FrontSettings): Promise<void> {
  const front = await startFront(settings).catch((error: NodeJS.ErrnoException) => {
    throw new SettingsError(listenProblem(error, settings));
  });
  console.log(`Serveur public : ${front.url}`);
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      front.close().catch((error: unknown) => {
        logError('stop_failed', error);
        process.exitCode = 1;
      });
    });
  }
}

function listenProblem({ code, message }: NodeJS.ErrnoException, { host, port }: FrontSettings): string {
  switch (code) {
    case 'EADDRINUSE':
      return `le port ${port} est déjà pris. Arrêtez ce qui l’occupe, ou donnez un autre PORT.`;
    case 'EACCES':
      return `le port ${port} demande plus de droits. Donnez un PORT d’au moins 1024.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `l’adresse ${host} n’est pas celle de cette machine. Corrigez HOST.`;
    default:
      return `démarrage impossible sur ${host}:${port} (${code ?? message}). Vérifiez HOST et PORT.`;
  }
}
