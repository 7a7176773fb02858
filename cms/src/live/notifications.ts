import {
  LIVE_PAGES,
  NOTIFICATION_KINDS,
  NOTIFICATION_PACES,
  documentAddress,
  withoutEmailAddresses,
  type FieldFlaw,
  type FollowView,
  type LiveAnswer,
  type Locale,
  type Notice,
  type NotificationChoices,
  type NotificationPace,
} from '@palier/model';
import { subjectsIn, type Subject } from '../community/subjects.ts';
import { inTransaction, type Transaction } from '../database/transaction.ts';
import { isRefusing } from '../mail/bounces.ts';
import { choicesOf, saveChoices } from '../notifications/choices.ts';
import { follow, followsOf, unfollow, type Followed } from '../notifications/follows.ts';
import { listOf, markRead } from '../notifications/list.ts';
import { readUnsubscribeToken } from '../notifications/unsubscribe.ts';
import { visiblePosts } from '../notifications/visible.ts';
import { ownerOf } from '../published/addresses.ts';
import { findMember } from '../members/members.ts';
import { field, redirect, show, withQuery, type LivePageHandlers, type LiveRequest, type SignedIn } from './request.ts';

const savedNotice = ({ query }: LiveRequest): Notice | null => (query['avis'] === 'garde' ? 'saved' : null);

/** What a member was told. Looking reads nothing off: a button does. */
export const notifications: LivePageHandlers = {
  access: 'member',
  async get(request) {
    const { strapi, member, query } = request;
    const page = Number(/^\d{1,5}$/.exec(query['page'] ?? '')?.[0] ?? 1);
    const data = await inTransaction(strapi, (trx) => listOf(trx, member.document_id, request.locale, page));
    return show(request, 'notifications', data, { notice: savedNotice(request) });
  },
  async post(request) {
    const { strapi, member, now, locale } = request;
    await inTransaction(strapi, (trx) => markRead(trx, member.document_id, field(request, 'read'), now));
    const page = field(request, 'page');
    return redirect(
      withQuery(LIVE_PAGES.notifications[locale], { ...(/^\d{1,5}$/.test(page) && { page }), avis: 'garde' }),
    );
  },
};

/** What goes by mail and when, and what one follows: three forms, each with its button. */
export const notificationChoices: LivePageHandlers = {
  access: 'member',
  get: (request) => choicesPage(request, { notice: savedNotice(request) }),
  async post(request) {
    const { strapi, member, now, locale } = request;
    const { document_id: id } = member;
    const sent = chosenIn(request);
    if ('flaws' in sent) return choicesPage(request, { flaws: sent.flaws, values: sent.values });
    const ended = followedIn(field(request, 'unfollow'));
    const begun = followedIn(field(request, 'follow'));
    const outcome = await inTransaction(strapi, async (trx) => {
      await saveChoices(trx, id, sent.choices, now);
      if (ended) await unfollow(trx, id, ended, now);
      return begun && follow(trx, id, begun, now);
    });
    if (outcome === 'gone') return choicesPage(request, { flaws: { follow: 'not-allowed' } });
    return redirect(withQuery(LIVE_PAGES.notificationChoices[locale], { avis: 'garde' }));
  },
};

/** What the link of a mail opens. The mail program may post by itself (RFC 8058): it gets a page, not another address. */
export const unsubscribe: LivePageHandlers = {
  access: 'anyone',
  fromElsewhere: true,
  async get(request) {
    const kinds = readUnsubscribeToken(request.query['jeton'] ?? '')?.kinds ?? null;
    return show(request, 'unsubscribe', { kinds });
  },
  async post(request) {
    const { strapi, now } = request;
    const found = readUnsubscribeToken(request.query['jeton'] ?? '');
    if (!found) return show(request, 'unsubscribe', { kinds: null }, { status: 422 });
    const { member, kinds } = found;
    const never: Partial<NotificationChoices> = Object.fromEntries(kinds.map((kind) => [kind, 'never']));
    await inTransaction(strapi, async (trx) => {
      // Of an account that is no more nothing is kept.
      if (await findMember(trx, member)) await saveChoices(trx, member, never, now);
    });
    return show(request, 'unsubscribe', { kinds }, { notice: 'unsubscribed' });
  },
};

async function choicesPage(request: SignedIn, shown: Parameters<typeof show>[3]): Promise<LiveAnswer> {
  const { strapi, member, locale } = request;
  const { document_id: id } = member;
  const data = await inTransaction(strapi, async (trx) => {
    const topics = await subjectsIn(strapi, trx, 'topic', locale);
    return {
      choices: (await choicesOf(trx, [id])).get(id)!,
      follows: await viewsOf(trx, await followsOf(trx, id), topics),
      topics: topics.map(({ slug, name }) => ({ slug, name })),
      refused: await isRefusing(trx, id),
    };
  });
  return show(request, 'notificationChoices', data, shown);
}

/** What was chosen, of the kinds that were sent. */
function chosenIn(
  request: LiveRequest,
): { choices: Partial<NotificationChoices> } | { flaws: Record<string, FieldFlaw>; values: Record<string, string> } {
  const values = Object.fromEntries(
    NOTIFICATION_KINDS.filter((kind) => field(request, kind) !== '').map((kind) => [kind, field(request, kind)]),
  );
  const wrong = Object.keys(values).filter((kind) => !NOTIFICATION_PACES.includes(values[kind] as NotificationPace));
  if (wrong.length === 0) return { choices: values as Partial<NotificationChoices> };
  return { values, flaws: Object.fromEntries(wrong.map((kind) => [kind, 'not-allowed' as const])) };
}

/** `topic acces-distant`, as a form sends it. */
function followedIn(text: string): Followed | undefined {
  const [, kind, target = ''] = /^(thread|topic|level|region) ([\w-]{1,120})$/.exec(text) ?? [];
  return kind === undefined ? undefined : { kind: kind as Followed['kind'], target };
}

/** What is followed, with names; what readers no longer see is left out. */
async function viewsOf(
  trx: Transaction,
  follows: readonly Followed[],
  topics: readonly Subject[],
): Promise<FollowView[]> {
  const threads = (await visiblePosts(trx)
    .where('p.kind', 'question')
    .whereIn(
      'p.thread',
      follows.filter(({ kind }) => kind === 'thread').map(({ target }) => target),
    )
    .select({ thread: 'p.thread', title: 't.title', slug: 't.slug', language: 't.language' })) as {
    thread: string;
    title: string;
    slug: string;
    language: Locale;
  }[];
  const views: FollowView[] = [];
  for (const { kind, target } of follows) {
    if (kind === 'level' || kind === 'region') views.push({ kind, target, name: target, url: null });
    if (kind === 'topic') {
      const id = await ownerOf(trx, 'topic', target);
      const topic = topics.find(({ document_id }) => document_id === id);
      if (topic)
        views.push({ kind, target, name: topic.name, url: documentAddress('topic', topic.locale, topic.slug) });
    }
    const found = kind === 'thread' && threads.find(({ thread }) => thread === target);
    if (!found) continue;
    const { title, language, slug } = found;
    views.push({ kind, target, name: withoutEmailAddresses(title), url: documentAddress('thread', language, slug) });
  }
  return views;
}
