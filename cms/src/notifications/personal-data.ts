import type { Transaction } from '../database/transaction.ts';
import { choicesOf } from './choices.ts';
import { FOLLOWS } from './follows.ts';
import { NOTIFICATIONS } from './tables.ts';

/** What a member was told, chose and follows, for the file of their data. */
export async function notificationDataOf(trx: Transaction, member: string): Promise<Record<string, unknown>> {
  const told = await trx(NOTIFICATIONS).where({ member }).orderBy('at').select('kind', 'target', 'at', 'read_at');
  const follows = await trx(FOLLOWS).where({ member }).orderBy('at').select('kind', 'target', 'following', 'at');
  return {
    notifications: told.map(({ kind, target, at, read_at }) => ({
      kind,
      ...(kind === 'new-event' ? { event: target } : { post: target }),
      at,
      readAt: read_at,
    })),
    notificationChoices: (await choicesOf(trx, [member])).get(member),
    follows: follows.map(({ following, ...rest }) => ({ ...rest, following: Boolean(following) })),
  };
}

/** Forgets all of it: the account is erased. */
export async function dropNotificationData(trx: Transaction, member: string): Promise<void> {
  for (const table of [NOTIFICATIONS, FOLLOWS, 'palier_notification_choices', 'palier_bounces'])
    await trx(table).where({ member }).delete();
}

/** Forgets what members were told so long ago. */
export const forgetNotifications = (trx: Transaction, before: Date): Promise<number> =>
  trx(NOTIFICATIONS).where('at', '<', before.toISOString()).delete();
