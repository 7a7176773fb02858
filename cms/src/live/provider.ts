import { LIVE_PAGES, returnPath } from '@palier/model';
import { inTransaction } from '../database/transaction.ts';
import { cookie } from '../members/cookies.ts';
import { newToken } from '../members/digests.ts';
import { findMember, findMemberByEmail, memberOfEmail } from '../members/members.ts';
import {
  beginAtProvider,
  endAtProvider,
  linkIdentity,
  memberOfIdentity,
  providerName,
  rememberRequest,
  takeRequest,
  type Identity,
} from '../members/provider.ts';
import { countOnce, type Rate } from '../members/rates.ts';
import { SIGN_IN_MS } from '../members/sign-in.ts';
import { field, redirect, show, type LivePageHandlers, type Visitor } from './request.ts';
import { beginSession } from './sign-in.ts';

const FROM_MACHINE: Rate = { what: 'sign-ins at the provider', times: 60, spanMs: 3_600_000 };

const failed = ({ locale }: Visitor, why: 'fournisseur' | 'connu') =>
  redirect(`${LIVE_PAGES.signIn[locale]}?avis=${why}`);

/** Sends the browser to the provider: of who signs in, or of a member who links an account there. */
export const providerStart: LivePageHandlers = {
  access: 'anyone',
  async post(request) {
    const { strapi, machine, member, now } = request;
    if (providerName() === null) return failed(request, 'fournisseur');
    if (!(await inTransaction(strapi, (trx) => countOnce(trx, FROM_MACHINE, machine, now)))) {
      return failed(request, 'fournisseur');
    }
    try {
      const begun = await beginAtProvider();
      const browser = request.cookies.browser ?? newToken();
      const returnTo = returnPath.parse(field(request, 'returnTo'));
      const asked = { browser, member: member?.document_id ?? null, returnTo };
      await inTransaction(strapi, (trx) => rememberRequest(trx, begun, asked, now));
      request.setCookie(cookie('browser', browser, SIGN_IN_MS / 1000));
      // A page, not a redirection: the policy of our pages lets no form lead to another site.
      return show(request, 'providerStart', { url: begun.url, name: providerName() ?? '' });
    } catch (error) {
      strapi.log.error(`The OpenID Connect provider could not be reached: ${String(error)}`);
      return failed(request, 'fournisseur');
    }
  },
};

/**
 * Where the provider sends the browser back to. The page posts what came, by itself where there is JavaScript: so that opening
 * an address signs nobody in.
 */
export const providerReturn: LivePageHandlers = {
  access: 'anyone',
  async get(request) {
    const query = new URLSearchParams(
      Object.entries(request.query).filter(([name]) => SENT_BACK.includes(name)),
    ).toString();
    return show(request, 'providerReturn', { query: query.slice(0, 4000) });
  },
  async post(request) {
    const { strapi, cookies, now } = request;
    const query = field(request, 'query').slice(0, 4000);
    const state = new URLSearchParams(query).get('state') ?? '';
    const begun = await inTransaction(strapi, (trx) => takeRequest(trx, state, cookies.browser ?? '', now));
    if (!begun) return failed(request, 'fournisseur');
    let identity: Identity;
    try {
      identity = await endAtProvider(query, state, begun);
    } catch (error) {
      strapi.log.warn(`A sign-in at the OpenID Connect provider was refused: ${String(error)}`);
      return failed(request, 'fournisseur');
    }
    return enter(request, identity, begun);
  },
};

const SENT_BACK = ['code', 'state', 'iss', 'error', 'error_description', 'session_state'];

/**
 * Begins the session of who the provider vouches for. An address that a member has already is not enough: whoever signs in by
 * mail links the account at the provider from there.
 */
async function enter(
  request: Visitor,
  identity: Identity,
  { member: linking, return_to }: { member: string | null; return_to: string },
) {
  const { strapi, locale, now } = request;
  return inTransaction(strapi, async (trx) => {
    if (linking !== null) {
      // Whoever linked must still be the one who is here.
      if (request.member?.document_id !== linking) return failed(request, 'fournisseur');
      const isTheirs = await linkIdentity(trx, identity, linking);
      return isTheirs ? redirect(`${LIVE_PAGES.account[locale]}?avis=relie`) : failed(request, 'connu');
    }
    const known = await memberOfIdentity(trx, identity);
    if (known !== undefined) {
      const member = await findMember(trx, known);
      return member ? beginSession(trx, request, member, return_to) : failed(request, 'fournisseur');
    }
    if (identity.email === null) return failed(request, 'fournisseur');
    if (await findMemberByEmail(trx, identity.email)) return failed(request, 'connu');
    const member = await memberOfEmail(trx, identity.email, locale, now);
    if (!member) return failed(request, 'fournisseur');
    await linkIdentity(trx, identity, member.document_id);
    return beginSession(trx, request, member, return_to);
  });
}
