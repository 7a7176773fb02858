import { parseArgs } from 'node:util';
import { exitCodeOf, importPaths } from './import-paths.ts';
import { terminalReport } from './report.ts';

const USAGE = `Usage : npm run import -- CHEMIN… [--dry-run]

Importe des fichiers ou des dossiers de Markdown (formats : seeds/README.md).
  --dry-run  dit ce qui se passerait, sans rien écrire
Environnement : CMS_URL (http://127.0.0.1:1337 par défaut), IMPORT_TOKEN`;

process.exitCode = await run(process.argv.slice(2));

async function run(args: string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked.help) {
    console.log(USAGE);
    return 0;
  }
  if (asked.problem !== null) {
    console.error(`${asked.problem}\n\n${USAGE}`);
    return 2;
  }
  const token = process.env.IMPORT_TOKEN ?? '';
  if (token === '') {
    console.error('IMPORT_TOKEN manque → passez par « npm run import », ou donnez le jeton du fichier de secrets.');
    return 2;
  }
  const cmsUrl = process.env.CMS_URL ?? 'http://127.0.0.1:1337';
  const report = terminalReport(process.stdout);
  return exitCodeOf(await importPaths(asked.paths, { dryRun: asked.dryRun, cmsUrl, token, report }));
}

function readArguments(args: string[]): { help: boolean; dryRun: boolean; paths: string[]; problem: string | null } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const problem = positionals.length === 0 ? 'Aucun chemin à importer.' : null;
    return { help: values.help, dryRun: values['dry-run'], paths: positionals, problem };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { help: false, dryRun: false, paths: [], problem: `Option inconnue : ${reason}` };
  }
}
