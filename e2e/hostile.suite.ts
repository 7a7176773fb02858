import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { LIVE_PAGES, LIVE_PAGE_NAMES, type LiveShown } from '@palier/model';
import { THREAD_LIMITS } from '@palier/model/documents';
import Database from 'better-sqlite3';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { HTML, LINES, VECTORS } from '../site/publisher/test/vectors.ts';
import { harmOf, type Way } from './lib/harm.ts';
import { hitsOf, read, until } from './lib/hub.ts';
import type { Hub } from './lib/hub.ts';
import { call } from './lib/http.ts';
import { Member } from './lib/member.ts';
import type { Site } from './lib/site.ts';

/** Of a list of attacks, one in so many: where the field differs and what makes its HTML does not. */
const oneIn = <One>(every: number, list: readonly One[]): One[] => list.filter((_, index) => index % every === 0);

/** Threads among which the attacks are spread, so that each has one page of answers. */
const THREADS_OF_ANSWERS = 10;

/** Documents that one import takes. */
const IMPORT_AT_ONCE = 200;

/** What hostile members write, in every field, as a real browser shows it. */
export function hostileSuite(site: () => Site): void {
  let hub: Hub;
  let browser: Browser;
  /** Trusted: what they write reaches readers at once, and is not counted. */
  let writer: Member;
  let answerer: Member;
  /** A question and an answer to it, both hostile. */
  let thread: string;
  let question: string;
  let answer: string;

  /**
   * Looks without the policy of the pages: the texts must be harmless by themselves. Then at some of them with it: it must have
   * nothing to refuse.
   */
  async function expectNoHarm(ways: readonly Way[], member?: Member): Promise<void> {
    const options = member ? { storageState: member.state } : {};
    expect(await harmOf(browser, hub.url, ways, { ...options, bypassCSP: true })).toEqual([]);
    expect(await harmOf(browser, hub.url, oneIn(10, ways), options)).toEqual([]);
  }

  async function trusted(name: string): Promise<Member> {
    const email = `${name.toLowerCase()}@exemple.fr`;
    const member = await Member.signIn(hub, email, { pseudonym: `${name} hostile` });
    const database = new Database(join(hub.home, 'cms.db'));
    database.prepare("UPDATE members SET role = 'moderator' WHERE email = ?").run(email);
    database.close();
    return member;
  }

  const ofThread = (index: number) => `/questions/hostile-${index}/`;

  const titles = [...LINES, ...HTML].filter(({ length }) => length <= THREAD_LIMITS.title);
  const threads = titles.map((title, index) => ({
    format: 'hub',
    slug: `hostile-${index}`,
    locale: 'fr',
    fields: { type: 'thread', title, body: title, answer: title, maturity: 'expert' },
    formerSlugs: [],
    contacts: [],
    extras: {},
  }));

  describe('of what hostile members write', () => {
    beforeAll(async () => {
      ({ hub, browser } = site());
      for (let at = 0; at < threads.length; at += IMPORT_AT_ONCE) {
        const imported = await call(`${hub.cmsUrl}/api/import`, {
          method: 'POST',
          headers: { authorization: `Bearer ${hub.secrets.IMPORT_TOKEN}` },
          body: { documents: threads.slice(at, at + IMPORT_AT_ONCE), dryRun: false },
        });
        const { results } = JSON.parse(imported.text) as { results: { outcome: string }[] };
        expect(results.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
      }
      writer = await trusted('Houx');
      answerer = await trusted('Ajonc');
      // One attack a message: what one leaves open would hide the next.
      await Promise.all(
        Array.from({ length: THREADS_OF_ANSWERS }, async (_, index) => {
          const { data } = (await writer.get('report', { message: await questionOf(index) })) as LiveShown<'report'>;
          for (let at = index; at < VECTORS.length; at += THREADS_OF_ANSWERS)
            await answerer.write('reply', { question: data.seen!.thread.id, body: `Un texte.\n\n${VECTORS[at]!}` });
        }),
      );
      const title = `"><script>alert(1)</script> </title><img src=x onerror=alert(1)>`;
      question = await writer.write('ask', { title, body: HTML.slice(0, 20).join('\n\n') });
      thread = await threadOf(question);
      await answerer.saveProfile({
        pseudonym: 'Ajonc hostile',
        entity: `"><script>alert(1)</script>'--><img src=x onerror=alert(1)></script></title>]]>{{alert(1)}}`,
      });
      answer = await answerer.write('reply', {
        question: thread,
        body: `Une réponse. ${HTML[11]}`,
        'shows-pseudonym': 'yes',
        'shows-entity': 'yes',
      });
      for (const body of oneIn(6, HTML)) {
        await answerer.write('reply', { message: answer, body: `Une remarque. ${body}` });
      }
      await hub.caughtUp();
    });

    /** Identifier of the question of an imported thread, which its page names. */
    async function questionOf(index: number): Promise<string> {
      let found: string | undefined;
      await until(ofThread(index), async () => {
        found = /data-vote="([a-z0-9]+)"/.exec((await read(hub, ofThread(index))).text)?.[1];
        return found !== undefined;
      });
      return found!;
    }

    async function threadOf(post: string): Promise<string> {
      const answered = await writer.get('post', { message: post });
      return (answered as { data: { thread: { id: string } } }).data.thread.id;
    }

    async function urlOf(post: string): Promise<string> {
      const answered = await writer.get('post', { message: post });
      return (answered as { data: { url: string } }).data.url;
    }

    it('a page that lets it through is seen for what it is: the test can fail', async () => {
      const samples = [
        ['<script>alert(1)</script>', 'it runs: alert 1'],
        ['<img src=x onerror=alert(1)>', 'it runs: alert 1'],
        ['<p onclick=alert(1)>x</p>', 'P onclick=alert(1)'],
        ['<a href=javascript:alert(1)>x</a>', 'A href=javascript:alert(1)'],
        ['<img src=https://x.example/pixel.gif>', 'a request to https://x.example'],
        ['<script>throw new Error("thrown")</script>', 'Error: thrown'],
        ['<style>p { color: red }</style>', '<style>'],
        ['<script type="application/ld+json">{"name": "</script>', 'SyntaxError'],
        ['<iframe></iframe>', '<iframe>'],
      ] as const;
      const server: Server = createServer(({ url = '/' }, response) => {
        response.setHeader('content-type', 'text/html');
        response.end(`<!doctype html><title>x</title><div class="prose">${samples[Number(url.slice(1))]?.[0]}</div>`);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      for (const [index, [html, told]] of samples.entries()) {
        const harm = await harmOf(browser, origin, [`/${index}`], {});
        expect(harm.join('\n'), html).toContain(told);
      }
      server.closeAllConnections();
      server.close();
    });

    it('nothing runs in the texts and titles of threads', async () => {
      expect(VECTORS.length).toBeGreaterThan(300);
      const [first] = await Promise.all(
        Array.from({ length: THREADS_OF_ANSWERS }, async (_, index) => (await read(hub, ofThread(index))).text),
      );
      expect(first!.match(/<article class="post/g)!.length).toBeGreaterThan(VECTORS.length / THREADS_OF_ANSWERS);
      // Those that hold the texts, and half of the other titles.
      const looked = LINES.map((_, index) => index).filter((index) => index < THREADS_OF_ANSWERS || index % 2 === 0);
      await expectNoHarm(looked.map(ofThread));
    });

    it('nothing runs in lists, in hits, and in what is proposed beside a title', async () => {
      const pages = Math.ceil(threads.length / 20);
      const lists = Array.from({ length: pages }, (_, index) => `/questions/page/${index + 1}/`);
      await until('the hits', async () => (await hitsOf(hub, 'alert')).length > 5);
      await expectNoHarm(
        [
          ...['/', '/questions/', '/questions/niveau/expert/', '/questions/etat/resolue/'],
          ...(
            await Promise.all(lists.map(async (list) => ((await read(hub, list)).status === 200 ? [list] : [])))
          ).flat(),
          ...['alert', 'script', 'onerror'].map((q) => ({
            open: `/recherche/?q=${q}`,
            shows: 'main a[href^="/questions/"]',
          })),
          { open: '/poser-une-question/?titre=alert+script', shows: '.similar li' },
        ],
        writer,
      );
    });

    it('nothing runs in what a member shows of themselves, in comments and on the page of a message', async () => {
      const url = await urlOf(answer);
      await until('the answer', async () => (await read(hub, url.split('#')[0]!)).text.includes('Une remarque.'));
      await expectNoHarm([url, `/message/?message=${question}`, `/message/?message=${answer}`], writer);
    });

    it('feeds stay XML, and what they hold stays text', async () => {
      const page = await browser.newPage();
      for (const feed of ['/questions/feed.xml', '/questions/niveau/expert/feed.xml', '/feed.xml', '/sitemap.xml']) {
        const { status, text } = await read(hub, feed);
        expect([feed, status]).toEqual([feed, 200]);
        const elements = await page.evaluate((xml) => {
          const parsed = new DOMParser().parseFromString(xml, 'text/xml');
          return [...new Set([...parsed.querySelectorAll('*')].map(({ localName }) => localName))];
        }, text);
        expect(
          elements.filter((name) => /parsererror|script|img|svg|style|iframe/i.test(name)),
          feed,
        ).toEqual([]);
      }
      await page.close();
    });

    it('nothing runs in a form that shows again what was sent, nor in its preview', async () => {
      const texts = Array.from({ length: Math.ceil(VECTORS.length / 50) }, (_, index) =>
        VECTORS.slice(50 * index, 50 * index + 50).join('\n\n'),
      );
      const preview = { level: 'novice', intent: 'preview', key: '"><script>alert(1)</script>' };
      const all = LINES.join('\n');
      const everything = Object.fromEntries(
        ['title', 'body', 'level', 'sector', 'key', 'topic-x', 'exposed', 'proof', 'website'].map((name) => [
          name,
          all,
        ]),
      );
      await expectNoHarm(
        [
          ...texts.map((body) => ({ post: '/poser-une-question/', fields: { ...preview, title: body, body } })),
          ...oneIn(4, LINES).map((line) => ({
            post: '/repondre/',
            fields: { ...preview, question: thread, body: line },
          })),
          { post: '/poser-une-question/', fields: { ...everything, intent: 'send' } },
          { post: '/poser-une-question/', fields: { ...everything, title: 'Une question lisible', intent: 'send' } },
          { post: '/signaler/', fields: { message: question, words: all, reason: all } },
          {
            post: '/question/',
            fields: { question: thread, act: 'close', closure: 'duplicate', original: all, reason: all },
          },
          {
            post: '/mon-espace/profil/',
            fields: { pseudonym: all, entity: all, siren: all, sector: all, returnTo: all },
          },
          { post: '/mon-espace/notifications/choix/', fields: { answer: all, follow: all, unfollow: all } },
        ],
        writer,
      );
    });

    it('a pseudonym cannot hold any of it, an entity can, and nothing of either runs', async () => {
      const member = await Member.signIn(hub, 'entite@exemple.fr', { pseudonym: 'Saule hostile' });
      const fields = { pseudonym: 'Saule hostile', language: 'fr' };
      for (const pseudonym of LINES) {
        expect(await member.post('profile', { ...fields, pseudonym }), pseudonym).toHaveProperty('flaws.pseudonym');
      }
      await expectNoHarm(
        [
          ...oneIn(8, LINES).map((pseudonym) => ({ post: '/mon-espace/profil/', fields: { ...fields, pseudonym } })),
          ...oneIn(3, LINES).map((entity) => ({ post: '/mon-espace/profil/', fields: { ...fields, entity } })),
          '/poser-une-question/',
          '/mon-espace/',
        ],
        member,
      );
    });

    it('nothing runs where two texts stand side by side, nor in the history of a message', async () => {
      const body = (text: string) => ({ message: answer, body: `Changée. ${text}` });
      await answerer.write('edit', { ...body(HTML[0]!), revision: '1' });
      expect(await answerer.post('edit', { ...body(HTML[1]!), revision: '1', intent: 'send' })).toMatchObject({
        status: 409,
      });
      await expectNoHarm(
        [
          ...oneIn(6, HTML).map((html) => ({
            post: '/modifier/',
            fields: { ...body(html), revision: '1', intent: 'send' },
          })),
          `/modifier/?message=${answer}`,
          `/message/?message=${answer}`,
        ],
        answerer,
      );
    });

    it('nothing runs in the lists of one’s messages and notifications, nor in the forms about a message', async () => {
      await until('the notification', async () => {
        const { data } = (await writer.get('notifications')) as { data: { notifications: unknown[] } };
        return data.notifications.length > 0;
      });
      await expectNoHarm(
        [
          ...['/mon-espace/messages/', '/mon-espace/notifications/', '/mon-espace/notifications/choix/'],
          ...[question, answer].flatMap((post) =>
            ['/modifier/', '/repondre/', '/signaler/'].map((form) => `${form}?message=${post}`),
          ),
          `/repondre/?question=${thread}`,
          `/question/?question=${thread}`,
        ],
        writer,
      );
    });

    it('nothing runs of what an address says, with a session and without', async () => {
      const parameters =
        'titre theme palier secteur question message retour jeton avis avant page code state error iss q'.split(' ');
      const withAll = (path: string, text: string) =>
        `${path}?${new URLSearchParams(parameters.map((name) => [name, text])).toString()}`;
      const live = LIVE_PAGE_NAMES.filter((name) => name !== 'exportData').flatMap((name) => [
        withAll(LIVE_PAGES[name].fr, '"><script>alert(1)</script>'),
        withAll(LIVE_PAGES[name].en, 'javascript:alert(1)//'),
      ]);
      await expectNoHarm([...live, ...oneIn(3, LINES).map((line) => withAll('/poser-une-question/', line))], writer);
      await expectNoHarm([...oneIn(4, live), ...oneIn(12, LINES).map((line) => withAll('/recherche/', line))]);
    });
  });
}
