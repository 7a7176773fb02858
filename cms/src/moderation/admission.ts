import type { HoldRule } from '@palier/model';
import { POSTS, THREADS, type PostKind, type PostState } from '../community/tables.ts';
import type { Transaction } from '../database/transaction.ts';
import { firstPostsReviewed } from '../environment.ts';
import type { Member } from '../members/members.ts';
import { countOnce } from '../members/rates.ts';
import { isAnyBlocked } from './blocks.ts';
import { linksIn } from './links.ts';
import { dropPayload, isSamePayload, takePayload } from './payloads.ts';
import { takeProof } from './proof.ts';
import { LIMITS, trustOf, type Trust } from './trust.ts';

const HOLDS = 'palier_holds';

/** What a member sends, before it is a post. */
export interface Submission {
  kind: PostKind;
  /** Of a question. */
  title: string | null;
  /** As `community/texts.ts` gives it. */
  body: string;
  /** Identifier of the post that is changed, for an edit. */
  edits?: string;
  /** Address of the machine: counted under a digest only. */
  machine: string;
  /** A field that only machines fill in. */
  honeypot: string;
  /** What the form holds as proof of work; empty when there is none. */
  proof: string;
}

export type Admission =
  { state: 'published' | 'pending'; rules: HoldRule[] } | { refused: 'too-many' | 'identical' | 'too-many-links' };

/** More links than anyone has a use for. */
const LINKS_MAX = 50;

/** Changes for one post, and members behind one address: so many times the limits of {@link LIMITS}. */
const EDITS_PER_POST = 3;
const MEMBERS_PER_MACHINE = 3;

const HOUR_MS = 3_600_000;

interface Present {
  text: string;
  state: PostState;
}

/**
 * Judges what a member sends, in the write transaction of the post, once the form is known to be sent for the first time. A
 * refusal is to be committed: what was counted stays. When the post is then not made for another reason, roll back.
 *
 * @returns the state that the post gets (what waits stays so when it is changed), and why it waits
 */
export async function admit(trx: Transaction, member: Member, submission: Submission, now: Date): Promise<Admission> {
  const before = submission.edits === undefined ? undefined : await presentOf(trx, submission.edits);
  const trust = await trustOf(trx, member, now);
  const admission = (rules: HoldRule[]): Admission => ({
    state: rules.length > 0 || before?.state === 'pending' ? 'pending' : 'published',
    rules,
  });
  if (trust.level === 'exempt') return admission([]);

  const text = textOf(submission);
  const links = linksIn(text);
  if (links.length > LINKS_MAX) return { refused: 'too-many-links' };
  if (!(await isWithinRates(trx, member, trust.level, submission, now))) return { refused: 'too-many' };
  if (!(await isNew(trx, member, text, before, now))) return { refused: 'identical' };

  const rules: HoldRule[] = [];
  // Changes are another matter: a thread must not vanish because its asker mends a word.
  const isNewcomer = trust.level === 'newcomer' && before === undefined;
  if (isNewcomer && firstPostsReviewed() > 0) rules.push('newcomer');
  if (trust.warned) rules.push('warned');
  if (links.length > LIMITS[trust.level].links) rules.push('links');
  if (
    await isAnyBlocked(
      trx,
      links.map(({ hostname }) => hostname),
    )
  )
    rules.push('blocked-domain');
  if (isNewcomer && !(await takeProof(trx, member, submission.proof, now))) rules.push('no-proof');
  if (submission.honeypot !== '') rules.push('honeypot');
  return admission(rules);
}

/** Keeps why a post waits, in the transaction of the post. */
export async function noteHolds(trx: Transaction, post: string, rules: readonly HoldRule[], now: Date): Promise<void> {
  if (rules.length === 0) return;
  await trx(HOLDS)
    .insert(rules.map((rule) => ({ post, rule, at: now.toISOString() })))
    .onConflict(['post', 'rule'])
    .merge(['at']);
}

/** Why each of these posts waited, the rules in the order of their names; a post that no rule held is not in it. */
export async function holdsOf(trx: Transaction, posts: readonly string[]): Promise<Map<string, HoldRule[]>> {
  const rows = await trx(HOLDS)
    .whereIn('post', posts)
    .orderBy('rule')
    .select<{ post: string; rule: HoldRule }[]>('post', 'rule');
  const holds = new Map<string, HoldRule[]>();
  for (const { post, rule } of rows) holds.set(post, [...(holds.get(post) ?? []), rule]);
  return holds;
}

/** What a post says now. */
async function presentOf(trx: Transaction, post: string): Promise<Present | undefined> {
  const row = await trx(`${POSTS} as p`)
    .join(`${THREADS} as t`, 't.document_id', 'p.thread')
    .where({ 'p.document_id': post })
    .first<{ kind: PostKind; state: PostState; title: string; body: string } | undefined>(
      'p.kind',
      'p.state',
      't.title',
      'p.body',
    );
  return row && { state: row.state, text: textOf({ ...row, title: row.kind === 'question' ? row.title : null }) };
}

const textOf = ({ title, body }: { title: string | null; body: string }) =>
  title === null ? body : `${title}\n${body}`;

/** Counts a post, or a change, by hour and by day, for the member and for the machine: the levels of one apart. */
async function isWithinRates(
  trx: Transaction,
  { document_id: id }: Member,
  level: Exclude<Trust['level'], 'exempt'>,
  { edits, machine }: Submission,
  now: Date,
): Promise<boolean> {
  const { perHour, perDay } = LIMITS[level];
  const [done, factor] = edits === undefined ? (['posts', 1] as const) : (['edits', EDITS_PER_POST] as const);
  for (const [times, spanMs] of [
    [perHour * factor, HOUR_MS],
    [perDay * factor, 24 * HOUR_MS],
  ] as const) {
    const ofMember = { what: `${done} of a member`, times, spanMs };
    const ofMachine = { what: `${done} of a machine, ${level}`, times: times * MEMBERS_PER_MACHINE, spanMs };
    if (!(await countOnce(trx, ofMember, id, now))) return false;
    if (!(await countOnce(trx, ofMachine, machine, now))) return false;
  }
  return true;
}

/** False when the text was posted not long ago; a post may say again what it says or said. */
async function isNew(
  trx: Transaction,
  { document_id: id }: Member,
  text: string,
  before: Present | undefined,
  now: Date,
): Promise<boolean> {
  if (before) {
    if (isSamePayload(before.text, text)) return true;
    await dropPayload(trx, id, before.text);
  }
  return takePayload(trx, id, text, now);
}
