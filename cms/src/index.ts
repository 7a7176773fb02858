import type { Core } from '@strapi/strapi';
import { applyAdminViews } from './admin-views/apply.ts';
import { createFirstAdministrator } from './administrators/first-administrator.ts';
import { addCheckRoute } from './checks/route.ts';
import { createLocales } from './content/locales.ts';
import { registerCustomFields } from './custom-fields/register.ts';
import { registerEventAdmin } from './events/admin/routes.ts';
import { startEventClock, stopEventClock } from './events/clock.ts';
import { startEventMailings, stopEventMailings } from './events/mailings.ts';
import { recordFileChanges } from './feed/files.ts';
import { startKeepingStatistics, stopKeepingStatistics } from './database/statistics.ts';
import { startPruning, stopPruning } from './feed/prune.ts';
import { recordChanges } from './feed/record-changes.ts';
import { endWaits } from './feed/waiters.ts';
import { keepSchedules } from './schedule/keep.ts';
import { startSchedule, stopSchedule } from './schedule/run.ts';
import { startDailyJobs, stopDailyJobs } from './jobs/daily.ts';
import { startLinkChecks, stopLinkChecks } from './links/schedule.ts';
import { guardCommunity } from './community/guard.ts';
import { startShowingScores, stopShowingScores } from './community/scores.ts';
import { startMailing, stopMailing } from './mail/dispatch.ts';
import { startNotifying, stopNotifying } from './notifications/run.ts';
import { registerModeration } from './moderation/admin/routes.ts';
import { guardSearchGaps } from './search-gaps/guard.ts';
import { registerState } from './state/route.ts';
import { applyRoles } from './roles/apply.ts';
import { guardPublication } from './roles/guard-publication.ts';
import { guardUsers } from './roles/guard-users.ts';
import { registerPermissions } from './roles/permissions.ts';

export default {
  async register({ strapi }: { strapi: Core.Strapi }) {
    // Before the plugins start: our transaction is then outside of what i18n copies to the other languages.
    recordChanges(strapi);
    keepSchedules(strapi); // Inside of it: a schedule and the change that it goes with are one transaction.
    registerState(strapi);
    guardPublication(strapi);
    guardSearchGaps(strapi);
    guardCommunity(strapi);
    registerCustomFields(strapi);
    addCheckRoute(strapi);
    registerModeration(strapi);
    registerEventAdmin(strapi);
    await registerPermissions(strapi);
  },

  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await createLocales(strapi);
    guardUsers(strapi);
    await createFirstAdministrator(strapi);
    await applyRoles(strapi);
    await applyAdminViews(strapi);
    recordFileChanges(strapi);
    startPruning(strapi);
    await startKeepingStatistics(strapi);
    startSchedule(strapi);
    startDailyJobs(strapi);
    startEventClock(strapi);
    startLinkChecks(strapi);
    startMailing(strapi);
    startEventMailings(strapi);
    startNotifying(strapi);
    startShowingScores(strapi);
  },

  async destroy() {
    stopPruning();
    stopKeepingStatistics();
    stopDailyJobs();
    await stopEventClock();
    stopLinkChecks();
    await stopShowingScores();
    await stopNotifying();
    await stopEventMailings();
    await stopMailing();
    endWaits();
    await stopSchedule();
  },
};
