import { LIVE_PAGES, type FieldFlaw, type LiveAnswer } from '@palier/model';
import { inTransaction } from '../database/transaction.ts';
import { blockDomain, blockedDomains as domainsIn, unblockDomain } from '../moderation/blocks.ts';
import { readReason, sentReason } from './reasons.ts';
import { field, redirect, show, type LivePageHandlers, type SignedIn } from './request.ts';

/** Why a domain is not taken. */
const FLAWS: Partial<Record<string, FieldFlaw>> = {
  already: 'blocked-already',
  'not-a-domain': 'not-a-domain',
  own: 'not-allowed',
};

/** Domains to which posts do not link without a moderator, and whose addresses make no accounts. */
export const blockedDomains: LivePageHandlers = {
  access: 'moderator',
  get: (request) => domainsPage(request, { notice: request.query['avis'] === 'garde' ? 'saved' : null }),
  async post(request) {
    const { strapi, member, locale, now } = request;
    const by = { member: member.document_id };
    const domain = field(request, 'domain').slice(0, 300);
    const isBlocking = field(request, 'act') === 'block';
    const form = isBlocking ? 'block' : 'unblock';
    const read = readReason(request);
    const flawed = (name: string, flaw: FieldFlaw) =>
      domainsPage(request, { flaws: { [name]: flaw }, values: { act: form, domain, ...sentReason(request) } });
    if ('flaw' in read) return flawed(`reason-${form}`, read.flaw);
    const outcome = await inTransaction(strapi, (trx) =>
      isBlocking ? blockDomain(trx, by, { domain, ...read }, now) : unblockDomain(trx, by, { domain, ...read }, now),
    );
    if (outcome === 'no-reason') return flawed(`reason-${form}`, 'missing');
    const flaw = FLAWS[outcome];
    if (flaw) return flawed('domain', domain.trim() === '' ? 'missing' : flaw);
    return redirect(`${LIVE_PAGES.blockedDomains[locale]}?avis=garde`);
  },
};

async function domainsPage(request: SignedIn, shown: Parameters<typeof show>[3]): Promise<LiveAnswer> {
  const rows = await inTransaction(request.strapi, domainsIn);
  const domains = rows.map(({ domain, reason, at }) => ({ domain, reason, at }));
  return show(request, 'blockedDomains', { domains }, shown);
}
