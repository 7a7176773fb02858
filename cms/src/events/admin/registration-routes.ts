import type { AdminAttendance, AdminCancellation, AdminTicket } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { inTransaction } from '../../database/transaction.ts';
import type { AdminRoute } from '../../http/admin-routes.ts';
import { actOn } from '../../registrations/act.ts';
import { markAttended } from '../../registrations/attendance.ts';
import { cancel } from '../../registrations/changes.ts';
import { readRegistrationToken } from '../../registrations/links.ts';
import { findRegistration } from '../../registrations/read.ts';
import { eventsOf } from './events.ts';
import { acting, reading, registrationId } from './http.ts';
import { rankedRegistration, viewOf } from './registrations.ts';

const attendance = z.strictObject({ registration: registrationId, isPresent: z.boolean() });
const cancellation = z.strictObject({ registration: registrationId });
const ticketQuery = z.object({ billet: z.string().max(200) });

/** One registration: who is there, who cannot come, whose ticket it is. */
export const registrationRoutes = (strapi: Core.Strapi): AdminRoute[] => [
  acting('/attendance', attendance, ({ registration, isPresent }) => noteAttendance(strapi, registration, isPresent)),
  acting('/cancel', cancellation, ({ registration }) => cancelOne(strapi, registration)),
  reading('/ticket', ticketQuery, ({ billet }) => readTicket(strapi, billet)),
];

async function noteAttendance(strapi: Core.Strapi, id: string, isPresent: boolean): Promise<AdminAttendance> {
  const isNoted = await inTransaction(strapi, (trx) => markAttended(trx, id, isPresent, new Date()));
  return { outcome: isNoted ? 'done' : 'no-seat' };
}

async function cancelOne(strapi: Core.Strapi, id: string): Promise<AdminCancellation> {
  const found = await inTransaction(strapi, (trx) => findRegistration(trx, id));
  if (!found) return { outcome: 'unknown' };
  const outcome = await actOn(strapi, found.event, new Date(), (open) => cancel(open, id));
  if ('refusal' in outcome) return { outcome: outcome.refusal };
  return { outcome: outcome.isChanged ? 'done' : 'same' };
}

function readTicket(strapi: Core.Strapi, token: string): Promise<AdminTicket> {
  return inTransaction(strapi, async (trx) => {
    const id = readRegistrationToken(token);
    const row = id === undefined ? undefined : await rankedRegistration(trx, id);
    const event = row && (await eventsOf(strapi, trx, [row.event])).get(row.event);
    return { found: row && event ? { event, registration: viewOf(row, new Date()) } : null };
  });
}
