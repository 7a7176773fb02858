import { MESSAGE_AUDIENCES, MESSAGE_LIMITS, lines, oneLine, type AdminMessage } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { inTransaction } from '../../database/transaction.ts';
import type { AdminRoute } from '../../http/admin-routes.ts';
import { eventFacts } from '../facts.ts';
import { addMailing } from '../mailings.ts';
import { acting, eventId } from './http.ts';

/** Longer than any text that is taken, with what is cleaned from it. */
const SENT_MAX = 20_000;

const cleaned = (clean: (text: string) => string, max: number) =>
  z.string().max(SENT_MAX).transform(clean).pipe(z.string().min(1).max(max));

const message = z.strictObject({
  event: eventId,
  audience: z.enum(MESSAGE_AUDIENCES),
  subject: cleaned(oneLine, MESSAGE_LIMITS.subject),
  text: cleaned(lines, MESSAGE_LIMITS.text),
  /** Of the form: sent again, it tells nobody twice. */
  key: z.string().regex(/^[0-9a-zA-Z-]{8,64}$/),
});

/** Messages to those who registered: mails that go by the job, once. */
export const messageRoutes = (strapi: Core.Strapi): AdminRoute[] => [
  acting('/message', message, (sent) => send(strapi, sent)),
];

function send(strapi: Core.Strapi, { event, key, ...content }: z.infer<typeof message>): Promise<AdminMessage> {
  return inTransaction(strapi, async (trx) => {
    // The mail says of which event it is: one that nobody can see has none.
    if (!(await eventFacts(strapi, event, 'fr'))) return { outcome: 'not-published' };
    const isNew = await addMailing(trx, event, key, { what: 'message', ...content }, new Date());
    return { outcome: isNew ? 'done' : 'already' };
  });
}
