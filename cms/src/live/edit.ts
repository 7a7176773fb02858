import { LIVE_PAGES, type LiveAnswer, type LiveData } from '@palier/model';
import { edit as changePost } from '../community/editing.ts';
import { findPost, postUrl, threadReference } from '../community/find-posts.ts';
import { RollBack, outcomeOf } from '../database/roll-back.ts';
import { inTransaction, writeTransaction } from '../database/transaction.ts';
import { field, redirect, refused, show, withQuery, type LivePageHandlers, type SignedIn } from './request.ts';
import { mayChange } from './rights.ts';
import { refusedBy } from './posting.ts';
import { admit, noteHolds } from '../moderation/admission.ts';
import { newWriting, readWriting } from './writing.ts';

type Edited = Omit<LiveData['edit'], keyof ReturnType<typeof newWriting> | 'stale'>;

/** The post to change, if the member may. */
async function editedPost({ strapi, member }: SignedIn, id: string): Promise<Edited | 404 | 403> {
  return inTransaction(strapi, async (trx) => {
    const found = await findPost(trx, id);
    if (!found) return 404;
    if (!mayChange(member, found)) return 403;
    const { post, thread } = found;
    return {
      post: { id, kind: post.kind, url: await postUrl(trx, post, thread) },
      thread: threadReference(thread),
      revision: post.revision,
      title: post.kind === 'question' ? thread.title : null,
      body: post.body,
    };
  });
}

/** The form to change a post of one's own. */
export const edit: LivePageHandlers = {
  access: 'member',
  async get(request) {
    const edited = await editedPost(request, request.query['message'] ?? '');
    if (typeof edited === 'number') return refused(request, edited);
    return show(request, 'edit', { ...newWriting(), ...edited, stale: null });
  },
  async post(request): Promise<LiveAnswer> {
    const { strapi, member, now, locale } = request;
    const id = field(request, 'message');
    const edited = await editedPost(request, id);
    if (typeof edited === 'number') return refused(request, edited);
    const { kind } = edited.post;
    const written = await readWriting(request, {
      kind: kind === 'comment' ? 'comment' : 'body',
      hasTitle: kind === 'question',
    });
    const revision = Number(field(request, 'revision'));
    if ('writing' in written) {
      return show(request, 'edit', { ...written.writing, ...edited, revision, stale: null }, written.shown);
    }
    const { title, body } = written;
    const { machine } = request;
    const changing = writeTransaction(strapi, async (write) => {
      const submission = { kind, title, body, edits: id, machine, honeypot: field(request, 'website'), proof: '' };
      const admission = await admit(write.trx, member, submission, now);
      if ('refused' in admission) return admission;
      const { state, rules } = admission;
      const waits = state === 'pending';
      const changed = await changePost(strapi, write, member, { post: id, title, body, revision, waits }, now);
      if (changed === 'same') return changed;
      // What was counted too: the same text may be sent again.
      if (changed !== 'done') throw new RollBack(changed);
      await noteHolds(write.trx, id, rules, now);
      return waits ? 'pending' : changed;
    });
    const outcome = await outcomeOf<Awaited<typeof changing | ReturnType<typeof changePost>>>(changing);
    const back = (avis: string) => redirect(withQuery(LIVE_PAGES.post[locale], { message: id, avis }));
    if (outcome === 'done' || outcome === 'same') return back('modifie');
    if (outcome === 'pending') return back('attente');
    if (typeof outcome === 'object' && 'refused' in outcome) {
      const data = { ...newWriting(), ...edited, revision, stale: null };
      return show(request, 'edit', data, { values: request.fields, ...refusedBy(outcome.refused) });
    }
    if (typeof outcome === 'object') {
      // Both texts are there: sent again, this one takes the place of the other knowingly.
      const { revision: present, ...stale } = outcome.stale;
      const data = { ...newWriting(), ...edited, revision: present, stale };
      return show(request, 'edit', data, { values: request.fields, status: 409 });
    }
    return outcome === 'gone' ? refused(request, 404) : refused(request, 403);
  },
};
