import type { Core } from '@strapi/strapi';
import { MEMBERS } from '../community/tables.ts';
import { inTransaction, type Transaction } from '../database/transaction.ts';
import { phaseAt } from '../events/dates.ts';
import { isRefusing } from '../mail/bounces.ts';
import { notificationMail, type News } from '../mail/notifications.ts';
import { addMail } from '../mail/outbox.ts';
import { isSuspended, type Member } from '../members/members.ts';
import { choicesOf } from './choices.ts';
import { chunks } from './chunks.ts';
import { BATCH_MS } from './pace.ts';
import { readShown, visibleNotifications, type ShownNotification } from './shown.ts';
import { NOTIFICATIONS } from './tables.ts';
import { unsubscribeUrl } from './unsubscribe.ts';

/** Members looked for at a time. */
const MEMBERS_MAX = 500;

/** Puts the mails that are due in the outbox, one a member. Any number of processes may, and any may die. */
export async function sendDue(strapi: Core.Strapi, now = new Date(), isStopped = () => false): Promise<void> {
  const members = await inTransaction(strapi, (trx) =>
    trx(NOTIFICATIONS)
      .where('due_at', '<=', now.toISOString())
      .distinct('member')
      .limit(MEMBERS_MAX)
      .pluck<string[]>('member'),
  );
  for (const member of members) {
    if (isStopped()) return;
    try {
      await inTransaction(strapi, (trx) => mailTo(trx, member, now));
    } catch (error) {
      strapi.log.error(`A member was not told by mail, it will be tried again: ${String(error)}`);
    }
  }
}

/**
 * Writes the mail of a member: it and the note that it was written are one transaction. What is due within five minutes goes
 * along. What was hidden or read meanwhile, and events that are past, are left out; who may not be written to loses it.
 */
async function mailTo(trx: Transaction, id: string, now: Date): Promise<void> {
  const query = trx(MEMBERS).where({ document_id: id });
  // Of two processes the second waits here, and finds nothing due.
  if (trx.client.dialect === 'postgresql') void query.forUpdate();
  const member = await query.first<Member | undefined>('*');
  const own = () => trx(NOTIFICATIONS).where({ member: id });
  if (!(await own().where('due_at', '<=', now.toISOString()).first('id'))) return;
  const taken = (await own()
    .where('due_at', '<=', new Date(now.getTime() + BATCH_MS).toISOString())
    .update({ due_at: null })
    .returning('id')) as { id: string }[];
  if (!member?.email || isSuspended(member, now) || (await isRefusing(trx, id))) return;
  const { email, language } = member;
  const shown: ShownNotification[] = [];
  for (const some of chunks(taken.map((row) => row.id)))
    shown.push(
      ...(await readShown(trx, visibleNotifications(trx).whereIn('n.id', some).orderBy(['n.at', 'w.id']), language)),
    );
  const paces = (await choicesOf(trx, [id])).get(id)!;
  const isToCome = ({ hours }: ShownNotification) => hours === null || phaseAt(hours.endsAt, now) === 'upcoming';
  const wanted = shown.filter((one) => paces[one.kind] !== 'never' && isToCome(one));
  if (wanted.length === 0) return;
  const kinds = [...new Set(wanted.map(({ kind }) => kind))];
  await addMail(trx, notificationMail(email, language, newsOf(wanted), unsubscribeUrl(language, id, kinds)), now);
}

/** Ten answers to a question are one line, which leads to the first of them. */
function newsOf(shown: readonly ShownNotification[]): News[] {
  const inOrder = shown.toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
  const lines = Map.groupBy(inOrder, ({ kind, about }) => `${kind} ${about}`);
  return [...lines.values()].map((same) => {
    const [{ kind, about, title, url, hours }] = same as [ShownNotification];
    return { kind, about, title, url, hours, count: same.length };
  });
}
