import { LIVE_PAGES, returnPath } from '@palier/model';
import { choicesIn } from '../community/subjects.ts';
import { POSTS } from '../community/tables.ts';
import { inTransaction, writeTransaction } from '../database/transaction.ts';
import { sessionCookies } from '../members/cookies.ts';
import { exportOf, eraseMember } from '../members/personal-data.ts';
import { findMember } from '../members/members.ts';
import { countWaiting } from '../moderation/queue.ts';
import { readProfile, saveProfile } from '../members/profile.ts';
import { hasIdentity, providerName } from '../members/provider.ts';
import { endSession, endSessions, sessionsOf } from '../members/sessions.ts';
import { unreadOf } from '../notifications/list.ts';
import { field, redirect, show, type LivePageHandlers, type SignedIn } from './request.ts';

export const account: LivePageHandlers = {
  access: 'member',
  async get(request) {
    const { strapi, member, query } = request;
    const name = providerName();
    const { isLinked, unread, waiting } = await inTransaction(strapi, async (trx) => ({
      isLinked: name !== null && (await hasIdentity(trx, member.document_id)),
      unread: await unreadOf(trx, member.document_id),
      waiting: member.role === 'moderator' ? await countWaiting(trx) : null,
    }));
    const provider = name === null ? null : { name, isLinked };
    return show(
      request,
      'account',
      { email: member.email ?? '', joinedAt: member.joined_at, provider, unread, waiting },
      { notice: query['avis'] === 'relie' ? 'linked' : null },
    );
  },
};

export const profile: LivePageHandlers = {
  access: 'member',
  async get(request) {
    const { strapi, member, query } = request;
    const data = await inTransaction(strapi, async (trx) =>
      readProfile(trx, member, await choicesIn(strapi, trx, 'sector', request.locale)),
    );
    const notice = member.pseudonym === null ? 'welcome' : query['avis'] === 'garde' ? 'saved' : null;
    return show(request, 'profile', data, { notice, values: { returnTo: query['retour'] ?? '' } });
  },
  async post(request) {
    const { strapi, member, locale } = request;
    const fields = {
      pseudonym: field(request, 'pseudonym'),
      language: field(request, 'language'),
      level: field(request, 'level'),
      entity: field(request, 'entity'),
      siren: field(request, 'siren'),
      sector: field(request, 'sector'),
      size: field(request, 'size'),
    };
    const { flaws, sectors } = await writeTransaction(strapi, async (write) => {
      const choices = await choicesIn(strapi, write.trx, 'sector', locale);
      const slugs = choices.map(({ slug }) => slug);
      return { sectors: choices, flaws: await saveProfile(strapi, write, member, fields, slugs) };
    });
    const to = field(request, 'returnTo');
    if (Object.keys(flaws).length === 0) {
      return redirect(to === '' ? `${LIVE_PAGES.profile[locale]}?avis=garde` : returnPath.parse(to));
    }
    const data = await inTransaction(strapi, (trx) => readProfile(trx, member, sectors));
    return show(request, 'profile', data, { flaws, values: { ...fields, returnTo: to } });
  },
};

export const sessions: LivePageHandlers = {
  access: 'member',
  async get(request) {
    const { strapi, member, session, now, query } = request;
    const list = await inTransaction(strapi, (trx) => sessionsOf(trx, member.document_id, session.id, now));
    return show(request, 'sessions', { sessions: list }, { notice: query['avis'] === 'garde' ? 'saved' : null });
  },
  async post(request) {
    const { strapi, member, session, locale } = request;
    const { document_id: id } = member;
    const which = field(request, 'session');
    await inTransaction(strapi, (trx) =>
      which === 'others' ? endSessions(trx, id, session.id) : endSession(trx, id, which),
    );
    return redirect(`${LIVE_PAGES.sessions[locale]}?avis=garde`);
  },
};

export const personalData: LivePageHandlers = {
  access: 'member',
  get: async (request) => show(request, 'personalData', { posts: await countPosts(request) }),
  async post(request) {
    const { strapi, member, locale } = request;
    if (field(request, 'confirm') !== 'yes') {
      const posts = await countPosts(request);
      return show(request, 'personalData', { posts }, { flaws: { confirm: 'not-confirmed' } });
    }
    await writeTransaction(strapi, async (write) => {
      // As it is now: another tab may have done it already.
      const present = await findMember(write.trx, member.document_id);
      if (present) await eraseMember(strapi, write, present, field(request, 'posts') === 'remove' ? 'remove' : 'keep');
    });
    for (const header of sessionCookies('', 0)) request.setCookie(header);
    return redirect(`${LIVE_PAGES.signIn[locale]}?avis=efface`);
  },
};

export const exportData: LivePageHandlers = {
  access: 'member',
  async get({ strapi, member, session, now }) {
    const json = await inTransaction(strapi, (trx) => exportOf(trx, member, session.id, now));
    return { kind: 'file', name: `palier-${now.toISOString().slice(0, 10)}.json`, json };
  },
};

async function countPosts({ strapi, member }: SignedIn): Promise<number> {
  const row = await inTransaction(strapi, (trx) =>
    trx(POSTS).where({ author: member.document_id }).count({ count: '*' }).first<{ count: string | number }>(),
  );
  return Number(row.count);
}
