import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Transactions from '../src/database/transaction.ts';
import type * as Dispatch from '../src/mail/dispatch.ts';
import type * as Blocks from '../src/moderation/blocks.ts';
import { compiled } from './built.ts';
import { Browser, newEmail } from './member.ts';
import type { TestCms } from './strapi.ts';

/** Signing in with OpenID Connect, at a real provider in this process. Run on each database. */
export function providerSuite(cms: () => TestCms): void {
  describe('a sign-in with OpenID Connect', () => {
    let server: Server;
    let issuer: string;
    /** Who is signed in at the provider, and what it says of them. */
    let account: { sub: string; email: string; email_verified?: boolean };
    const SAVED = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_NAME'] as const;

    beforeAll(async () => {
      await compiled<typeof Dispatch>('mail/dispatch').stopMailing();
      server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
      const provider = new Provider(issuer, {
        clients: [
          {
            client_id: 'palier',
            client_secret: 'secret-of-the-tests',
            redirect_uris: ['http://localhost:8080/connexion/retour/'],
          },
        ],
        jwks: { keys: [{ ...key, kid: 'one', use: 'sig', alg: 'RS256' }] },
        cookies: { keys: ['key'] },
        pkce: { required: () => true },
        claims: { openid: ['sub'], email: ['email', 'email_verified'] },
        findAccount: (_context, sub) => ({ accountId: sub, claims: () => Promise.resolve({ ...account }) }),
        // Everyone agrees to everything, at once.
        interactions: { url: (_context, { uid }) => `/agree/${uid}` },
        features: { devInteractions: { enabled: false } },
      } as never);
      const callback = provider.callback();
      server.on('request', (request, response) => {
        if (!request.url?.startsWith('/agree/')) return void callback(request, response);
        void (async () => {
          const details = await provider.interactionDetails(request, response);
          const grant = new provider.Grant({ accountId: account.sub, clientId: 'palier' });
          grant.addOIDCScope('openid email');
          const grantId = await grant.save();
          void details;
          await provider.interactionFinished(request, response, {
            login: { accountId: account.sub },
            consent: { grantId },
          });
        })();
      });
      Object.assign(process.env, {
        OIDC_ISSUER: issuer,
        OIDC_CLIENT_ID: 'palier',
        OIDC_CLIENT_SECRET: 'secret-of-the-tests',
        OIDC_NAME: 'Fournisseur des essais',
      });
    });

    afterAll(async () => {
      for (const name of SAVED) delete process.env[name];
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      compiled<typeof Dispatch>('mail/dispatch').startMailing(cms().strapi);
    });

    /** What the browser comes back from the provider with: the query of the last redirection. */
    async function atProvider(url: string): Promise<string> {
      const cookies = new Map<string, string>();
      let at = url;
      for (let hops = 0; hops < 10; hops += 1) {
        const response = await fetch(at, {
          redirect: 'manual',
          headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        });
        for (const header of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
          cookies.set(name, value);
        }
        const location = response.headers.get('location');
        if (location === null) throw new Error(`the provider answered ${response.status}: ${await response.text()}`);
        at = new URL(location, at).href;
        if (at.startsWith('http://localhost:8080/')) return new URL(at).search.slice(1);
      }
      throw new Error('the provider sends round and round');
    }

    async function begin(one: Browser, returnTo = '/questions/'): Promise<string> {
      const answer = await one.post('providerStart', { returnTo });
      if (answer.kind !== 'page') throw new Error(JSON.stringify(answer));
      return (answer.data as { url: string }).url;
    }

    const failed = (why: string) => ({ kind: 'redirect', to: `/connexion/?avis=${why}` });
    const isSignedIn = async (one: Browser) => (await one.get('account')).kind === 'page';
    let count = 0;
    const someone = (fields: Partial<typeof account> = {}) =>
      (account = { sub: `sujet-${++count}`, email: newEmail(), email_verified: true, ...fields });

    it('is offered by name, and makes an account of who the provider vouches for', async () => {
      someone();
      const one = new Browser(cms());
      expect(await one.get('signIn')).toMatchObject({ data: { provider: 'Fournisseur des essais' } });
      const query = await atProvider(await begin(one));
      const fields = Object.fromEntries(new URLSearchParams(query));
      expect(await one.get('providerReturn', fields)).toMatchObject({ kind: 'page' });
      expect(await isSignedIn(one)).toBe(false); // Reading the address signs nobody in.
      expect(await one.post('providerReturn', { query })).toMatchObject({ kind: 'redirect' });
      expect(await one.get('account')).toMatchObject({ data: { email: account.email } });
    });

    it('finds the same account by its subject, whatever the address has become', async () => {
      const { sub, email } = someone();
      const [first, second] = [new Browser(cms()), new Browser(cms())];
      await first.post('providerReturn', { query: await atProvider(await begin(first)) });
      account = { sub, email: newEmail(), email_verified: true };
      await second.post('providerReturn', { query: await atProvider(await begin(second)) });
      expect(await second.get('account')).toMatchObject({ data: { email } });
    });

    it('does not open the account of who has the same address: they link it themselves', async () => {
      const email = newEmail();
      const owner = await new Browser(cms()).signIn(email);
      someone({ email });
      const other = new Browser(cms());
      expect(await other.post('providerReturn', { query: await atProvider(await begin(other)) })).toEqual(
        failed('connu'),
      );
      expect(await isSignedIn(other)).toBe(false);
      expect(
        await owner.post('providerReturn', { query: await atProvider(await begin(owner, '/mon-espace/')) }),
      ).toEqual({
        kind: 'redirect',
        to: '/mon-espace/?avis=relie',
      });
      await other.post('providerReturn', { query: await atProvider(await begin(other)) });
      expect(await other.get('account')).toMatchObject({ data: { email } });
    });

    it('makes no account of an address that the provider does not vouch for', async () => {
      someone({ email_verified: false });
      const one = new Browser(cms());
      expect(await one.post('providerReturn', { query: await atProvider(await begin(one)) })).toEqual(
        failed('fournisseur'),
      );
    });

    it('makes no account of an address of a blocked domain; who has one signs in as before', async () => {
      const member = someone({ email: 'membre@provider-blocked.com' });
      const first = new Browser(cms());
      await first.post('providerReturn', { query: await atProvider(await begin(first)) });
      const { blockDomain } = compiled<typeof Blocks>('moderation/blocks');
      const block = { domain: 'provider-blocked.com', reason: 'Publicité.' };
      await compiled<typeof Transactions>('database/transaction').writeTransaction(cms().strapi, ({ trx }) =>
        blockDomain(trx, { rule: 'test' }, block, new Date()),
      );
      someone({ email: 'autre@provider-blocked.com' });
      const other = new Browser(cms());
      const refused = await other.post('providerReturn', { query: await atProvider(await begin(other)) });
      expect(refused).toEqual(failed('fournisseur'));
      account = member;
      const again = new Browser(cms());
      await again.post('providerReturn', { query: await atProvider(await begin(again)) });
      expect([await isSignedIn(other), await isSignedIn(again)]).toEqual([false, true]);
    });

    it('is worth nothing twice, in another browser, with another state, or with a forged code', async () => {
      someone();
      const [one, other] = [new Browser(cms()), new Browser(cms())];
      const query = await atProvider(await begin(one));
      await begin(other);
      expect(await other.post('providerReturn', { query })).toEqual(failed('fournisseur'));
      expect(await one.post('providerReturn', { query: query.replace(/state=[^&]+/, 'state=forged') })).toEqual(
        failed('fournisseur'),
      );
      expect((await one.post('providerReturn', { query })).kind).toBe('redirect');
      expect(await isSignedIn(one)).toBe(true);
      const again = new Browser(cms());
      for (const [name, value] of one.cookies) again.cookies.set(name, value);
      expect(await again.post('providerReturn', { query })).toEqual(failed('fournisseur'));

      const forger = new Browser(cms());
      const forged = (await atProvider(await begin(forger))).replace(/code=[^&]+/, 'code=forged');
      expect(await forger.post('providerReturn', { query: forged })).toEqual(failed('fournisseur'));
      expect(await isSignedIn(forger)).toBe(false);
    });

    it('that the person gives up, or that comes back empty, signs nobody in', async () => {
      const one = new Browser(cms());
      const state = new URL(await begin(one)).searchParams.get('state')!;
      expect(await one.post('providerReturn', { query: `error=access_denied&state=${state}` })).toEqual(
        failed('fournisseur'),
      );
      for (const query of ['', 'state=', 'code=x', `code=&state=${'x'.repeat(5000)}`])
        expect(await one.post('providerReturn', { query }), query).toEqual(failed('fournisseur'));
    });

    it('says that it failed when the provider is away, and works once it is back', async () => {
      process.env['OIDC_ISSUER'] = 'http://127.0.0.1:9';
      const one = new Browser(cms());
      expect(await one.post('providerStart')).toEqual(failed('fournisseur'));
      process.env['OIDC_ISSUER'] = issuer;
      someone();
      expect((await one.post('providerReturn', { query: await atProvider(await begin(one)) })).kind).toBe('redirect');
    });

    it('is not offered where no provider is set', async () => {
      delete process.env['OIDC_ISSUER'];
      const one = new Browser(cms());
      expect(await one.get('signIn')).toMatchObject({ data: { provider: null } });
      expect(await one.post('providerStart')).toEqual(failed('fournisseur'));
      process.env['OIDC_ISSUER'] = issuer;
    });
  });
}
