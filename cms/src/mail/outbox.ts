import { newId } from '../community/rows.ts';
import type { Transaction } from '../database/transaction.ts';

const MAILS = 'palier_mails';

/** A mail as it is written; the sender is added when it leaves. */
export interface Mail {
  recipient: string;
  /** What it is for, for the count of bounces and the journal. */
  kind: string;
  subject: string;
  text: string;
  html: string;
  headers?: Readonly<Record<string, string>>;
  /** What a calendar is to do with the event that the mail is about. */
  invite?: Invite;
}

/** A part of a mail that calendars read (iMIP, RFC 6047). */
export interface Invite {
  method: 'REQUEST' | 'CANCEL';
  /** A calendar of the same METHOD. */
  text: string;
}

export interface WaitingMail extends Required<Omit<Mail, 'invite'>> {
  id: string;
  invite: Invite | null;
  tries: number;
}

/** Puts a mail in the outbox, in the transaction of what it is about: both happen or neither does. */
export async function addMail(trx: Transaction, mail: Mail, now: Date): Promise<void> {
  const { headers = {}, invite = null, ...rest } = mail;
  await trx(MAILS).insert({
    id: newId(),
    ...rest,
    headers: JSON.stringify(headers),
    invite: invite && JSON.stringify(invite),
    created_at: now.toISOString(),
    due_at: now.toISOString(),
    state: 'waiting',
    tries: 0,
  });
}

/**
 * Takes the next mail that is due, so that no other process does. What is taken is never taken again by itself: a process
 * that dies in between may have sent it, and a mail that comes twice is worse than one that does not come.
 */
export async function takeMail(trx: Transaction, now: Date): Promise<WaitingMail | undefined> {
  const next = trx(MAILS)
    .where({ state: 'waiting' })
    .where('due_at', '<=', now.toISOString())
    .orderBy('due_at')
    .limit(1);
  // Two processes look for the next at once: each takes another row.
  const id = trx.client.dialect === 'postgresql' ? next.select('id').forUpdate().skipLocked() : next.select('id');
  const [row] = (await trx(MAILS)
    .where('id', '=', id)
    .where({ state: 'waiting' })
    .update({ state: 'sending', tries: trx.raw('tries + 1') })
    .returning('*')) as (Omit<WaitingMail, 'headers' | 'invite'> & { headers: string; invite: string | null })[];
  if (!row) return undefined;
  const invite = row.invite === null ? null : (JSON.parse(row.invite) as Invite);
  return { ...row, headers: JSON.parse(row.headers) as Record<string, string>, invite };
}

const FORGOTTEN = { text: '', html: '', invite: null };

/** Notes that a mail has left. Its text is forgotten: it may hold a link that opens an account. */
export const noteSent = (trx: Transaction, id: string): Promise<number> =>
  trx(MAILS)
    .where({ id })
    .update({ state: 'sent', ...FORGOTTEN });

/** Notes that a mail was refused; `again`: when to try once more, null when there is no use. */
export const noteRefused = (trx: Transaction, id: string, reason: string, again: Date | null): Promise<number> =>
  trx(MAILS)
    .where({ id })
    .update({
      reason: reason.slice(0, 300),
      ...(again ? { state: 'waiting', due_at: again.toISOString() } : { state: 'failed', ...FORGOTTEN }),
    });

/** Forgets mails that are done with, after so long. */
export const forgetMails = (trx: Transaction, before: Date): Promise<number> =>
  trx(MAILS).where('created_at', '<', before.toISOString()).whereNot({ state: 'waiting' }).delete();

/** Takes back what waits for an address: the account was erased. */
export const dropMailsTo = (trx: Transaction, recipient: string): Promise<number> =>
  trx(MAILS).where({ recipient }).delete();
