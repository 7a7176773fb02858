import { importPaths } from '../../seeds/importer/import-paths.ts';
import { silentReport } from '../../seeds/importer/report.ts';
import { Failure } from './failure.ts';
import { call } from './http.ts';
import { addMilestones, readMilestones } from './hub-state.ts';
import type { Step } from './progress.ts';

export interface FirstContent {
  home: string;
  cmsUrl: string;
  feedToken: string;
  importToken: string;
  paths: readonly string[];
  step: Step;
  say: (line: string) => void;
}

/**
 * Imports the first content of a new hub, once: not again when editors have changed or removed it since, nor into
 * a database that holds something already. An import that was cut short goes on at the next start.
 * @throws Failure when the CMS refuses it.
 */
export async function importFirstContent(options: FirstContent): Promise<void> {
  const { home, cmsUrl, paths, step, say } = options;
  const reached = readMilestones(home).seeds;
  if (reached === 'finished') return;
  if (reached === undefined && !(await isEmpty(cmsUrl, options.feedToken))) {
    addMilestones(home, { seeds: 'finished' });
    return;
  }
  addMilestones(home, { seeds: 'started' });
  const refused: string[] = [];
  let total = 0;
  const summary = await step('Import du premier contenu', (update) =>
    importPaths([...paths], {
      dryRun: false,
      cmsUrl,
      token: options.importToken,
      report: {
        ...silentReport,
        start: (files) => (total = files),
        progress: (done) => update(`${done}/${total} fichiers`),
        refused: (file, { reason, remedy }) => refused.push(`${file} : ${reason} → ${remedy}`),
      },
    }),
  );
  if (summary.stopped !== null) {
    throw new Failure(
      `le premier contenu n’est pas importé : ${summary.stopped.reason}.`,
      `${summary.stopped.remedy}.`,
    );
  }
  for (const line of refused) say(`Refusé : ${line}`);
  addMilestones(home, { seeds: 'finished' });
}

/** True when nothing was ever published in the database of this CMS. */
async function isEmpty(cmsUrl: string, token: string): Promise<boolean> {
  const { status, body } = await call(`${cmsUrl}/api/feed?after=0&limit=1`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (status === 410) return false;
  if (status !== 200) {
    throw new Failure(
      `le CMS répond ${status} à la lecture de son flux.`,
      'Voyez logs/cms.log dans le dossier du hub.',
      [body],
    );
  }
  return (JSON.parse(body) as { head: number }).head === 0;
}
