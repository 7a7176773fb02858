import type { Locale, NotificationsData } from '@palier/model';
import type { Transaction } from '../database/transaction.ts';
import { readShown, visibleNotifications } from './shown.ts';
import { NOTIFICATIONS } from './tables.ts';

/** Notifications on one page of the list. */
const PAGE = 20;

/**
 * A page of what a member was told, the newest first; the last page for one that does not exist. An event that is past stays
 * among it, one that was cancelled does not.
 */
export async function listOf(
  trx: Transaction,
  member: string,
  locale: Locale,
  wanted: number,
): Promise<NotificationsData> {
  const own = () => visibleNotifications(trx).where({ 'n.member': member });
  const pages = Math.max(1, Math.ceil((await countOf(own())) / PAGE));
  const page = Math.min(Math.max(1, wanted), pages);
  const shown = await readShown(
    trx,
    own()
      .orderBy([
        { column: 'n.at', order: 'desc' },
        { column: 'w.id', order: 'desc' },
      ])
      .limit(PAGE)
      .offset((page - 1) * PAGE),
    locale,
  );
  return {
    notifications: shown.map(({ id, kind, title, language, url, hours, at, readAt }) => {
      return { id, kind, title, language, url, hours, at, read: readAt !== null };
    }),
    page,
    pages,
    unread: await unreadOf(trx, member),
  };
}

/** How many things a member was told and has not marked as read. */
export const unreadOf = (trx: Transaction, member: string): Promise<number> =>
  countOf(visibleNotifications(trx).where({ 'n.member': member }).whereNull('n.read_at'));

/** Marks a notification of a member as read, or all of them: what was read is not sent by mail any more. */
export async function markRead(trx: Transaction, member: string, which: string, now: Date): Promise<void> {
  const query = trx(NOTIFICATIONS).where({ member }).whereNull('read_at');
  if (which !== 'all') void query.where({ id: which });
  await query.update({ read_at: now.toISOString(), due_at: null });
}

async function countOf(query: ReturnType<typeof visibleNotifications>): Promise<number> {
  const row = (await query.count({ count: '*' }).first()) as { count: number | string };
  return Number(row.count);
}
