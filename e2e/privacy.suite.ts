import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LIVE_PAGES, LIVE_PAGE_NAMES, type LiveShown, type PostData } from '@palier/model';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { filesHolding } from './lib/files.ts';
import { read, until } from './lib/hub.ts';
import type { Hub } from './lib/hub.ts';
import { call } from './lib/http.ts';
import type { Answer } from './lib/http.ts';
import { Member } from './lib/member.ts';
import type { Site } from './lib/site.ts';

/** Stands in all that nobody may read, and nowhere else. */
const CANARY = 'canari4f7d';
/** A SIREN that is valid and given to nobody. */
const SIREN = '999900178';
/** Stands beside it in what everyone may read: what finds this one would find the other. */
const SEEN = 'temoin5b2c';

/** How long something may take to disappear on a machine that does much else at once, in milliseconds. */
const PATIENCE = 60_000;

/** What members hide does not reach readers, and what they take back leaves them. */
export function privacySuite(site: () => Site): void {
  let hub: Hub;
  beforeAll(() => void ({ hub } = site()));

  /** Changes or asks what the CMS keeps, as no form lets one. */
  function inDatabase<Result>(file: string, work: (database: Database.Database) => Result): Result {
    const database = new Database(join(hub.home, file));
    try {
      return work(database);
    } finally {
      database.close();
    }
  }

  const trust = (email: string, role: 'moderator' | 'member' = 'moderator') =>
    inDatabase('cms.db', (database) =>
      database.prepare('UPDATE members SET role = ? WHERE email = ?').run(role, email),
    );

  /** Files that readers can have, and what the publisher keeps, that hold a text. */
  function filesWith(text: string): string[] {
    const inHome = (...names: string[]) => join(hub.home, ...names);
    return filesHolding(
      text,
      inHome('current'),
      // Of the embedded index before, which is kept for who is in the middle of it, the texts.
      ...readdirSync(inHome('pagefind'))
        .filter((name) => !name.endsWith('.partial'))
        .map((name) => inHome('pagefind', name, 'fragment')),
      ...readdirSync(hub.home)
        .filter((name) => name.startsWith('snapshot.db'))
        .map((name) => inHome(name)),
    );
  }

  /** How many documents of the snapshot hold a text. */
  const documentsWith = (text: string) =>
    inDatabase('snapshot.db', (database) =>
      database
        .prepare(
          `SELECT count(*) FROM document LEFT JOIN post USING (document_id)
           WHERE instr(document.json || document.card || document.text || coalesce(post.html, ''), ?) > 0`,
        )
        .pluck()
        .get(text),
    );

  /** The search engine's answers that hold a text. */
  async function hitsWith(text: string): Promise<string[]> {
    const found: string[] = [];
    // The words that were asked come back beside the hits.
    const hitsOf = ({ text: answer }: Answer) => JSON.stringify((JSON.parse(answer) as { hits: unknown }).hits);
    const front = await call(`${hub.url}/search`, { method: 'POST', body: { q: text, locale: 'fr' } });
    if (hitsOf(front).includes(text)) found.push('/search');
    if (hub.meiliUrl === null) return found;
    const headers = { authorization: `Bearer ${hub.secrets.MEILI_MASTER_KEY}` };
    const indexes = JSON.parse((await call(`${hub.meiliUrl}/indexes?limit=100`, { headers })).text) as {
      results: { uid: string }[];
    };
    for (const { uid } of indexes.results) {
      const answer = await call(`${hub.meiliUrl}/indexes/${uid}/search`, {
        method: 'POST',
        headers,
        body: { q: text, limit: 100 },
      });
      if (hitsOf(answer).includes(text)) found.push(uid);
    }
    return found;
  }

  async function postOf(member: Member, post: string): Promise<PostData> {
    return ((await member.get('post', { message: post })) as LiveShown<'post'>).data;
  }

  const fileOf = (post: PostData) => post.url!.split('#')[0]!;

  describe('what a member hides', () => {
    const ids: Record<string, string> = {};

    beforeAll(async () => {
      const email = `${CANARY}@exemple.fr`;
      const member = await Member.signIn(hub, email, {
        pseudonym: 'Canari caché',
        entity: `Entité ${CANARY}`,
        siren: SIREN,
      });
      const ask = (title: string, body: string) => member.write('ask', { title: `Une question ${title} ?`, body });
      ids['pending'] = await ask(`en attente ${CANARY}`, `Ce qui attend : ${CANARY}.`);
      ids['rejected'] = await ask(`refusée ${CANARY}`, `Ce qui est refusé : ${CANARY}.`);
      inDatabase('cms.db', (database) =>
        database.prepare("UPDATE posts SET state = 'rejected' WHERE document_id = ?").run(ids['rejected']),
      );
      trust(email);
      ids['published'] = await ask(`sans nom ${SEEN}`, `Ce que tous lisent : ${SEEN}.`);
      ids['changed'] = await ask('changée', `Ce qui est changé : ${CANARY}.`);
      ids['removed'] = await ask(`reprise ${CANARY}`, `Ce qui est repris : ${CANARY}.`);
      const { thread } = await postOf(member, ids['published']);
      ids['hidden'] = await member.write('reply', { question: thread.id, body: `Ce qui est signalé : ${CANARY}.` });
      const hidden = await postOf(member, ids['hidden']);
      await until('what will be taken away', async () => (await read(hub, fileOf(hidden))).text.includes(CANARY));
      await member.write('edit', {
        message: ids['changed'],
        title: 'Une question changée ?',
        body: 'Rien.',
        revision: '1',
      });
      await member.post('post', { message: ids['removed'], act: 'remove' });
      for (const name of ['un', 'deux', 'trois']) {
        const reporter = await Member.signIn(hub, `signale-${name}@exemple.fr`, { pseudonym: `Signaleur ${name}` });
        await reporter.post('report', { message: ids['hidden'], reason: 'exposes', words: `Voyez ${CANARY}.` });
      }
      trust(email, 'member');
      const states = await Promise.all(
        ['pending', 'rejected', 'published', 'hidden'].map(async (name) => (await postOf(member, ids[name]!)).state),
      );
      expect(states).toEqual(['pending', 'rejected', 'published', 'hidden']);
      await hub.caughtUp();
    });

    it('is in no file, feed, index or snapshot, and in no answer of the search', async () => {
      await until('the embedded index', () => filesWith(SEEN).some((file) => file.includes('pagefind')), PATIENCE);
      expect(filesWith(SEEN).some((file) => file.endsWith('/questions/feed.xml.br'))).toBe(true);
      await until('the search hit', async () => (await hitsWith(SEEN)).length > 0, PATIENCE);
      const texts = ['attend', 'est refusé', 'est changé', 'est repris', 'est signalé'].map(
        (what) => `${what} : ${CANARY}`,
      );
      // In the snapshot, the address of a page that is gone keeps the words of its title.
      const files = () => [
        ...[...texts, `Entité ${CANARY}`, `${CANARY}@`, SIREN].flatMap(filesWith),
        ...filesWith(CANARY).filter((file) => !file.includes('snapshot.db')),
      ];
      await until('a build of the embedded index without its words', () => files().length === 0, PATIENCE).catch(
        () => null,
      );
      expect(files()).toEqual([]);
      expect([...(await hitsWith(CANARY)), ...(await hitsWith(SIREN))]).toEqual([]);
      expect(documentsWith(CANARY)).toBe(0);
    });

    it('is in no answer to someone without a session, nor to another member', async () => {
      const other = await Member.signIn(hub, 'curieux@exemple.fr', { pseudonym: 'Curieux des autres' });
      const wrong: string[] = [];
      const look = (from: string, text: string) => void (/canari|99990017/i.test(text) && wrong.push(from));
      for (const id of Object.values(ids)) {
        for (const name of LIVE_PAGE_NAMES) {
          const query = { message: id, question: id, session: id, jeton: id };
          look(`${name} of another`, JSON.stringify(await other.get(name, query)));
          const path = `${LIVE_PAGES[name].fr}?${new URLSearchParams(query).toString()}`;
          look(`${name} without a session`, (await read(hub, path, { accept: 'text/html' })).text);
        }
      }
      for (const base of [hub.url, hub.cmsUrl])
        for (const type of ['member', 'members', 'post', 'posts', 'thread', 'threads', 'users', 'users/me'])
          for (const path of [`/api/${type}`, `/api/${type}/${ids['pending']}`, `/api/${type}?populate=*`]) {
            const { status, text } = await call(base + path);
            look(path, text);
            expect([base + path, status >= 400]).toEqual([base + path, true]);
          }
      for (const path of ['feed?after=0&limit=500', 'published/thread', 'live/ownPosts', 'links', 'search-gaps'])
        for (const base of [hub.url, hub.cmsUrl]) look(path, (await call(`${base}/api/${path}`)).text);
      for (const type of ['member', 'post', 'thread']) {
        const { status } = await call(`${hub.url}/content-manager/collection-types/api::${type}.${type}`);
        expect([type, status]).toEqual([type, 401]);
      }
      expect(wrong).toEqual([]);
    });
  });

  it('a member who is erased leaves the files, the feeds, the index and the snapshot', async () => {
    const mark = 'effaceme7d';
    const email = 'a-effacer@exemple.fr';
    const pseudonym = 'Disparu effaceme7d';
    const member = await Member.signIn(hub, email, { pseudonym });
    trust(email);
    const post = await member.write('ask', {
      title: `Que reste-t-il de ${mark} ?`,
      body: `Un texte de ${mark}.`,
      'shows-pseudonym': 'yes',
    });
    const file = fileOf(await postOf(member, post));
    await until('the page', async () => (await read(hub, file)).text.includes(pseudonym));
    await until('the hit', async () => (await hitsWith(mark)).length > 0);
    await hub.caughtUp();

    const began = performance.now();
    const gone: Record<string, number> = {};
    const note = (what: string) => (gone[what] = Math.round(performance.now() - began));
    await member.post('personalData', { confirm: 'yes', posts: 'remove' });
    note('the answer');
    const places: Record<string, () => boolean | Promise<boolean>> = {
      'the page': async () => (await read(hub, file)).status === 410,
      'the state': async () => (await read(hub, `${file}state.json`)).status !== 200,
      'the list': async () => !(await read(hub, '/questions/')).text.includes(mark),
      'the feed': async () => !(await read(hub, '/questions/feed.xml')).text.includes(mark),
      'the index': async () => (await hitsWith(mark)).length === 0,
      'the snapshot': () => documentsWith(mark) === 0,
    };
    await Promise.all(
      Object.entries(places).map(([what, isGone]) => until(what, isGone, PATIENCE).then(() => note(what))),
    );
    process.stdout.write(`an erased member is gone after, in ms: ${JSON.stringify(gone)}\n`);
    const texts = () => [pseudonym, `Un texte de ${mark}`].flatMap(filesWith);
    await until('every byte of its texts', () => texts().length === 0, PATIENCE).catch(() => null);
    expect(texts()).toEqual([]);
    // Its address keeps the words of its title.
    const files = () => filesWith(mark).filter((name) => !name.includes('snapshot.db'));
    await until('the words of the embedded index', () => files().length === 0, PATIENCE).catch(() => null);
    expect(files()).toEqual([]);
  });
}
