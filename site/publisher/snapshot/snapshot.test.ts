import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCatalogueAddress, parseDocumentAddress, parseFacetAddress, parseListPageAddress } from '../addresses.ts';
import { cataloguePart, entry, facetCounts, listFront, listPage, pathSteps, documentsWith } from '../reader.ts';
import { idOf, learningPath, organisation, published, resource, term, topic, withdrawn } from '../test/documents.ts';
import { snapshotForEachTest } from '../test/snapshot.ts';
import { PRIORITY, Snapshot } from './snapshot.ts';

let path: string;
let snapshot: Snapshot;

snapshotForEachTest((fresh, file) => {
  snapshot = fresh;
  path = file;
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
  const page = parseListPageAddress(url);
  if (page) return listPage(page.type, page.locale, page.page)!.tags;
  const part = parseCatalogueAddress(url);
  if (part) return cataloguePart(part.n, part.locale)!.tags;
  const facet = url.endsWith('/') ? parseFacetAddress(url) : null;
  if (facet) return documentsWith(facet.type, facet.facet, facet.value, facet.locale).tags;
  const document = parseDocumentAddress(url);
  if (document) {
    const { data, tags } = entry(document.type, document.locale, document.slug)!;
    return data.document.type === 'learning-path' ? [...tags, ...pathSteps(data.document).tags] : tags;
  }
  return url === '/ressources/' ? [...listFront('resource', 'fr').tags, ...facetCounts('fr').tags] : [];
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

  it('keywords change: the search, and no list', () => {
    snapshot.apply([published(resource('a', { keywords: ['copie'] })), published(resource('b'))]);
    settleAll();
    const indexed = snapshot.nextForIndex(10);
    expect(indexed).toHaveLength(2);
    snapshot.doneForIndex(indexed);
    snapshot.apply([published(resource('a', { keywords: ['copie', 'backup'] }))]);
    expect(snapshot.nextForIndex(10)).toMatchObject([{ type: 'resource', documentId: idOf('a') }]);
    const urls = settleAll();
    expect(urls).toContain('/ressources/a/');
    expect(urls.filter((url) => parseListPageAddress(url) || parseCatalogueAddress(url))).toEqual([]);
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

describe('facets of the catalogue', () => {
  const titles = (...criteria: Parameters<typeof documentsWith> extends [unknown, ...infer Rest] ? Rest : never) =>
    documentsWith('resource', ...criteria).data.entries.map((card) => card.title);

  it('a resource that changes level leaves one list and enters the other; the third stays as it is', () => {
    snapshot.apply([published(resource('a')), published(resource('b', { maturity: 'expert' }))]);
    for (const level of ['novice', 'initie', 'expert'])
      snapshot.enqueue(`/ressources/niveau/${level}/`, PRIORITY.list, null);
    snapshot.enqueue('/ressources/', PRIORITY.list, null);
    settleAll();
    snapshot.apply([published(resource('a', { maturity: 'intermediate' }))]);
    const urls = settleAll();
    expect(urls).toEqual(
      expect.arrayContaining(['/ressources/niveau/novice/', '/ressources/niveau/initie/', '/ressources/']),
    );
    expect(urls).not.toContain('/ressources/niveau/expert/');
    expect(titles('level', 'intermediate', 'fr')).toEqual(['Titre de a']);
    expect(titles('level', 'novice', 'fr')).toEqual([]);
  });

  it('the list of an article is there while a resource answers to it, with its feed', () => {
    snapshot.apply([published(resource('a', { nis2Articles: ['21(2)(d)', '23'] }))]);
    for (const url of ['/ressources/article/21-2-d/', '/en/resources/article/23/feed.xml']) {
      expect(snapshot.isWanted(url), url).toBe(true);
      expect([...snapshot.wantedAddresses()], url).toContain(url);
      expect(settleAll().length === 0 || snapshot.isWanted(url)).toBe(true);
    }
    snapshot.apply([published(resource('a', { nis2Articles: ['23'] }))]);
    expect(settleAll()).toContain('/ressources/article/21-2-d/');
    expect(snapshot.isWanted('/ressources/article/21-2-d/')).toBe(false);
  });

  it('counts say how many resources have each value, topics by the slug of their page', () => {
    snapshot.apply([
      published(topic('acces')),
      published(resource('a', { topics: [idOf('acces')] })),
      published(resource('b', { topics: [idOf('acces'), idOf('pas-encore')], audiences: ['sme'] })),
    ]);
    const counts = facetCounts('fr').data;
    expect(counts.topic).toEqual([
      { value: 'acces', title: 'Thème acces', locale: 'fr', url: '/themes/acces/', count: 2 },
    ]);
    expect(counts.audience).toMatchObject([{ value: 'sme', title: null, count: 1 }]);
    expect(counts.level).toMatchObject([{ value: 'novice', count: 2 }]);
  });

  it('a part of the whole catalogue says by what each entry is filtered, and follows it', () => {
    snapshot.apply([published(topic('acces')), published(resource('a', { topics: [idOf('acces')] }))]);
    settleAll();
    expect(cataloguePart(1, 'fr')!.data).toMatchObject([
      { card: { title: 'Titre de a' }, facets: { level: ['novice'], topic: ['acces'], article: ['21(2)(c)'] } },
    ]);
    snapshot.apply([published(resource('a', { topics: [] }))]);
    expect(settleAll()).toEqual(expect.arrayContaining(['/ressources/lots/1.html', '/en/resources/parts/1.html']));
    expect(cataloguePart(1, 'fr')!.data[0]!.facets.topic).toBeUndefined();
  });

  it('a withdrawn resource is in no list and no count', () => {
    const state = published(resource('a'));
    snapshot.apply([state]);
    settleAll();
    snapshot.apply([withdrawn(state)]);
    settleAll();
    expect(titles('level', 'novice', 'fr')).toEqual([]);
    expect(facetCounts('fr').data.level).toEqual([]);
    expect(cataloguePart(1, 'fr')).toBeNull();
  });
});

describe('the glossary in the texts', () => {
  const terms = (slug: string) =>
    (entry('resource', 'fr', slug)!.data.references['terms'] ?? []).map((card) => card.title);

  it('a text knows the terms that it uses, in the order in which it uses them, and a term its texts', () => {
    snapshot.apply([
      published(term('mfa', { term: 'MFA' })),
      published(term('vpn', { term: 'VPN' })),
      published(resource('a', { body: 'Un VPN avec MFA, puis encore la MFA.' })),
    ]);
    expect(terms('a')).toEqual(['VPN', 'MFA']);
    expect(entry('glossary-term', 'fr', 'mfa')!.data.backlinks.map((card) => card.url)).toEqual(['/ressources/a/']);
  });

  it('a new term finds the texts that use it already, and makes their pages alone', () => {
    snapshot.apply([published(resource('a', { body: 'La MFA.' })), published(resource('b', { body: 'Rien.' }))]);
    settleAll();
    snapshot.apply([published(term('mfa', { term: 'MFA' }))]);
    const urls = settleAll();
    expect(urls).toContain('/ressources/a/');
    expect(urls).not.toContain('/ressources/b/');
    expect(terms('a')).toEqual(['MFA']);
  });

  it('a renamed term leaves the texts of its old name for those of the new one', () => {
    snapshot.apply([
      published(resource('a', { body: 'La MFA.' })),
      published(resource('b', { body: 'Une double authentification.' })),
      published(term('mfa', { term: 'MFA' })),
    ]);
    settleAll();
    snapshot.apply([published(term('mfa', { term: 'Double authentification' }))]);
    expect(settleAll()).toEqual(expect.arrayContaining(['/ressources/a/', '/ressources/b/', '/glossaire/mfa/']));
    expect(terms('a')).toEqual([]);
    expect(terms('b')).toEqual(['Double authentification']);
  });

  it('comes out the same whatever comes first', () => {
    const states = [
      published(resource('a', { body: 'Hameçonnage, rançongiciels, CERT-FR et EBIOS RM.' })),
      ...['Hameçonnage', 'Rançongiciel', 'CERT-FR', 'CERT', 'EBIOS RM'].map((name, n) =>
        published(term(`t${n}`, { term: name })),
      ),
    ];
    snapshot.apply(states);
    const before = terms('a');
    expect(before).toEqual(['Hameçonnage', 'Rançongiciel', 'CERT-FR', 'EBIOS RM']);
    snapshot.apply(states.map(withdrawn));
    for (const state of states.toReversed()) snapshot.apply([state]);
    expect(terms('a')).toEqual(before);
  });
});

describe('steps of a path', () => {
  const step = { title: null, note: '', maturity: 'novice', minutes: null } as const;
  const steps = () => {
    const { document } = entry('learning-path', 'fr', 'p')!.data;
    return pathSteps(document as Parameters<typeof pathSteps>[0]).data;
  };

  it('lead to a page by its address, also once it has another one', () => {
    const guide = resource('a');
    snapshot.apply([
      published(guide),
      published(learningPath('p', { steps: [{ ...step, target: '/ressources/a/#partie' }] })),
    ]);
    settleAll();
    expect(steps()).toMatchObject([{ url: '/ressources/a/#partie', card: { title: 'Titre de a' } }]);
    snapshot.apply([
      {
        ...published({ ...guide, slug: 'b' }),
        addresses: [
          { locale: 'fr', slug: 'a' },
          { locale: 'fr', slug: 'b' },
        ],
      },
    ]);
    expect(settleAll()).toContain('/parcours/p/');
    expect(steps()).toMatchObject([{ url: '/ressources/b/#partie' }]);
  });

  it('to a page that is not published keep their words without a link, and get it when it is', () => {
    snapshot.apply([published(learningPath('p', { steps: [{ ...step, title: 'Lire', target: '/ressources/a/' }] }))]);
    settleAll();
    expect(steps()).toMatchObject([{ title: 'Lire', url: null, card: null }]);
    snapshot.apply([published(resource('a'))]);
    expect(settleAll()).toContain('/parcours/p/');
    expect(steps()).toMatchObject([{ url: '/ressources/a/' }]);
  });

  it('to another site or a page of the hub that is no document are links as they are', () => {
    snapshot.apply([
      published(
        learningPath('p', {
          steps: [
            { ...step, target: 'https://exemple.fr/outil' },
            { ...step, target: '/recherche/' },
          ],
        }),
      ),
    ]);
    expect(steps()).toMatchObject([{ url: 'https://exemple.fr/outil' }, { url: '/recherche/' }]);
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

  it('down to the bytes on disk', () => {
    const bytes = () =>
      readdirSync(dirname(path)).map((name) => readFileSync(join(dirname(path), name)).includes('mot-secret'));
    const hidden = published(resource('a', { body: 'Un mot-secret. '.repeat(2_000) }));
    snapshot.apply([hidden, published(resource('b'))]);
    expect(bytes()).toContain(true);
    snapshot.apply([withdrawn(hidden)]);
    expect(bytes()).not.toContain(true);
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
    snapshot = new Snapshot(path);
    expect(snapshot.position()).toEqual({ epoch: 'e', seq: 7 });
    expect(settleAll()).toContain('/ressources/a/');
    snapshot.close();
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

  it('an English text also refers to what the French one does, where that exists in French only', () => {
    const before = resource('avant');
    snapshot.apply([
      published(before),
      published(resource('a', { prerequisites: [before.documentId] }), resource('a', { locale: 'en' })),
    ]);
    expect(entry('resource', 'en', 'a')!.data.references['prerequisites']).toMatchObject([{ locale: 'fr' }]);
    snapshot.apply([published(before, resource('avant', { locale: 'en' }))]);
    expect(entry('resource', 'en', 'a')!.data.references['prerequisites']).toBeUndefined();
  });

  it('an English list shows what exists in French only, as French', () => {
    snapshot.apply([published(resource('a'))]);
    const [card] = listFront('resource', 'en').data.entries;
    expect(card).toMatchObject({ locale: 'fr', url: '/ressources/a/' });
  });
});
