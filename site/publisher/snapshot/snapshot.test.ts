import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeReader, entry, listFront, listPage } from '../reader.ts';
import { idOf, organisation, published, resource, topic, withdrawn } from '../test/documents.ts';
import { PRIORITY, Snapshot } from './snapshot.ts';

let folder: string;
let snapshot: Snapshot;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palier-snapshot-'));
  process.env['PALIER_SNAPSHOT'] = join(folder, 'snapshot.db');
  snapshot = new Snapshot(join(folder, 'snapshot.db'));
});

afterEach(() => {
  closeReader();
  snapshot.close();
  rmSync(folder, { recursive: true });
});

/** Takes everything off the queue, as if each page had been made and had read what the reader gives it. */
function settleAll(): string[] {
  const urls: string[] = [];
  for (let page = snapshot.nextPage(); page !== null; page = snapshot.nextPage()) {
    urls.push(page.url);
    snapshot.recordPage(page, snapshot.isWanted(page.url) ? { digest: 'x', tags: tagsOf(page.url) } : null);
  }
  return urls;
}

function tagsOf(url: string): string[] {
  const [, section, slug] = url.split('/');
  if (section === 'ressources' && slug === 'page') return listPage('resource', 'fr', Number(url.split('/')[3]))!.tags;
  if (section === 'ressources' && slug) return entry('resource', 'fr', slug)!.tags;
  if (section === 'ressources') return listFront('resource', 'fr').tags;
  if (section === 'organisations' && slug) return entry('organisation', 'fr', slug)!.tags;
  return [];
}

describe('a change makes the pages that depend on it, and no others', () => {
  it('a body changes: the page of the document, not the lists that show its card', () => {
    snapshot.apply([published(resource('a')), published(resource('b'))]);
    snapshot.enqueue('/ressources/', PRIORITY.list, null);
    settleAll();
    snapshot.apply([published(resource('a', { body: 'Autre corps.' }))]);
    const urls = settleAll();
    expect(urls).toContain('/ressources/a/');
    expect(urls).not.toContain('/ressources/b/');
    expect(urls).not.toContain('/ressources/');
    expect(urls).not.toContain('/ressources/page/1/');
  });

  it('a title changes: the lists that show it too', () => {
    snapshot.apply([published(resource('a')), published(resource('b'))]);
    snapshot.enqueue('/ressources/', PRIORITY.list, null);
    settleAll();
    snapshot.apply([published(resource('a', { title: 'Autre titre' }))]);
    const urls = settleAll();
    expect(urls).toEqual(expect.arrayContaining(['/ressources/a/', '/ressources/', '/ressources/page/1/']));
    expect(urls).not.toContain('/ressources/b/');
  });

  it('an organisation is renamed: every page that names it', () => {
    const publisher = idOf('anssi');
    snapshot.apply([
      published(organisation('anssi')),
      published(resource('a', { publisher })),
      published(resource('b')),
    ]);
    settleAll();
    snapshot.apply([published(organisation('anssi', { name: 'Autre nom' }))]);
    const urls = settleAll();
    expect(urls).toEqual(expect.arrayContaining(['/organisations/anssi/', '/ressources/a/', '/ressources/page/1/']));
    expect(urls).not.toContain('/ressources/b/');
  });

  it('the same state again: nothing at all', () => {
    const states = [published(resource('a')), published(topic('t'))];
    snapshot.apply(states);
    settleAll();
    expect(snapshot.apply(states)).toBe(0);
    expect(snapshot.nextPage()).toBeNull();
  });

  it('a new entry among thousands: the newest list page only', () => {
    snapshot.apply(Array.from({ length: 130 }, (_, i) => published(resource(`r${i}`))));
    settleAll();
    snapshot.apply([published(resource('nouvelle'))]);
    const lists = settleAll().filter((url) => url.startsWith('/ressources/page/'));
    expect(lists).toEqual(['/ressources/page/3/']);
  });

  it('a removed entry leaves a hole: the list pages after it stay as they are', () => {
    snapshot.apply(Array.from({ length: 130 }, (_, i) => published(resource(`r${i}`))));
    settleAll();
    snapshot.apply([withdrawn(published(resource('r0')))]);
    const lists = settleAll().filter((url) => url.startsWith('/ressources/page/'));
    expect(lists).toContain('/ressources/page/1/');
    expect(lists).not.toContain('/ressources/page/3/');
  });
});

describe('links between documents', () => {
  it('a link to a note that is not there stays text, and resolves by itself when the note arrives', () => {
    snapshot.apply([published(organisation('anssi', { body: 'Créée par [[20230924193839]].' }))]);
    settleAll();
    expect(entry('organisation', 'fr', 'anssi')!.data.html).toContain('[[20230924193839]]');
    snapshot.apply([published(organisation('gouvernement', { noteId: '20230924193839' }))]);
    expect(settleAll()).toContain('/organisations/anssi/');
    expect(entry('organisation', 'fr', 'anssi')!.data.html).toContain('href="/organisations/gouvernement/"');
  });

  it('the target of a link lists where it comes from, until the source is withdrawn', () => {
    const source = published(organisation('anssi', { body: '[[20230924193839]]' }));
    snapshot.apply([published(organisation('gouvernement', { noteId: '20230924193839' })), source]);
    settleAll();
    expect(entry('organisation', 'fr', 'gouvernement')!.data.backlinks.map((card) => card.url)).toEqual([
      '/organisations/anssi/',
    ]);
    snapshot.apply([withdrawn(source)]);
    expect(settleAll()).toContain('/organisations/gouvernement/');
    expect(entry('organisation', 'fr', 'gouvernement')!.data.backlinks).toEqual([]);
  });

  it('a reference to what is not published is not shown, and appears with it', () => {
    snapshot.apply([published(resource('a', { prerequisites: [idOf('avant')] }))]);
    settleAll();
    expect(entry('resource', 'fr', 'a')!.data.references).toEqual({});
    snapshot.apply([published(resource('avant'))]);
    expect(settleAll()).toContain('/ressources/a/');
    expect(entry('resource', 'fr', 'a')!.data.references['prerequisites']).toHaveLength(1);
  });
});

