import { afterAll, beforeAll } from 'vitest';
import { startBrowser } from './lib/browser.ts';
import { SEEDS, temporaryHub } from './lib/hub.ts';
import type { Site } from './lib/site.ts';
import { pagesSuite } from './pages.suite.ts';
import { readingSuite } from './reading.suite.ts';
import { searchSuite } from './search.suite.ts';

/** What readers meet, on one hub with the content of a first start: filling it takes the better part of a minute. */

let site: Site;

beforeAll(async () => {
  const hub = await temporaryHub({ seeds: [SEEDS] });
  await hub.caughtUp();
  site = { hub, browser: await startBrowser() };
});

afterAll(async () => {
  await site?.browser.close();
  await site?.hub.stop();
});

pagesSuite(() => site);
readingSuite(() => site);
searchSuite(() => site);
