import { afterAll, beforeAll } from 'vitest';
import { startCms, type TestCms } from './strapi.ts';
import { threadsSuite } from './threads.suite.ts';

let cms: TestCms;

beforeAll(async () => {
  cms = await startCms('sqlite');
});

afterAll(() => cms?.stop());

threadsSuite(() => cms);
