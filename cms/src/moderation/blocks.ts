import type { Transaction } from '../database/transaction.ts';
import { publicUrl } from '../environment.ts';
import { nameOf, note, type Actor } from './journal.ts';

const BLOCKED = 'palier_blocked_domains';

/** A domain to which posts do not link without a moderator, and whose addresses make no accounts. */
export interface BlockedDomain {
  domain: string;
  reason: string;
  /** As in the journal. */
  by: string;
  at: string;
}

/**
 * Blocks a domain and all that is under it.
 *
 * @param block.domain a domain, or an address of the site
 * @returns `not-a-domain` also for a whole ending, such as `com`; `own` for what the hub itself stands under
 */
export async function blockDomain(
  trx: Transaction,
  by: Actor,
  { domain: written, reason }: { domain: string; reason: string },
  now: Date,
): Promise<'done' | 'already' | 'not-a-domain' | 'no-reason' | 'own'> {
  const domain = await domainOf(written);
  if (domain === null) return 'not-a-domain';
  if (under(new URL(publicUrl()).hostname).includes(domain)) return 'own';
  if (reason.trim() === '') return 'no-reason';
  const made = await trx(BLOCKED)
    .insert({ domain, reason, by: nameOf(by), at: now.toISOString() })
    .onConflict('domain')
    .ignore()
    .returning('domain');
  if (made.length === 0) return 'already';
  await note(trx, { by, act: 'block-domain', domain, reason }, now);
  return 'done';
}

/** Takes a domain off the list. */
export async function unblockDomain(
  trx: Transaction,
  by: Actor,
  { domain, reason }: { domain: string; reason: string },
  now: Date,
): Promise<'done' | 'gone'> {
  const removed = await trx(BLOCKED).where({ domain }).delete();
  if (!removed) return 'gone';
  await note(trx, { by, act: 'unblock-domain', domain, reason }, now);
  return 'done';
}

/** The domains that are blocked, in the order of their names. */
export const blockedDomains = (trx: Transaction): Promise<BlockedDomain[]> =>
  trx(BLOCKED).orderBy('domain').select<BlockedDomain[]>('*');

/** True when one of these hosts is a blocked domain or under one. */
export async function isAnyBlocked(trx: Transaction, hosts: readonly string[]): Promise<boolean> {
  const domains = [...new Set(hosts.flatMap(under))];
  if (domains.length === 0) return false;
  return (await trx(BLOCKED).whereIn('domain', domains).first('domain')) !== undefined;
}

/** A host and every domain that it is under: `a.b.fr`, `b.fr`, `fr`. */
function under(host: string): string[] {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}

/** The domain that was meant; null when there is none that someone registered. */
async function domainOf(written: string): Promise<string | null> {
  const text = written.trim();
  const host = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`)?.hostname.replace(/\.$/, '') ?? '';
  // 40,000 endings: loaded when they are needed, not with the CMS.
  const { parse } = await import('tldts');
  const { domain, isIcann } = parse(host, { extractHostname: false });
  if (domain === null || isIcann !== true || host.length > 253) return null;
  return host.replace(/^www\.(?=.*\.)/, '');
}
