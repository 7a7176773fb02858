import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { startBrowser } from './lib/browser.ts';
import { SEEDS, temporaryHub } from './lib/hub.ts';
import type { Site } from './lib/site.ts';
import { hostileSuite } from './hostile.suite.ts';
import { membersSuite } from './members.suite.ts';
import { moderationSuite } from './moderation.suite.ts';
import { privacySuite } from './privacy.suite.ts';
import { writingSuite } from './writing.suite.ts';

/** What members and moderators meet, on a hub with the questions of a first start, and what they are about. */
const CONTENT = ['questions', 'topics', 'sectors'].map((name) => join(SEEDS, name));

let site: Site;

beforeAll(async () => {
  const hub = await temporaryHub({ seeds: CONTENT });
  await hub.caughtUp();
  site = { hub, browser: await startBrowser() };
});

afterAll(async () => {
  await site?.browser.close();
  await site?.hub.stop();
});

membersSuite(() => site);
writingSuite(() => site);
moderationSuite(() => site);
privacySuite(() => site);
// Last: the hub is full of attacks afterwards.
hostileSuite(() => site);
