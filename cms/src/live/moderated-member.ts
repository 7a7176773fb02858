import { LIVE_PAGES, type LiveAnswer } from '@palier/model';
import { inTransaction } from '../database/transaction.ts';
import { mailNow } from '../mail/dispatch.ts';
import { journalEntries } from '../moderation/journal-entries.ts';
import { lookAtIdentity, lookedAt, restore, suspend, warn } from '../moderation/members.ts';
import { readReason, sentReason } from './reasons.ts';
import { field, redirect, show, withQuery, type LivePageHandlers, type SignedIn } from './request.ts';

const DAY_MS = 24 * 3_600_000;

/** A member, for a moderator who has said why they look: warning, suspending, restoring; what was decided before. */
export const moderatedMember: LivePageHandlers = {
  access: 'moderator',
  get: (request) => memberPage(request, request.query['membre'] ?? ''),
  async post(request) {
    const { strapi, locale, now, member: moderator } = request;
    const by = { member: moderator.document_id };
    const member = field(request, 'member');
    const act = field(request, 'act');
    const flawed = (flaw: 'missing' | 'too-long' | 'not-allowed') =>
      memberPage(request, member, { flaws: { [`reason-${act}`]: flaw }, values: { act, ...sentReason(request) } });
    const read = readReason(request);
    if ('flaw' in read) return flawed(read.flaw as 'too-long');
    const about = { member, ...read };
    const outcome = await inTransaction(strapi, async (trx) => {
      if (act === 'look') {
        const seen = await lookAtIdentity(trx, by, about, now);
        return typeof seen === 'string' ? seen : 'looked';
      }
      // Nobody decides of someone whom they have not looked at.
      if (!(await lookedAt(trx, by, member, now))) return 'gone';
      if (act === 'warn') return warn(trx, by, about, now);
      if (act === 'suspend') return suspend(trx, by, { ...about, until: untilOf(request) }, now);
      return act === 'restore' ? restore(trx, by, about, now) : 'gone';
    });
    if (outcome === 'no-reason') return flawed('missing');
    if (outcome === 'gone' || outcome === 'official') return flawed('not-allowed');
    void mailNow(strapi);
    const query = { membre: member, ...(outcome === 'done' && { avis: 'garde' }) };
    return redirect(withQuery(LIVE_PAGES.moderatedMember[locale], query));
  },
};

/** Until when a member is suspended; null for good. */
function untilOf(request: SignedIn): Date | null {
  const days = { '7': 7, '30': 30 }[field(request, 'days')];
  return days === undefined ? null : new Date(request.now.getTime() + days * DAY_MS);
}

async function memberPage(
  request: SignedIn,
  member: string,
  shown: Parameters<typeof show>[3] = {},
): Promise<LiveAnswer> {
  const { strapi, query, locale, now, member: moderator } = request;
  if (member === '') return redirect(LIVE_PAGES.queue[locale]);
  const data = await inTransaction(strapi, async (trx) => {
    const identity = (await lookedAt(trx, { member: moderator.document_id }, member, now)) ?? null;
    return { member, identity, lines: identity ? await journalEntries(trx, { member, limit: 50 }) : [] };
  });
  return show(request, 'moderatedMember', data, { notice: query['avis'] === 'garde' ? 'saved' : null, ...shown });
}
