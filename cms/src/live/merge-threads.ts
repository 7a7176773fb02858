import { LIVE_PAGES, type FieldFlaw, type LiveAnswer } from '@palier/model';
import { THREADS } from '../community/tables.ts';
import { inTransaction, writeTransaction } from '../database/transaction.ts';
import { viewerOf } from '../members/members.ts';
import { mergeThreads as merge } from '../moderation/merge.ts';
import { threadNamed } from '../moderation/named-thread.ts';
import { readReason, sentReason } from './reasons.ts';
import { field, redirect, show, type LivePageHandlers, type SignedIn } from './request.ts';

/** Moves what was written in one thread to another. It cannot be taken back, so it is confirmed. */
export const mergeThreads: LivePageHandlers = {
  access: 'moderator',
  get: (request) => mergePage(request, request.query['fil'] ?? ''),
  async post(request) {
    const { strapi, member, locale, now } = request;
    const from = field(request, 'thread');
    const into = field(request, 'into');
    const values = { into: into.slice(0, 300), ...sentReason(request) };
    const read = readReason(request);
    const flaws: Record<string, FieldFlaw> = {};
    if ('flaw' in read) flaws['reason-merge'] = read.flaw;
    if (into.trim() === '') flaws['into'] = 'missing';
    if (field(request, 'confirm') !== 'yes') flaws['confirm'] = 'not-confirmed';
    if ('flaw' in read || Object.keys(flaws).length > 0) return mergePage(request, from, { flaws, values });
    const outcome = await writeTransaction(strapi, async (write) => {
      const target = (await threadNamed(write.trx, into)) ?? '';
      return merge(strapi, write, { member: member.document_id }, { from, into: target, ...read }, now);
    });
    if (outcome === 'done') return redirect(LIVE_PAGES.journal[locale]);
    const flaw = outcome === 'full' ? 'full' : 'unknown-thread';
    return mergePage(request, from, { flaws: { into: flaw }, values });
  },
};

async function mergePage(
  request: SignedIn,
  thread: string,
  shown: Parameters<typeof show>[3] = {},
): Promise<LiveAnswer> {
  const { strapi, member, locale } = request;
  if (thread === '') return redirect(LIVE_PAGES.queue[locale]);
  const found = await inTransaction(strapi, (trx) =>
    trx(THREADS).where({ document_id: thread }).first<{ title: string } | undefined>('title'),
  );
  if (!found) return { kind: 'refused', status: 404, viewer: viewerOf(member) };
  return show(request, 'mergeThreads', { thread, title: found.title }, shown);
}
