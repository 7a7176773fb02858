import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../scripts/lib/paths.ts';
import { run } from '../scripts/lib/run.ts';
import { startBrowser, visit } from './lib/browser.ts';
import { administrator, differencesOf, order, read, temporaryHub, type Hub } from './lib/hub.ts';
import { call } from './lib/http.ts';
import { faultsOf } from './lib/readable.ts';

/** What keeps the hub in order once it is published: links that are checked, readers who are heard, a state that is shown. */

let hub: Hub;
let elsewhere: Server;
/** A site that links lead to. */
let site: string;

beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    response.writeHead(pathname === '/guide.pdf' ? 200 : 404, { 'content-type': 'application/pdf' }).end();
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  hub = await temporaryHub({ env: { LINKS_ALLOW_PRIVATE: '1' } });
});

afterAll(async () => {
  await hub?.stop();
  elsewhere?.close();
});

/** What the CMS publishes of resources, by slug. */
async function published(): Promise<Record<string, Record<string, unknown>>> {
  const answer = await call(`${hub.cmsUrl}/api/published/resource`, {
    headers: { authorization: `Bearer ${hub.secrets.FEED_TOKEN}` },
  });
  const { documents } = JSON.parse(answer.text) as { documents: { versions: Record<string, unknown>[] }[] };
  return Object.fromEntries(documents.flatMap(({ versions }) => versions.map((one) => [one['slug'], one])));
}

describe('npm run links', () => {
  const links = (...args: string[]) =>
    run(join(ROOT, 'scripts', 'links.ts'), args, { cwd: ROOT, env: { ...process.env, PALIER_HOME: hub.home } });

  it('says what it is for, and refuses what it does not know', async () => {
    expect(await links('--help')).toMatchObject({ code: 0, output: expect.stringContaining('--strict') });
    expect(await links('--stict')).toMatchObject({ code: 1, output: expect.stringContaining('argument inconnu') });
  });

  it('checks what is published, names what is broken, and fails for it only when asked', async () => {
    const editor = await administrator(hub);
    const resource = { kind: 'guide', maturity: 'novice', summary: 'Ce qu’on y apprend.' };
    await editor.createPublished('resource', {
      ...resource,
      title: 'Guide perdu',
      slug: 'guide-perdu',
      externalUrl: `${site}/perdu`,
    });
    await editor.createPublished('resource', {
      ...resource,
      title: 'Guide',
      slug: 'guide',
      externalUrl: `${site}/guide.pdf`,
    });
    const loose = await links();
    expect(loose.output).toContain('2 liens vérifiés : 1 répondent, 1 cassés, 0 incertains.');
    expect(loose.output).toContain(`cassé : ${site}/perdu (répond 404)\n      Ressource (fr) : Guide perdu\n`);
    expect(loose.code).toBe(0);
    expect((await links('--strict')).code).toBe(1);
    const { guide, 'guide-perdu': lost } = await published();
    expect(guide).toMatchObject({ linkCheck: { status: 'ok', mime: 'application/pdf' } });
    expect(lost).toMatchObject({ linkCheck: { status: 'broken' } });
    await hub.caughtUp();
    expect(await differencesOf(hub)).toEqual([]);
  });
});

it('a reader is heard through the public address, without an account', async () => {
  const send = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${hub.url}/api/feedback`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });
  const heard = await send('page=%2Fen%2Fresources%2Fguide%2F&kind=problem&message=Broken&website=');
  expect([heard.status, heard.headers.get('location')]).toEqual([303, '/en/thanks/']);
  expect((await send('page=%2F&kind=useful', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await read(hub, '/api/links/check')).status).toBe(404);
});

describe('the home page of the admin', () => {
  it('asks the publisher with its token, which others do not have', async () => {
    expect((await call(`${hub.publisherUrl}/errors`)).status).toBe(401);
    await expect(order(hub, '/errors')).rejects.toThrow('404'); // It is read, not ordered.
    const headers = { authorization: `Bearer ${hub.secrets.PUBLISHER_TOKEN}` };
    expect(JSON.parse((await call(`${hub.publisherUrl}/errors`, { headers })).text)).toEqual({ pages: [] });
  });

  it('shows the state of the hub, in French, with links to what waits', async () => {
    const browser = await startBrowser();
    const { page, complaints, close } = await visit(browser, `${hub.url}/admin`);
    try {
      await page.fill('input[name=email]', hub.settings.adminEmail);
      await page.fill('input[name=password]', hub.secrets.ADMIN_PASSWORD);
      await page.click('button[type=submit]');
      const widget = page.locator('section', { has: page.locator('h2', { hasText: 'État du hub' }) });
      await widget.getByText('En ligne en').waitFor({ timeout: 60_000 });
      const text = await widget.innerText();
      for (const part of [
        '1 adresse ne mène plus à rien',
        'répond 404',
        'Aucune page en erreur',
        '1 retour à traiter',
      ]) {
        expect(text).toContain(part);
      }
      expect(await faultsOf(page, '[aria-labelledby="global::palier-hub-state"] ul')).toEqual([]);
      await widget.getByText('Ouvrir').click();
      await page.getByText('/en/resources/guide/').waitFor();
      await page.goBack();
      await widget.getByText('Guide perdu').click();
      await page.waitForURL(/api::resource\.resource\/[a-z0-9]+/);
      expect(complaints).toEqual([]);
      await hub.stopPart('publisher');
      await page.goto(`${hub.url}/admin`);
      await widget.getByText('Le publicateur ne répond pas').waitFor();
      await hub.startPart('publisher');
    } finally {
      await close();
      await browser.close();
    }
  });
});
