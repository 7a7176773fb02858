import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { startBrowser } from './lib/browser.ts';
import { SEEDS, temporaryHub } from './lib/hub.ts';
import type { Site } from './lib/site.ts';
import { applicabilitySuite } from './tools/applicability.suite.ts';
import { assessmentSuite } from './tools/assessment.suite.ts';
import { incidentSuite } from './tools/incident.suite.ts';
import { homologationSuite } from './tools/homologation.suite.ts';
import { pathSuite } from './tools/path.suite.ts';
import { registrationFileSuite } from './tools/registration-file.suite.ts';
import { statisticsSuite } from './tools/statistics.suite.ts';

/** The tools, on a hub with the few documents that they lead to. */

let site: Site;

beforeAll(async () => {
  // Terms, a third of the content, are of no use to them.
  const folders = readdirSync(SEEDS).filter((folder) => folder !== 'glossary');
  const hub = await temporaryHub({ seeds: folders.map((folder) => join(SEEDS, folder)) });
  await hub.caughtUp();
  site = { hub, browser: await startBrowser() };
});

afterAll(async () => {
  await site?.browser.close();
  await site?.hub.stop();
});

applicabilitySuite(() => site);
assessmentSuite(() => site);
pathSuite(() => site);
incidentSuite(() => site);
registrationFileSuite(() => site);
homologationSuite(() => site);
statisticsSuite(() => site);
