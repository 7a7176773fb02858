import { afterAll, beforeAll } from 'vitest';
import { admissionSuite } from './admission.suite.ts';
import { hostileSuite } from './hostile.suite.ts';
import { mailSuite } from './mail.suite.ts';
import { moderationSuite } from './moderation.suite.ts';
import { notificationsSuite } from './notifications.suite.ts';
import { postingSuite } from './posting.suite.ts';
import { providerSuite } from './provider.suite.ts';
import { queueSuite } from './queue.suite.ts';
import { registrationsDataSuite } from './registrations-data.suite.ts';
import { signInSuite } from './sign-in.suite.ts';
import { startCms, type TestCms } from './strapi.ts';
import { threadsSuite } from './threads.suite.ts';
import { writingSuite } from './writing.suite.ts';

let cms: TestCms;

beforeAll(async () => {
  cms = await startCms('sqlite');
});

afterAll(() => cms?.stop());

threadsSuite(() => cms);
signInSuite(() => cms);
postingSuite(() => cms);
writingSuite(() => cms);
hostileSuite(() => cms);
moderationSuite(() => cms);
queueSuite(() => cms);
admissionSuite(() => cms);
notificationsSuite(() => cms);
mailSuite(() => cms);
providerSuite(() => cms);
registrationsDataSuite(() => cms);
