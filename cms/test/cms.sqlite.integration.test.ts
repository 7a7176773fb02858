import { afterAll, beforeAll } from 'vitest';
import { adminSuite } from './admin.suite.ts';
import { feedSuite, pruningSuite } from './feed.suite.ts';
import { importSuite } from './import.suite.ts';
import { previewSuite } from './preview.suite.ts';
import { publishedSuite } from './published.suite.ts';
import { scheduleSuite } from './schedule.suite.ts';
import { rolesSuite } from './roles.suite.ts';
import { rulesSuite } from './rules.suite.ts';
import { startCms, type TestCms } from './strapi.ts';

let cms: TestCms;

beforeAll(async () => {
  cms = await startCms('sqlite');
});

afterAll(() => cms?.stop());

feedSuite(() => cms);
publishedSuite(() => cms);
importSuite(() => cms);
scheduleSuite(() => cms);
previewSuite(() => cms);
rulesSuite(() => cms);
adminSuite(() => cms);
rolesSuite(() => cms);
pruningSuite(() => cms);
