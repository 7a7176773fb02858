import { afterAll, beforeAll } from 'vitest';
import { contributionsSuite } from './contributions.suite.ts';
import { feedbackSuite } from './feedback.suite.ts';
import { jobsSuite } from './jobs.suite.ts';
import { linksSuite } from './links.suite.ts';
import { searchGapsSuite } from './search-gaps.suite.ts';
import { stateSuite } from './state.suite.ts';
import { startCms, type TestCms } from './strapi.ts';

// A CMS of its own: every published link leads to this machine.
let cms: TestCms;

beforeAll(async () => {
  cms = await startCms('sqlite');
});

afterAll(() => cms?.stop());

linksSuite(() => cms);
feedbackSuite(() => cms);
contributionsSuite(() => cms);
jobsSuite(() => cms);
searchGapsSuite(() => cms);
stateSuite(() => cms);
