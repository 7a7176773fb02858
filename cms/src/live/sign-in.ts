import { LIVE_PAGES, returnPath, type FieldFlaw, type LiveAnswer, type Notice } from '@palier/model';
import { inTransaction, type Transaction } from '../database/transaction.ts';
import { forgetBounces } from '../mail/bounces.ts';
import { mailNow } from '../mail/dispatch.ts';
import { cookie, sessionCookies } from '../members/cookies.ts';
import { deviceOf } from '../members/device.ts';
import { newToken } from '../members/digests.ts';
import { isSuspended, memberOfEmail, type Member } from '../members/members.ts';
import { SESSION_LIMITS, endSession, endSessions, startSession } from '../members/sessions.ts';
import { SIGN_IN_MS, askForLink, canUseLink, takeCode, takeLink, type UsedLink } from '../members/sign-in.ts';
import { providerName } from '../members/provider.ts';
import {
  emailAddress,
  field,
  redirect,
  show,
  withQuery,
  type LivePageHandlers,
  type LiveRequest,
  type Visitor,
} from './request.ts';

const NOTICES: Partial<Record<string, Notice>> = {
  fini: 'signed-out',
  partout: 'sessions-ended',
  efface: 'erased',
  perime: 'expired',
  suspendu: 'suspended',
  fournisseur: 'provider-failed',
  connu: 'address-known',
};

const returnTo = (request: LiveRequest) => returnPath.parse(request.query['retour'] ?? field(request, 'returnTo'));

function signInPage(request: Visitor, shown: Parameters<typeof show>[3] = {}): LiveAnswer {
  const notice = NOTICES[request.query['avis'] ?? ''];
  return show(request, 'signIn', { returnTo: returnTo(request), provider: providerName() }, { notice, ...shown });
}

/** Form of the address; the answer to it is the same whatever address it is. */
export const signIn: LivePageHandlers = {
  access: 'anyone',
  get: async (request) => (request.member ? redirect(LIVE_PAGES.account[request.locale]) : signInPage(request)),
  async post(request) {
    const { strapi, locale, now, machine } = request;
    const email = emailAddress.safeParse(field(request, 'email'));
    // A trap that only machines fill in: they are told what everyone is.
    const trapped = field(request, 'website') !== '';
    if (!email.success && !trapped) {
      const flaw: FieldFlaw = field(request, 'email').trim() === '' ? 'missing' : 'not-an-address';
      return signInPage(request, { flaws: { email: flaw }, values: { email: field(request, 'email').slice(0, 254) } });
    }
    const browser = request.cookies.browser ?? newToken();
    if (email.success && !trapped) {
      const asked = { email: email.data, locale, returnTo: returnTo(request) };
      await inTransaction(strapi, (trx) => askForLink(trx, asked, { browser, machine }, now));
      void mailNow(strapi);
    }
    request.setCookie(cookie('browser', browser, SIGN_IN_MS / 1000));
    return redirect(withQuery(LIVE_PAGES.signInCode[locale], { retour: returnTo(request) }));
  },
};

/** « The link is on its way »: the page that stays open, where the code can be typed. */
export const signInCode: LivePageHandlers = {
  access: 'anyone',
  get: async (request) =>
    request.member
      ? redirect(LIVE_PAGES.account[request.locale])
      : show(request, 'signInCode', { returnTo: returnTo(request) }),
  async post(request) {
    const { strapi, now, machine, cookies } = request;
    const code = field(request, 'code').replace(/\D/g, '').slice(0, 20);
    const browser = cookies.browser ?? '';
    const used = await inTransaction(strapi, (trx) => takeCode(trx, code, { browser, machine }, now));
    if (typeof used !== 'string') return enter(request, used);
    const data = { returnTo: returnTo(request) };
    if (used === 'too-many') return show(request, 'signInCode', data, { notice: 'too-many', status: 429 });
    return show(request, 'signInCode', data, { flaws: { code: code === '' ? 'missing' : 'wrong-code' } });
  },
};

/** What the link in the mail opens: a page that asks. Machines that open every link change nothing. */
export const signInLink: LivePageHandlers = {
  access: 'anyone',
  async get(request) {
    const { strapi, query, cookies, now } = request;
    const token = (query['jeton'] ?? '').slice(0, 100);
    const browser = cookies.browser ?? '';
    const isUsable = await inTransaction(strapi, (trx) => canUseLink(trx, token, browser, now));
    const notice = isUsable ? null : browser === '' ? 'elsewhere' : 'expired';
    return show(request, 'signInLink', { token: isUsable ? token : '', usable: isUsable }, { notice });
  },
  async post(request) {
    const { strapi, cookies, now } = request;
    const token = field(request, 'token').slice(0, 100);
    const used = await inTransaction(strapi, (trx) => takeLink(trx, token, cookies.browser ?? '', now));
    if (used) return enter(request, used);
    return show(request, 'signInLink', { token: '', usable: false }, { notice: 'expired', status: 422 });
  },
};

/** Begins the session of who has shown that an address is theirs. */
async function enter(request: Visitor, { email, returnTo: to }: UsedLink): Promise<LiveAnswer> {
  const { strapi, locale, now } = request;
  return inTransaction(strapi, async (trx) => {
    const member = await memberOfEmail(trx, email, locale, now);
    // The domain was blocked since the link left.
    if (!member) return redirect(`${LIVE_PAGES.signIn[locale]}?avis=perime`);
    return beginSession(trx, request, member, to);
  });
}

/** Begins a session, unless the member is suspended; who has no pseudonym yet chooses one first. */
export async function beginSession(
  trx: Transaction,
  request: Visitor,
  member: Member,
  to: string,
): Promise<LiveAnswer> {
  const { locale, now } = request;
  if (isSuspended(member, now)) return redirect(`${LIVE_PAGES.signIn[locale]}?avis=suspendu`);
  // The one that was open in this browser ends: two people at one keyboard.
  if (request.session) await endSession(trx, request.session.member, request.session.id);
  const token = await startSession(trx, member.document_id, deviceOf(request.userAgent), now);
  await forgetBounces(trx, member.document_id);
  for (const header of sessionCookies(token, SESSION_LIMITS.absoluteMs / 1000)) request.setCookie(header);
  request.setCookie(cookie('browser', '', 0));
  return redirect(member.pseudonym === null ? withQuery(LIVE_PAGES.profile[locale], { retour: to }) : to);
}

export const signOut: LivePageHandlers = {
  access: 'anyone',
  get: async (request) =>
    request.member ? show(request, 'signOut', null) : redirect(LIVE_PAGES.signIn[request.locale]),
  async post(request) {
    const { strapi, session, locale } = request;
    const everywhere = field(request, 'everywhere') !== '';
    if (session) {
      await inTransaction(strapi, (trx) =>
        everywhere ? endSessions(trx, session.member) : endSession(trx, session.member, session.id),
      );
    }
    for (const header of sessionCookies('', 0)) request.setCookie(header);
    return redirect(`${LIVE_PAGES.signIn[locale]}?avis=${everywhere ? 'partout' : 'fini'}`);
  },
};