describe('addresses outlive their pages', () => {
  it('a renamed document redirects from each of its old addresses to the present one', () => {
    const first = published(resource('a'));
    snapshot.apply([first]);
    for (const slug of ['b', 'c'])
      snapshot.apply([
        {
          ...first,
          addresses: [
            { locale: 'fr', slug: 'a' },
            { locale: 'fr', slug: 'b' },
            { locale: 'fr', slug },
          ],
          versions: [{ ...resource('a'), slug }],
        },
      ]);
    expect(snapshot.departure('/ressources/a/')).toEqual({ status: 301, to: '/ressources/c/' });
    expect(snapshot.departure('/ressources/b/')).toEqual({ status: 301, to: '/ressources/c/' });
    expect(snapshot.isWanted('/ressources/a/')).toBe(false);
  });

  it('a withdrawn document is gone; one that never was is not', () => {
    snapshot.apply([published(resource('a'))]);
    snapshot.apply([withdrawn(published(resource('a')))]);
    expect(snapshot.departure('/ressources/a/')).toEqual({ status: 410 });
    expect(snapshot.departure('/ressources/jamais/')).toBeNull();
  });

  it('another document may take over an address that was left', () => {
    snapshot.apply([published(resource('a'))]);
    snapshot.apply([withdrawn(published(resource('a')))]);
    snapshot.apply([published(resource('b', { slug: 'a' }))]);
    expect(snapshot.isWanted('/ressources/a/')).toBe(true);
    expect(entry('resource', 'fr', 'a')!.data.document.documentId).toBe(idOf('b'));
  });

  it('two documents that exchange their addresses in one batch both stay published', () => {
    snapshot.apply([published(resource('a')), published(resource('b'))]);
    snapshot.apply([published(resource('a', { slug: 'b' })), published(resource('b', { slug: 'a' }))]);
    expect(snapshot.isWanted('/ressources/a/')).toBe(true);
    expect(snapshot.isWanted('/ressources/b/')).toBe(true);
    expect(entry('resource', 'fr', 'a')!.data.document.documentId).toBe(idOf('b'));
  });
});

describe('what must disappear comes first', () => {
  it('before a hundred pages that wait', () => {
    snapshot.apply(Array.from({ length: 100 }, (_, i) => published(resource(`r${i}`))));
    settleAll();
    snapshot.apply(Array.from({ length: 100 }, (_, i) => published(resource(`r${i}`, { title: 'Autre' }))));
    snapshot.apply([withdrawn(published(resource('r50')))]);
    expect(snapshot.nextPage()!.url).toBe('/ressources/r50/');
  });
});

describe('the queue forgets nothing', () => {
  it('a change during the making of a page keeps the address queued', () => {
    snapshot.apply([published(resource('a'))]);
    const page = snapshot.nextPage()!;
    snapshot.apply([published(resource('a', { title: 'Pendant' }))]);
    expect(snapshot.isCurrent(page)).toBe(false);
    snapshot.recordPage(page, { digest: 'ancien', tags: [] });
    expect(settleAll()).toContain(page.url);
  });

  it('a burst of changes to one document is one entry', () => {
    for (let i = 0; i < 1000; i += 1) snapshot.apply([published(resource('a', { title: `Titre ${i}` }))]);
    expect(settleAll().filter((url) => url === '/ressources/a/')).toHaveLength(1);
  });

  it('tells which tags were touched while a page was being made', () => {
    snapshot.apply([published(resource('a'))]);
    const { generation } = snapshot;
    snapshot.apply([published(resource('a', { title: 'Pendant' }))]);
    expect([...snapshot.touchedSince(generation)]).toContain(`document:resource/${idOf('a')}`);
    expect(snapshot.touchedSince(snapshot.generation).size).toBe(0);
  });

  it('is still there when the file is opened again', () => {
    snapshot.apply([published(resource('a'))], { position: { epoch: 'e', seq: 7 } });
    snapshot.close();
    snapshot = new Snapshot(join(folder, 'snapshot.db'));
    expect(snapshot.position()).toEqual({ epoch: 'e', seq: 7 });
    expect(settleAll()).toContain('/ressources/a/');
  });
});

describe('languages', () => {
  it('one language withdrawn: its page goes, the other stays', () => {
    const fr = resource('a');
    const en = resource('a', { locale: 'en', slug: 'a-en', title: 'Title' });
    const both = published(fr, en);
    snapshot.apply([both]);
    settleAll();
    snapshot.apply([{ ...both, versions: [fr] }]);
    expect(snapshot.isWanted('/ressources/a/')).toBe(true);
    expect(snapshot.departure('/en/resources/a-en/')).toEqual({ status: 410 });
    expect(entry('resource', 'fr', 'a')!.data.twins).toEqual([]);
  });

  it('an English list shows what exists in French only, as French', () => {
    snapshot.apply([published(resource('a'))]);
    const [card] = listFront('resource', 'en').data.entries;
    expect(card).toMatchObject({ locale: 'fr', url: '/ressources/a/' });
  });
});
