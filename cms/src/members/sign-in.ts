import { randomInt } from 'node:crypto';
import type { Locale } from '@palier/model';
import { newId } from '../community/rows.ts';
import type { Transaction } from '../database/transaction.ts';
import { addMail } from '../mail/outbox.ts';
import { signInMail } from '../mail/sign-in.ts';
import { newToken, sameDigest, secretDigest, tokenHash } from './digests.ts';
import { mayBelong } from './members.ts';
import { countOnce, type Rate } from './rates.ts';

const SIGN_INS = 'palier_sign_ins';

/** How long a link, or its code, can be used, in ms. */
export const SIGN_IN_MS = 15 * 60_000;

/** Wrong codes for one link: with the next one it is worth nothing. */
const TRIES_MAX = 5;

const HOUR_MS = 3_600_000;

/** Links for one address, asked from one machine; codes tried from one machine. */
const LINKS_TO_ADDRESS: Rate = { what: 'links to an address', times: 6, spanMs: HOUR_MS };
const LINKS_FROM_MACHINE: Rate = { what: 'links from a machine', times: 30, spanMs: HOUR_MS };
const CODES_FROM_MACHINE: Rate = { what: 'codes from a machine', times: 40, spanMs: HOUR_MS };

interface SignInRow {
  id: string;
  code_hash: string;
  email: string;
  return_to: string;
  tries: number;
}

/** A link that was good. */
export interface UsedLink {
  email: string;
  returnTo: string;
}

/** Who asks: the secret of the browser, and the machine that it runs on. */
export interface Asker {
  browser: string;
  machine: string;
}

/**
 * Sends a link and a code to an address. Whether a member has it is not looked up: what is answered, and how fast, is the same.
 * Beyond the limits nothing is sent, and the answer is still the same. So it is for an address of a blocked domain, at which
 * members alone get a link.
 */
export async function askForLink(
  trx: Transaction,
  { email, locale, returnTo }: { email: string; locale: Locale; returnTo: string },
  { browser, machine }: Asker,
  now: Date,
): Promise<void> {
  const fromMachine = await countOnce(trx, LINKS_FROM_MACHINE, machine, now);
  const toAddress = await countOnce(trx, LINKS_TO_ADDRESS, email, now);
  if (!fromMachine || !toAddress || !(await mayBelong(trx, email))) return;
  const id = newId();
  const token = newToken();
  const code = String(randomInt(100_000_000)).padStart(8, '0');
  await trx(SIGN_INS).insert({
    id,
    token_hash: tokenHash(token),
    code_hash: codeHash(id, code),
    browser_hash: tokenHash(browser),
    email,
    return_to: returnTo,
    asked_at: now.toISOString(),
    tries: 0,
  });
  await addMail(trx, signInMail(email, locale, token, `${code.slice(0, 4)} ${code.slice(4)}`), now);
}

/** True when the link with this token can be used in this browser now. Changes nothing. */
export async function canUseLink(trx: Transaction, token: string, browser: string, now: Date): Promise<boolean> {
  return (
    (await usable(trx, browser, now)
      .where({ token_hash: tokenHash(token) })
      .first('id')) !== undefined
  );
}

/** Uses a link, once: of several that try at the same time one succeeds. Undefined when it is worth nothing here. */
export async function takeLink(
  trx: Transaction,
  token: string,
  browser: string,
  now: Date,
): Promise<UsedLink | undefined> {
  const [row] = (await usable(trx, browser, now)
    .where({ token_hash: tokenHash(token) })
    .update({ used_at: now.toISOString() })
    .returning(['email', 'return_to'])) as SignInRow[];
  return row && { email: row.email, returnTo: row.return_to };
}

/**
 * Uses the last link that this browser asked for, by its code. Five wrong ones, and the link is worth nothing.
 *
 * @returns `wrong` also when there is no link; `too-many` when this machine tried too often
 */
export async function takeCode(
  trx: Transaction,
  code: string,
  { browser, machine }: Asker,
  now: Date,
): Promise<UsedLink | 'wrong' | 'too-many'> {
  if (!(await countOnce(trx, CODES_FROM_MACHINE, machine, now))) return 'too-many';
  const row = await usable(trx, browser, now).orderBy('asked_at', 'desc').first<SignInRow | undefined>('*');
  if (!row) return 'wrong';
  // Counted before it is compared: those who try at once are counted one by one.
  const [{ tries }] = (await trx(SIGN_INS).where({ id: row.id }).increment('tries', 1).returning('tries')) as [
    SignInRow,
  ];
  if (tries > TRIES_MAX || !sameDigest(row.code_hash, codeHash(row.id, code))) return 'wrong';
  const taken = await usable(trx, browser, now).where({ id: row.id }).update({ used_at: now.toISOString() });
  return taken ? { email: row.email, returnTo: row.return_to } : 'wrong';
}

/** Removes requests that can no longer be used. */
export const forgetSignIns = (trx: Transaction, now: Date): Promise<number> =>
  trx(SIGN_INS).where('asked_at', '<', oldest(now)).delete();

/** Removes what was asked for an address. */
export const dropSignIns = (trx: Transaction, email: string): Promise<number> =>
  trx(SIGN_INS).where({ email }).delete();

function usable(trx: Transaction, browser: string, now: Date) {
  return trx(SIGN_INS)
    .where({ browser_hash: tokenHash(browser), used_at: null })
    .where('asked_at', '>=', oldest(now))
    .where('tries', '<=', TRIES_MAX);
}

const oldest = (now: Date) => new Date(now.getTime() - SIGN_IN_MS).toISOString();
const codeHash = (id: string, code: string) => secretDigest(`code ${id}`, code);
