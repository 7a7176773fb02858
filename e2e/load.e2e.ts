import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { administrator, differencesOf, order, read, temporaryHub, until } from './lib/hub.ts';
import type { Hub } from './lib/hub.ts';
import type { Editor } from './lib/editor.ts';
import { resourceFields } from './lib/editor.ts';
import { call } from './lib/http.ts';

/** Many readers while editors work. `SOAK=1` (npm run soak) makes it long. */
const LONG = process.env['SOAK'] === '1';
const CHANGES = LONG ? 2_000 : 100;
const READERS = 32;

let hub: Hub;
let editor: Editor;

beforeAll(async () => {
  hub = await temporaryHub();
  editor = await administrator(hub);
});

afterAll(() => hub?.stop());

it('thirty-two readers get whole pages, and searches their answers, during a stream of changes and full publishes', async () => {
  const id = await editor.createPublished('resource', resourceFields({ slug: 'charge', title: 'Charge 0' }));
  await hub.caughtUp();
  // Each with how a whole answer ends.
  const addresses = [
    ['/', '</html>'],
    ['/ressources/', '</html>'],
    ['/ressources/charge/', '</html>'],
    ['/en/resources/', '</html>'],
    ['/feed.xml', '</feed>'],
    ['/sitemap.xml', '</sitemapindex>'],
    ['/sitemaps/1.xml', '</urlset>'],
  ] as const;
  const wrong: string[] = [];
  let answers = 0;
  let searches = 0;
  let isOver = false;

  const readers = Array.from({ length: READERS }, async (_, reader) => {
    for (let n = reader; !isOver; n += 1) {
      const [path, end] = addresses[n % addresses.length]!;
      const { status, headers, body } = await read(hub, path, { 'accept-encoding': 'br' });
      const text = headers['content-encoding'] === 'br' ? brotliDecompressSync(body).toString() : body.toString();
      if (status !== 200 || !text.trimEnd().endsWith(end)) wrong.push(`${path}: ${status}, ${text.slice(-80)}`);
      answers += 1;
    }
  });
  const searcher = (async () => {
    while (!isOver) {
      const { status, text } = await call(`${hub.url}/search`, { method: 'POST', body: { q: 'charge', locale: 'fr' } });
      if (status !== 200) wrong.push(`search: ${status}, ${text.slice(0, 80)}`);
      searches += 1;
      await new Promise((done) => setTimeout(done, 250));
    }
  })();

  const orders = [];
  try {
    for (let i = 1; i <= CHANGES; i += 1) {
      await editor.publish('resource', id, { title: `Charge ${i}` });
      if (i % 10 === 0)
        await editor.createPublished('resource', resourceFields({ slug: `charge-${i}`, title: `Charge ${i}` }));
      if (i % 50 === 0) orders.push(order(hub, '/publish'));
    }
    await until('the last title', async () =>
      (await read(hub, '/ressources/charge/')).text.includes(`Charge ${CHANGES}`),
    );
  } finally {
    isOver = true;
    await Promise.all([...readers, searcher]);
  }
  expect(wrong).toEqual([]);
  expect(answers).toBeGreaterThan(CHANGES);
  expect(searches).toBeGreaterThan(1);
  await Promise.all(orders);
  await hub.caughtUp();
  expect(await differencesOf(hub)).toEqual([]);
});
