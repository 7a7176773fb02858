import { REGISTRATION_STATES, type AdminEventPage, type AdminRegistrations } from '@palier/model';
import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { inTransaction } from '../../database/transaction.ts';
import type { AdminContext, AdminRoute } from '../../http/admin-routes.ts';
import { mailingsOf } from '../mailings.ts';
import { eventsOf, listEvents } from './events.ts';
import { registrationsFile } from './export.ts';
import { figuresOf } from './figures.ts';
import { eventId, pageNumber, reading, searched } from './http.ts';
import { listRegistrations } from './registrations.ts';

const listQuery = z.object({ when: z.enum(['upcoming', 'past']).default('upcoming'), q: searched, page: pageNumber });
const oneQuery = z.object({ event: eventId });
const registrationsQuery = z.object({
  event: eventId,
  state: z.enum(REGISTRATION_STATES).optional(),
  q: searched,
  page: pageNumber,
});

/** Events, who registered for each, and their file. */
export const eventRoutes = (strapi: Core.Strapi): AdminRoute[] => [
  reading('/events', listQuery, (query) => inTransaction(strapi, (trx) => listEvents(strapi, trx, query, new Date()))),
  reading('/event', oneQuery, ({ event }) => readEvent(strapi, event)),
  reading('/registrations', registrationsQuery, (query): Promise<AdminRegistrations> =>
    inTransaction(strapi, (trx) => listRegistrations(trx, query, new Date())),
  ),
  reading('/file', oneQuery, ({ event }, context) => readFile(strapi, context, event)),
];

function readEvent(strapi: Core.Strapi, id: string): Promise<AdminEventPage> {
  return inTransaction(strapi, async (trx) => {
    const event = (await eventsOf(strapi, trx, [id])).get(id);
    if (!event) return { found: null };
    return {
      found: { event, figures: await figuresOf(strapi, trx, id), mailings: await mailingsOf(trx, id) },
    };
  });
}

async function readFile(strapi: Core.Strapi, context: AdminContext, id: string): Promise<string> {
  const file = await inTransaction(strapi, async (trx) => {
    const event = (await eventsOf(strapi, trx, [id])).get(id);
    return event && registrationsFile(strapi, trx, event, new Date());
  });
  if (file === undefined) throw new errors.NotFoundError('Aucun événement n’est à cette adresse.');
  context.set('Content-Type', 'text/csv; charset=utf-8');
  context.set('Content-Disposition', `attachment; filename="inscriptions-${id}.csv"`);
  return file;
}
