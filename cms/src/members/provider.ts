import { LIVE_PAGES } from '@palier/model';
import * as oidc from 'openid-client';
import type { Transaction } from '../database/transaction.ts';
import { publicUrl } from '../environment.ts';
import { tokenHash } from './digests.ts';
import { SIGN_IN_MS } from './sign-in.ts';

const REQUESTS = 'palier_provider_requests';
const IDENTITIES = 'palier_identities';

/** An OpenID Connect provider, from the environment. */
interface Provider {
  issuer: URL;
  clientId: string;
  clientSecret: string;
  name: string;
  scope: string;
}

function provider(): Provider | undefined {
  const issuer = process.env['OIDC_ISSUER'];
  if (!issuer) return undefined;
  return {
    issuer: new URL(issuer),
    clientId: process.env['OIDC_CLIENT_ID'] ?? '',
    clientSecret: process.env['OIDC_CLIENT_SECRET'] ?? '',
    name: process.env['OIDC_NAME'] || new URL(issuer).hostname,
    scope: process.env['OIDC_SCOPE'] || 'openid email',
  };
}

/** Name of the provider that members may sign in with, for the button; null when there is none. */
export const providerName = (): string | null => provider()?.name ?? null;

/** Where the provider sends people back to: one address, in French, whatever the language they read in. */
export const providerCallback = () => `${publicUrl()}${LIVE_PAGES.providerReturn.fr}`;

let discovered: { issuer: string; configuration: Promise<oidc.Configuration> } | undefined;

/** What the provider says of itself, asked once; again after it did not answer. */
async function configurationOf({ issuer, clientId, clientSecret }: Provider): Promise<oidc.Configuration> {
  if (discovered?.issuer !== issuer.href) {
    // Plain http is for a provider on this machine: a test, or a network of its own.
    const isLocal = issuer.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(issuer.hostname);
    const options = { timeout: 10, execute: isLocal ? [oidc.allowInsecureRequests] : [] };
    const configuration = oidc.discovery(issuer, clientId, clientSecret, undefined, options);
    discovered = { issuer: issuer.href, configuration };
    configuration.catch(() => (discovered = undefined));
  }
  return discovered.configuration;
}

/** Who the provider says that someone is. */
export interface Identity {
  issuer: string;
  subject: string;
  /** In lower case; null when the provider does not vouch for it. */
  email: string | null;
}

/** What to remember of a sign-in that begins, and where to send the browser. */
export interface Beginning {
  url: string;
  state: string;
  nonce: string;
  verifier: string;
}

/**
 * Begins a sign-in: authorization code flow with PKCE, state and nonce.
 *
 * @throws when there is no provider, or it does not answer
 */
export async function beginAtProvider(): Promise<Beginning> {
  const asked = provider();
  if (!asked) throw new Error('No OpenID Connect provider is set (OIDC_ISSUER).');
  const configuration = await configurationOf(asked);
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: providerCallback(),
    scope: asked.scope,
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, state, nonce, verifier };
}

export interface ProviderRequest {
  nonce: string;
  verifier: string;
  /** A member who links the identity to their account; null for a sign-in. */
  member: string | null;
  return_to: string;
}

/** Remembers a sign-in under way, for the browser that began it. */
export async function rememberRequest(
  trx: Transaction,
  { state, nonce, verifier }: Beginning,
  { browser, member, returnTo }: { browser: string; member: string | null; returnTo: string },
  now: Date,
): Promise<void> {
  await trx(REQUESTS).insert({
    state_hash: tokenHash(state),
    browser_hash: tokenHash(browser),
    nonce,
    verifier,
    member,
    return_to: returnTo,
    asked_at: now.toISOString(),
  });
}

/** Takes the sign-in that a state names, once, in the browser that began it. */
export async function takeRequest(
  trx: Transaction,
  state: string,
  browser: string,
  now: Date,
): Promise<ProviderRequest | undefined> {
  const row = await trx(REQUESTS)
    .where({ state_hash: tokenHash(state), browser_hash: tokenHash(browser) })
    .where('asked_at', '>=', new Date(now.getTime() - SIGN_IN_MS).toISOString())
    .first<(ProviderRequest & { state_hash: string }) | undefined>('*');
  // Of two that take it at once, one deletes it.
  if (!row || (await trx(REQUESTS).where({ state_hash: row.state_hash }).delete()) === 0) return undefined;
  return row;
}

/** Removes sign-ins that were never ended. */
export const forgetRequests = (trx: Transaction, now: Date): Promise<number> =>
  trx(REQUESTS)
    .where('asked_at', '<', new Date(now.getTime() - SIGN_IN_MS).toISOString())
    .delete();

/**
 * Ends a sign-in: exchanges the code, and checks what the provider signed.
 *
 * @param query what the provider sent back with the browser: `code`, `state`, `iss`…
 * @throws when anything of it is not as it must be
 */
export async function endAtProvider(query: string, state: string, request: ProviderRequest): Promise<Identity> {
  const asked = provider();
  if (!asked) throw new Error('No OpenID Connect provider is set (OIDC_ISSUER).');
  const configuration = await configurationOf(asked);
  const tokens = await oidc.authorizationCodeGrant(configuration, new URL(`${providerCallback()}?${query}`), {
    pkceCodeVerifier: request.verifier,
    expectedState: state,
    expectedNonce: request.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new Error('The provider sent no identity.');
  // ProConnect and others give the address with the user info, not in the token.
  const info =
    typeof claims['email'] === 'string' ? claims : await userInfo(configuration, tokens.access_token, claims.sub);
  const email = typeof info['email'] === 'string' && info['email_verified'] !== false ? info['email'] : null;
  return { issuer: claims.iss, subject: claims.sub, email: email?.trim().toLowerCase() ?? null };
}

async function userInfo(configuration: oidc.Configuration, accessToken: string, subject: string) {
  if (!configuration.serverMetadata().userinfo_endpoint) return {};
  return (await oidc.fetchUserInfo(configuration, accessToken, subject)) as Record<string, unknown>;
}

/** The member to whom an identity belongs. */
export async function memberOfIdentity(trx: Transaction, { issuer, subject }: Identity): Promise<string | undefined> {
  const row = await trx(IDENTITIES).where({ issuer, subject }).first<{ member: string } | undefined>('member');
  return row?.member;
}

/** True when a member can sign in by a provider. */
export async function hasIdentity(trx: Transaction, member: string): Promise<boolean> {
  return (await trx(IDENTITIES).where({ member }).first('issuer')) !== undefined;
}

/** Gives an identity to a member. False when it belongs to another. */
export async function linkIdentity(trx: Transaction, { issuer, subject }: Identity, member: string): Promise<boolean> {
  await trx(IDENTITIES).insert({ issuer, subject, member }).onConflict(['issuer', 'subject']).ignore();
  return (await memberOfIdentity(trx, { issuer, subject, email: null })) === member;
}
