import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeArguments } from '../scripts/lib/service.ts';
import { resourceFields } from './lib/editor.ts';
import type { Editor } from './lib/editor.ts';
import { administrator, differencesOf, hitsOf, order, read, temporaryHub, until } from './lib/hub.ts';
import type { Hub } from './lib/hub.ts';
import { call } from './lib/http.ts';
import { randomFrom } from '@palier/model/test/random';

/**
 * Faults that must lose nothing. `SOAK=1` (npm run soak) makes the loops long; the short ones run with every
 * `npm test`.
 */
const LONG = process.env['SOAK'] === '1';
const CHANGES = LONG ? 500 : 60;
const ROUNDS = LONG ? 10 : 1;
const OUTAGE = LONG ? 200 : 60;

let hub: Hub;
let editor: Editor;

beforeAll(async () => {
  hub = await temporaryHub();
  editor = await administrator(hub);
});

afterAll(() => hub?.stop());

const exists = async (path: string) => (await read(hub, path)).status === 200;

/** What an editor believes: the documents that the CMS said it had published. */
class Ledger {
  readonly published = new Map<string, { slug: string; title: string }>();
  readonly withdrawn = new Set<string>();
  readonly #random = randomFrom(20261007);
  readonly #name: string;
  #count = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Makes one change. What the CMS does not confirm is of unknown outcome: the document leaves the ledger. */
  async change(): Promise<void> {
    const ids = [...this.published.keys()];
    const dice = this.#random();
    const id = ids[Math.floor(this.#random() * ids.length)];
    this.#count += 1;
    const slug = `${this.#name}-${this.#count}`;
    const title = `Panne ${slug}`;
    const before = id === undefined ? undefined : this.published.get(id);
    if (id === undefined || before === undefined || dice < 0.5) {
      const created = await editor.createPublished('resource', resourceFields({ slug, title }));
      this.published.set(created, { slug, title });
      return;
    }
    this.published.delete(id);
    if (dice < 0.75) {
      await editor.publish('resource', id, { title });
      this.published.set(id, { ...before, title });
    } else if (dice < 0.85) {
      await editor.publish('resource', id, { slug });
      this.published.set(id, { ...before, slug });
    } else {
      await editor.delete('resource', id);
      this.withdrawn.add(before.slug);
    }
  }

  async verify(): Promise<void> {
    for (const { slug, title } of this.published.values()) {
      const page = await read(hub, `/ressources/${slug}/`);
      expect(page.status, slug).toBe(200);
      expect(page.text, slug).toContain(title);
    }
    for (const slug of this.withdrawn) expect((await read(hub, `/ressources/${slug}/`)).status, slug).toBe(410);
  }
}

describe('a process is killed at any moment', () => {
  it.each(['publisher', 'meilisearch', 'front', 'cms'] as const)('%s: nothing is lost', async (part) => {
    const random = randomFrom(part.length);
    for (let round = 0; round < ROUNDS; round += 1) {
      const ledger = new Ledger(`${part}-${round}`);
      let killed = Promise.resolve();
      const killAt = new Set(Array.from({ length: LONG ? 20 : 3 }, () => Math.floor(random() * CHANGES)));
      for (let i = 0; i < CHANGES; i += 1) {
        if (killAt.has(i)) {
          await killed;
          // In the middle of the change that follows: a few milliseconds after it was sent.
          killed = new Promise((done) => setTimeout(done, random() * 20))
            .then(() => hub.kill(part, 'SIGKILL'))
            .then(() => hub.ready(part));
        }
        try {
          await ledger.change();
        } catch (error) {
          if (part !== 'cms') throw error;
          await killed;
        }
      }
      await killed;
      await hub.caughtUp();
      await ledger.verify();
      expect(await differencesOf(hub)).toEqual([]);
    }
  });
});

describe('Meilisearch is down', () => {
  it('publishing and reading go on, and the index catches up by itself', async () => {
    await hub.stopPart('meilisearch');
    const slugs: string[] = [];
    for (let i = 0; i < OUTAGE; i += 1) {
      const slug = `panne-recherche-${i}`;
      slugs.push(slug);
      await editor.createPublished('resource', resourceFields({ slug, title: `Quetzal ${i}` }));
    }
    await until('the last page', () => exists(`/ressources/${slugs.at(-1)!}/`));
    expect((await call(`${hub.url}/search`, { method: 'POST', body: { q: 'quetzal', locale: 'fr' } })).status).toBe(
      503,
    );
    expect((await read(hub, '/pagefind/pagefind.js')).status).toBe(200);
    await hub.startPart('meilisearch');
    await until('the hits', async () => (await hitsOf(hub, 'quetzal')).length > 0);
    await hub.caughtUp();
    expect(await differencesOf(hub)).toEqual([]);
  });

  it('an emptied index is filled again', async () => {
    await hub.stopPart('meilisearch');
    rmSync(join(hub.home, 'meili', 'data'), { recursive: true });
    await hub.startPart('meilisearch');
    // The publisher learns it at its next call.
    await editor.createPublished('resource', resourceFields({ slug: 'apres-vidange', title: 'Vidange' }));
    await until('an old hit', async () => (await hitsOf(hub, 'quetzal')).length > 0);
    await hub.caughtUp();
    expect(await differencesOf(hub)).toEqual([]);
  });
});

describe('the disk and the database', () => {
  it('a page that cannot be written is reported, and written when it can be', async () => {
    // A file in the place of the page's folder fails for every user, as a full disk does.
    const obstacle = join(hub.home, 'current', 'ressources', 'disque-plein');
    writeFileSync(obstacle, '');
    await editor.createPublished('resource', resourceFields({ slug: 'disque-plein' }));
    await until('the error in the metrics', async () =>
      /palier_write_errors_total [1-9]/.test((await call(`${hub.publisherUrl}/metrics`)).text),
    );
    await editor.createPublished('resource', resourceFields({ slug: 'disque-autre' }));
    await until('the other page', () => exists('/ressources/disque-autre/'));
    rmSync(obstacle);
    await until('the page', () => exists('/ressources/disque-plein/'));
    await hub.caughtUp();
    expect(await differencesOf(hub)).toEqual([]);
  });

  it('a document whose page cannot be made keeps its old page; the others go on; the doctor says so', async () => {
    const id = await editor.createPublished('resource', resourceFields({ slug: 'illisible', title: 'Avant la panne' }));
    await until('the page', () => exists('/ressources/illisible/'));
    await hub.caughtUp();
    const db = new Database(join(hub.home, 'snapshot.db'), { timeout: 5000 });
    db.prepare("UPDATE document SET headings = 'pas du JSON' WHERE document_id = ?").run(id);
    db.prepare("INSERT INTO page_queue VALUES ('/ressources/illisible/', 1, 999999999, NULL)").run();
    db.close();
    await editor.createPublished('resource', resourceFields({ slug: 'lisible' }));
    await until('the other page', () => exists('/ressources/lisible/'));
    expect((await read(hub, '/ressources/illisible/')).text).toContain('Avant la panne');
    await until('the error in the metrics', async () =>
      /palier_pages_in_error 1/.test((await call(`${hub.publisherUrl}/metrics`)).text),
    );
    // The page, and its search entry, which was made while the headings could be read.
    expect(await differencesOf(hub)).toMatchObject([
      { what: '/ressources/illisible/' },
      { between: 'snapshot and Meilisearch', what: `resource-${id}-fr` },
    ]);
    await editor.publish('resource', id, { title: 'Après la panne' });
    await until('the page again', async () =>
      (await read(hub, '/ressources/illisible/')).text.includes('Après la panne'),
    );
    expect(await differencesOf(hub)).toEqual([]);
  });

  it('a locked snapshot delays, and loses nothing', async () => {
    const db = new Database(join(hub.home, 'snapshot.db'), { timeout: 5000 });
    db.exec('BEGIN IMMEDIATE');
    await editor.createPublished('resource', resourceFields({ slug: 'base-verrouillee' }));
    await new Promise((done) => setTimeout(done, 300));
    db.exec('ROLLBACK');
    db.close();
    await until('the page', () => exists('/ressources/base-verrouillee/'));
  });

  it('a lost snapshot is made again from the CMS', async () => {
    await hub.stopPart('publisher');
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(hub.home, `snapshot.db${suffix}`), { force: true });
    await hub.startPart('publisher');
    await until('a release', () => exists('/ressources/lisible/'));
    await hub.caughtUp();
    expect(await differencesOf(hub)).toEqual([]);
  });
});

describe('time and haste', () => {
  it('a clock that goes back changes nothing to the order of the changes', async () => {
    const id = await editor.createPublished('resource', resourceFields({ slug: 'horloge', title: 'Heure première' }));
    await until('the page', () => exists('/ressources/horloge/'));
    const db = new Database(join(hub.home, 'cms.db'), { timeout: 5000 });
    db.prepare("UPDATE palier_feed_rows SET at = '2031-01-01T00:00:00.000Z'").run();
    db.close();
    await editor.publish('resource', id, { title: 'Heure seconde' });
    await until('the change', async () => (await read(hub, '/ressources/horloge/')).text.includes('Heure seconde'));
  });

  it('a thousand saves of one document are few pages made, and the last one wins', async () => {
    const id = await editor.createPublished('resource', resourceFields({ slug: 'rafale' }));
    await until('the page', () => exists('/ressources/rafale/'));
    await hub.caughtUp(); // What came before the burst is not counted with it.
    const saves = LONG ? 1000 : 150;
    const made = async () =>
      Number(/palier_pages_written_total (\d+)/.exec((await call(`${hub.publisherUrl}/metrics`)).text)?.[1]);
    const before = await made();
    await editor.publish('resource', id, { title: 'Une fois' });
    await until('the title', async () => (await read(hub, '/ressources/rafale/')).text.includes('Une fois'));
    await hub.caughtUp();
    const once = (await made()) - before;
    // The publisher is away during the burst, as it would be busy: what it finds is one document, not a thousand changes.
    await hub.stopPart('publisher');
    for (let i = 0; i < saves; i += 1) await editor.publish('resource', id, { title: `Rafale ${i}` });
    await hub.startPart('publisher');
    await until('the last title', async () =>
      (await read(hub, '/ressources/rafale/')).text.includes(`Rafale ${saves - 1}`),
    );
    await hub.caughtUp();
    expect(await made()).toBeLessThan(2 * once);
  });

  it('a second publisher says that there is one, and stops', async () => {
    const second = spawn(process.execPath, nodeArguments(resolve(import.meta.dirname, '../site/publisher/main.ts')), {
      env: {
        ...process.env,
        PALIER_HOME: hub.home,
        CMS_URL: hub.cmsUrl,
        FEED_TOKEN: hub.secrets.FEED_TOKEN,
        PUBLISHER_TOKEN: hub.secrets.PUBLISHER_TOKEN,
        PREVIEW_SECRET: hub.secrets.PREVIEW_SECRET,
        PUBLISHER_PORT: '0',
      },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let complaint = '';
    second.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const [code] = (await once(second, 'exit')) as [number];
    expect(code).not.toBe(0);
    expect(complaint).toContain('another publisher');
    expect((await call(`${hub.publisherUrl}/healthz`)).status).toBe(200);
  });
});

describe('a full publish', () => {
  it('while changes go on, misses none of them and never leaves readers without a page', async () => {
    const publish = order(hub, '/publish');
    const slugs: string[] = [];
    for (let i = 0; i < 10; i += 1) {
      slugs.push(`pendant-${i}`);
      await editor.createPublished('resource', resourceFields({ slug: `pendant-${i}` }));
      expect((await read(hub, '/ressources/')).status).toBe(200);
    }
    await publish;
    for (const slug of slugs) await until(slug, () => exists(`/ressources/${slug}/`));
    await hub.caughtUp();
    expect(await differencesOf(hub)).toEqual([]);
  });

  it('killed in the middle, leaves the release before as it was', async () => {
    void order(hub, '/publish').catch(() => undefined);
    await new Promise((done) => setTimeout(done, 150));
    await hub.kill('publisher', 'SIGKILL');
    expect(await exists('/ressources/pendant-1/')).toBe(true);
    await hub.ready('publisher');
    await hub.caughtUp();
    expect(await differencesOf(hub)).toEqual([]);
  });
});

describe('the doctor', () => {
  it('finds a lost file, a stray file and a lost hit, and mends them', async () => {
    const page = join(hub.home, 'current', 'ressources', 'lisible');
    renameSync(page, `${page}.perdue`);
    rmSync(`${page}.perdue`, { recursive: true });
    const stray = join(hub.home, 'current', 'ressources', 'intruse');
    mkdirSync(stray);
    writeFileSync(join(stray, 'index.html'), 'intruse');
    await call(`${hub.meiliUrl!}/indexes/palier/documents`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${hub.secrets.MEILI_MASTER_KEY}` },
    });
    await until('an empty index', async () => (await hitsOf(hub, 'quetzal')).length === 0);
    expect((await differencesOf(hub)).length).toBeGreaterThan(2);
    await order(hub, '/doctor/fix');
    expect(await differencesOf(hub)).toEqual([]);
    expect(await exists('/ressources/lisible/')).toBe(true);
    expect((await read(hub, '/ressources/intruse/')).status).toBe(404);
    expect((await hitsOf(hub, 'quetzal')).length).toBeGreaterThan(0);
  });
});
