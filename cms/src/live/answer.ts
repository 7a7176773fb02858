import { LIVE_PAGES, liveLocale, type LiveAnswer, type LivePage } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { inTransaction } from '../database/transaction.ts';
import { readCookies } from '../members/cookies.ts';
import { findMember, isSuspended, noteVisit } from '../members/members.ts';
import { findSession } from '../members/sessions.ts';
import { PAGES } from './pages.ts';
import { refused, withQuery, type LiveRequest, type Visitor } from './request.ts';

/** A request for a live page as it comes from the front server. */
export interface Asked {
  method: 'GET' | 'POST';
  page: string;
  query: Readonly<Record<string, string>>;
  fields: Readonly<Record<string, string>>;
  cookies: string;
  machine: string;
  userAgent: string;
}

export interface Answered {
  answer: LiveAnswer;
  /** `Set-Cookie` headers. */
  cookies: string[];
}

/** Answers a request for a live page: the one place that decides who may open what. */
export async function answerLive(strapi: Core.Strapi, asked: Asked, now = new Date()): Promise<Answered> {
  const cookies: string[] = [];
  const request: LiveRequest = {
    strapi,
    now,
    locale: liveLocale.parse(asked.query['locale']),
    fields: asked.fields,
    query: asked.query,
    cookies: readCookies(asked.cookies),
    machine: asked.machine,
    userAgent: asked.userAgent,
    setCookie: (header) => void cookies.push(header),
  };
  const visitor = await recognised(request);
  return { answer: await answerOf(asked, visitor), cookies };
}

/** Who asks, by the session of the cookie. A member who was suspended or erased is nobody. */
async function recognised(request: LiveRequest): Promise<Visitor> {
  const { strapi, cookies, now } = request;
  const token = cookies.session;
  const nobody = { ...request, member: null, session: null };
  if (token === undefined) return nobody;
  return inTransaction(strapi, async (trx) => {
    const session = await findSession(trx, token, now);
    const member = session && (await findMember(trx, session.member));
    if (!session || !member || isSuspended(member, now)) return nobody;
    await noteVisit(trx, member, now);
    return { ...request, member, session };
  });
}

/** Parameters and fields that say what a page is about. */
const ABOUT = ['question', 'message', 'titre', 'theme', 'palier', 'secteur', 'evenement'];

async function answerOf({ method, page, query }: Asked, visitor: Visitor): Promise<LiveAnswer> {
  const { member, session, locale } = visitor;
  if (!Object.hasOwn(PAGES, page)) return refused(visitor, 404);
  const name = page as LivePage;
  const handlers = PAGES[name];
  if (handlers.access === 'anyone') {
    const handle = method === 'GET' ? handlers.get : handlers.post;
    return handle ? handle(visitor) : refused(visitor, 405);
  }
  if (!member || !session) {
    // Back to the form, with what it was about. What a form sent is not kept: it is sent again from there.
    const given = method === 'GET' ? query : visitor.fields;
    const about = Object.entries(given).filter(([key]) => ABOUT.includes(key));
    const path = LIVE_PAGES[name][locale];
    const back = about.length > 0 ? withQuery(path, Object.fromEntries(about)) : path;
    return { kind: 'redirect', to: withQuery(LIVE_PAGES.signIn[locale], { retour: back }) };
  }
  if (handlers.access === 'moderator' && member.role !== 'moderator') return refused(visitor, 403);
  const handle = method === 'GET' ? handlers.get : handlers.post;
  return handle ? handle({ ...visitor, member, session }) : refused(visitor, 405);
}
