import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allSearchDocuments, searchDocumentsOf, sectionsOf } from './search-documents.ts';
import { Snapshot } from './snapshot/snapshot.ts';
import { idOf, organisation, published, resource, term, topic, withdrawn } from './test/documents.ts';

let folder: string;
let snapshot: Snapshot;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palier-search-documents-'));
  snapshot = new Snapshot(join(folder, 'snapshot.db'));
});

afterEach(() => {
  snapshot.close();
  rmSync(folder, { recursive: true });
});

const ofResource = (name: string) => searchDocumentsOf(snapshot, 'resource', idOf(name));

describe('a text is searched heading by heading', () => {
  it('each section with the name by which a link opens it', () => {
    const body =
      'Avant.\n\n## Copier\n\nUne copie.\n\nUne autre.\n\n### Hors ligne\n\nDébranchée.\n\n## Essayer\n\nRestaurer.';
    snapshot.apply([published(resource('a', { body }))]);
    expect(ofResource('a')[0]!.sections).toEqual([
      { anchor: null, heading: '', text: 'Avant.' },
      { anchor: 'copier', heading: 'Copier', text: 'Une copie. Une autre.' },
      { anchor: 'hors-ligne', heading: 'Hors ligne', text: 'Débranchée.' },
      { anchor: 'essayer', heading: 'Essayer', text: 'Restaurer.' },
    ]);
  });

  it('two headings of the same words are two sections', () => {
    snapshot.apply([published(resource('a', { body: '## Suite\n\nUn.\n\n## Suite\n\nDeux.' }))]);
    expect(ofResource('a')[0]!.sections.map(({ anchor, text }) => [anchor, text])).toEqual([
      ['suite', 'Un.'],
      ['suite-2', 'Deux.'],
    ]);
  });

  it('as one text where the headings cannot be read, and the others are searched as ever', () => {
    snapshot.apply([published(resource('a', { body: '## Un\n\nDeux.' })), published(resource('b'))]);
    snapshot.db.prepare("UPDATE document SET headings = 'pas du JSON' WHERE document_id = ?").run(idOf('a'));
    expect(ofResource('a')[0]!.sections).toEqual([{ anchor: null, heading: '', text: 'Un Deux.' }]);
    expect([...allSearchDocuments(snapshot)]).toHaveLength(2);
  });

  it('a heading without text is found, a text without words is nothing', () => {
    expect(sectionsOf('', [])).toEqual([]);
    expect(sectionsOf('Titre', [{ depth: 2, id: 'titre', text: 'Titre' }])).toEqual([
      { anchor: 'titre', heading: 'Titre', text: '' },
    ]);
  });
});

it('each document comes once, whatever changes meanwhile', () => {
  const names = Array.from({ length: 150 }, (_, index) => `n${index}`);
  snapshot.apply(names.map((name) => published(resource(name))));
  const ids: string[] = [];
  for (const { id } of allSearchDocuments(snapshot)) {
    if (ids.length === 0) snapshot.apply(names.map((name) => published(resource(name, { body: 'Autre.' }))));
    ids.push(id);
  }
  expect(ids).toHaveLength(150);
  expect(new Set(ids).size).toBe(150);
});

describe('names behind references', () => {
  beforeEach(() => {
    snapshot.apply([
      published(topic('t', { name: 'Sauvegarde' }), topic('t', { locale: 'en', name: 'Backup' })),
      published(topic('u', { name: 'Réseau' })),
      published(organisation('o', { name: 'ANSSI' })),
    ]);
  });

  it('are in the language of the document, or in the first there is', () => {
    const fields = { topics: [idOf('u'), idOf('t')], publisher: idOf('o') };
    snapshot.apply([published(resource('a', fields), resource('a', { ...fields, locale: 'en' }))]);
    expect(ofResource('a').map(({ locale, topics, publishers }) => [locale, topics, publishers])).toEqual([
      ['en', ['Réseau', 'Backup'], ['ANSSI']],
      ['fr', ['Réseau', 'Sauvegarde'], ['ANSSI']],
    ]);
  });

  it('that nothing published answers to are left out', () => {
    snapshot.apply([published(resource('a', { topics: [idOf('jamais'), idOf('t')] }))]);
    expect(ofResource('a')[0]!.topics).toEqual(['Sauvegarde']);
  });
});

describe('readers of a language', () => {
  const shown = () => Object.fromEntries(ofResource('a').map(({ locale, shownIn }) => [locale, shownIn]));

  it('are shown the other version of what has none in theirs, and never two', () => {
    const state = published(resource('a'));
    snapshot.apply([state]);
    expect(shown()).toEqual({ fr: ['fr', 'en'] });
    snapshot.apply([published(resource('a'), resource('a', { locale: 'en' }))]);
    expect(shown()).toEqual({ fr: ['fr'], en: ['en'] });
    snapshot.apply([published(resource('a', { locale: 'en' }))]);
    expect(shown()).toEqual({ en: ['en', 'fr'] });
    snapshot.apply([withdrawn(state)]);
    expect(shown()).toEqual({});
  });
});

it('every published document is gone through once, whatever comes in between', () => {
  snapshot.apply(Array.from({ length: 230 }, (_, n) => published(resource(`r${n}`))));
  snapshot.apply([published(term('mfa'), term('mfa', { locale: 'en' }))]);
  const ids = [...allSearchDocuments(snapshot)].map(({ id }) => id);
  expect(ids).toHaveLength(232);
  expect(new Set(ids).size).toBe(232);
});
