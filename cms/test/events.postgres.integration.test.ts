import { afterAll, beforeAll } from 'vitest';
import { eventAdminSuite } from './event-admin.suite.ts';
import { eventNotificationsSuite } from './event-notifications.suite.ts';
import { eventsSuite } from './events.suite.ts';
import { registeringSuite } from './registering.suite.ts';
import { startCms, type TestCms } from './strapi.ts';

let cms: TestCms;

beforeAll(async () => {
  cms = await startCms('postgres');
});

afterAll(() => cms?.stop());

eventsSuite(() => cms);
registeringSuite(() => cms);
eventNotificationsSuite(() => cms);
eventAdminSuite(() => cms);
