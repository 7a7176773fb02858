import {
  LIVE_PAGES,
  SHOWN_PARTS,
  type FieldFlaw,
  type LiveAnswer,
  type Notice,
  type PostKind,
  type ShownPart,
  type SigningData,
} from '@palier/model';
import { postedWith, type NotPosted, type Posted } from '../community/posting.ts';
import { RollBack, outcomeOf } from '../database/roll-back.ts';
import { inTransaction, writeTransaction, type WriteContext } from '../database/transaction.ts';
import { signaturesOf } from '../community/signatures.ts';
import { choicesIn } from '../community/subjects.ts';
import { admit, noteHolds } from '../moderation/admission.ts';
import { challengeFor } from '../moderation/proof.ts';
import { trustOf } from '../moderation/trust.ts';
import { field, redirect, withQuery, type SignedIn } from './request.ts';

/** What of the author the form says to show. */
export const shownParts = (request: SignedIn): ShownPart[] =>
  SHOWN_PARTS.filter((part) => field(request, `shows-${part}`) !== '');

/** What the form of a new post asks of its author. */
export function signing({ strapi, member, locale, now }: SignedIn): Promise<SigningData> {
  return inTransaction(strapi, async (trx) => {
    const sectors = await choicesIn(strapi, trx, 'sector', locale);
    return {
      signatures: await signaturesOf(trx, member, (slug) => sectors.find((one) => one.slug === slug)?.name),
      challenge: await challengeFor(member, await trustOf(trx, member, now), now),
    };
  });
}

/** Why a text was not taken, as its form shows it. */
interface Refused {
  notice?: Notice;
  flaws?: Record<string, FieldFlaw>;
  status?: 422 | 429;
}

/**
 * Posts a text: once a key, if the rules admit it, at once or after a moderator has looked. All of it is one transaction.
 *
 * @param again shows the form with why the text was not taken
 * @param work makes the post in the state given
 */
export async function post(
  request: SignedIn,
  { kind, title, body, key }: { kind: PostKind; title: string | null; body: string; key: string },
  again: (refused: Refused) => Promise<LiveAnswer>,
  work: (write: WriteContext, state: 'published' | 'pending') => Promise<Posted | NotPosted>,
): Promise<LiveAnswer> {
  const { strapi, member, machine, now, locale } = request;
  const posting = writeTransaction(strapi, async (write) => {
    const { trx } = write;
    const before = await postedWith(trx, member, key);
    if (before) return before;
    const sent = { kind, title, body, machine, honeypot: field(request, 'website'), proof: field(request, 'proof') };
    const admission = await admit(trx, member, sent, now);
    if ('refused' in admission) return admission.refused;
    const posted = await work(write, admission.state);
    // What was counted too: the same text may be sent elsewhere.
    if (typeof posted === 'string') throw new RollBack(posted);
    await noteHolds(trx, posted.post, admission.rules, now);
    return posted;
  });
  const outcome = await outcomeOf<Awaited<typeof posting> | NotPosted>(posting);
  if (typeof outcome !== 'string') {
    const notice = outcome.state === 'pending' ? 'attente' : 'publie';
    return redirect(withQuery(LIVE_PAGES.post[locale], { message: outcome.post, avis: notice }));
  }
  const isRule = outcome === 'too-many' || outcome === 'identical' || outcome === 'too-many-links';
  return again(isRule ? refusedBy(outcome) : { notice: outcome, status: 422 });
}

/** Why the rules did not admit a text, as its form shows it. */
export function refusedBy(rule: 'too-many' | 'identical' | 'too-many-links'): Refused {
  return rule === 'too-many' ? { notice: 'too-many-posts', status: 429 } : { flaws: { body: rule } };
}
