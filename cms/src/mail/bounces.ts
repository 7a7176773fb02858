import { MEMBERS } from '../community/tables.ts';
import type { Transaction } from '../database/transaction.ts';

const BOUNCES = 'palier_bounces';

/** So many mails refused for good one after the other: the address takes none any more. */
const REFUSALS_MAX = 3;

/** Counts a mail to a member that was refused for good. Of addresses that no member has nothing is kept. */
export async function noteBounce(trx: Transaction, recipient: string, reason: string, now: Date): Promise<void> {
  const member = await memberOf(trx, recipient);
  if (member === undefined) return;
  const last = { reason: reason.slice(0, 300), at: now.toISOString() };
  await trx(BOUNCES)
    .insert({ member, count: 1, ...last })
    .onConflict('member')
    .merge({ count: trx.raw('?? + 1', [`${BOUNCES}.count`]), ...last });
}

/** Begins the count again: a mail was taken. */
export async function noteDelivery(trx: Transaction, recipient: string): Promise<void> {
  const member = await memberOf(trx, recipient);
  if (member !== undefined) await forgetBounces(trx, member);
}

/** Begins the count again: the member is there. */
export const forgetBounces = (trx: Transaction, member: string): Promise<number> =>
  trx(BOUNCES).where({ member }).delete();

/** True when mails to a member were refused so often that none is sent. */
export async function isRefusing(trx: Transaction, member: string): Promise<boolean> {
  return (await trx(BOUNCES).where({ member }).where('count', '>=', REFUSALS_MAX).first('member')) !== undefined;
}

async function memberOf(trx: Transaction, email: string): Promise<string | undefined> {
  const row = await trx(MEMBERS).where({ email }).first<{ document_id: string } | undefined>('document_id');
  return row?.document_id;
}
