import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SearchWordsOf, documentsNaming } from './search-words.ts';
import { Snapshot } from './snapshot/snapshot.ts';
import { idOf, published, resource, term, withdrawn } from './test/documents.ts';

let folder: string;
let snapshot: Snapshot;
let words: SearchWordsOf;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palier-search-words-'));
  snapshot = new Snapshot(join(folder, 'snapshot.db'));
  words = new SearchWordsOf(snapshot);
});

afterEach(() => {
  snapshot.close();
  rmSync(folder, { recursive: true });
});

/** The concepts under which a text is found. */
const namedIn = (text: string) =>
  words
    .current()
    .thesaurus.analyse(text)
    .filter((one) => one.startsWith('qz'));

it('a term published in the glossary is a synonym by that alone, and no more when it is withdrawn', () => {
  expect(namedIn('zorglubiseur')).toEqual([]);
  const state = published(term('zgb', { expansion: 'zorglubiseur', translation: 'zorglub widget' }));
  snapshot.apply([state]);
  expect(namedIn('un zorglubiseur')).toEqual(namedIn('ZGB'));
  expect(namedIn('the zorglub widget')).toEqual(namedIn('ZGB'));
  expect(namedIn('ZGB')).toHaveLength(1);
  snapshot.apply([withdrawn(state)]);
  expect(namedIn('zorglubiseur')).toEqual([]);
});

it('both languages of a term are one thing', () => {
  snapshot.apply([
    published(term('zgb', { expansion: 'zorglubiseur' }), term('zgb', { locale: 'en', expansion: 'zorglubber' })),
  ]);
  expect(namedIn('zorglubber')).toEqual(namedIn('zorglubiseur'));
});

it('nothing is made anew while the glossary is the same', () => {
  const first = words.current();
  snapshot.apply([published(resource('a'))]);
  expect(words.current()).toBe(first);
  snapshot.apply([published(term('zgb', { expansion: 'zorglubiseur' }))]);
  expect(words.current().digest).not.toBe(first.digest);
});

it('a new name concerns the documents that say it, or a name of the same thing, and few others', async () => {
  snapshot.apply([
    published(resource('a', { title: 'Régler un zorglubiseur' })),
    published(resource('b', { body: 'Le ZGB.' })),
    published(resource('c', { keywords: ['zorglub widget'] })),
    published(resource('d', { title: 'Autre chose' })),
  ]);
  const before = words.current().thesaurus;
  snapshot.apply([published(term('zgb', { expansion: 'zorglubiseur', translation: 'zorglub widget' }))]);
  const found = new Set<string>();
  for await (const { documentId } of documentsNaming(snapshot, before, words.current().thesaurus))
    found.add(documentId);
  expect(['a', 'b', 'c', 'zgb'].every((name) => found.has(idOf(name)))).toBe(true);
  expect(found.has(idOf('d'))).toBe(false);
});

it('without a new name no document is concerned', async () => {
  snapshot.apply([published(resource('a'))]);
  const { thesaurus } = words.current();
  for await (const document of documentsNaming(snapshot, thesaurus, thesaurus)) expect(document).toBeUndefined();
});
