import type { Core } from '@strapi/strapi';
import { MEMBERS } from '../community/tables.ts';
import { inTransaction, writeTransaction } from '../database/transaction.ts';
import { forgetMails } from '../mail/outbox.ts';
import { forgetPayloads } from '../moderation/payloads.ts';
import { forgetProofs } from '../moderation/proof.ts';
import { forgetNotifications } from '../notifications/personal-data.ts';
import { forgetRegistrations } from '../registrations/personal-data.ts';
import { findMember } from './members.ts';
import { eraseMember } from './personal-data.ts';
import { forgetRequests } from './provider.ts';
import { forgetRates } from './rates.ts';
import { forgetSessions } from './sessions.ts';
import { forgetSignIns } from './sign-in.ts';

const DAY_MS = 24 * 3_600_000;

/** How long things are kept, in days; the page on personal data says the same. */
export const KEPT_DAYS = {
  /** A member who does not come: erased, posts under no name. */
  member: 3 * 365,
  /** That a mail was sent, without its text. */
  mail: 30,
  /** What a member was told on the site. */
  notification: 90,
  /** Who registered for an event, once it has ended. */
  registration: 90,
} as const;

/** Erases what is no longer to be kept: once a day, by one process. Returns how much. */
export async function eraseOldMembers(strapi: Core.Strapi, now = new Date()): Promise<number> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const forgotten = await inTransaction(strapi, async (trx) => {
    const counts = [
      await forgetSessions(trx, now),
      await forgetSignIns(trx, now),
      await forgetRequests(trx, now),
      await forgetRates(trx, now),
      await forgetPayloads(trx, now),
      await forgetProofs(trx, now),
      await forgetMails(trx, before(KEPT_DAYS.mail)),
      await forgetNotifications(trx, before(KEPT_DAYS.notification)),
      await forgetRegistrations(trx, before(KEPT_DAYS.registration)),
    ];
    return counts.reduce((sum, count) => sum + count, 0);
  });
  const absent = await inTransaction(strapi, (trx) =>
    trx(MEMBERS)
      .whereNot({ state: 'erased' })
      .whereNotNull('email') // The hub's own team signs in never.
      .where('seen_at', '<', before(KEPT_DAYS.member).toISOString())
      .pluck<string[]>('document_id'),
  );
  for (const id of absent) {
    await writeTransaction(strapi, async (write) => {
      const member = await findMember(write.trx, id);
      if (member) await eraseMember(strapi, write, member, 'keep');
    });
  }
  return forgotten + absent.length;
}
