import { describe, expect, test } from 'vitest';
import { addressOf, choicesOf, choose, countsOf, parseFacets } from './catalogue-filter.ts';
import type { Choices, Entry, Names } from './catalogue-filter.ts';
import { fold } from './fold.ts';

const entry = (title: string, facets: string, rank: number, place: number): Entry => ({
  title,
  text: fold(title),
  facets: parseFacets(facets),
  rank,
  place,
});

const ENTRIES = [
  entry('Journaliser', 'level:advanced topic:detection topic:reseau kind:guide', 3, 0),
  entry('Éviter l’hameçonnage', 'level:novice topic:messagerie kind:sheet', 1, 1),
  entry('Cloisonner', 'level:advanced topic:reseau kind:guide', 3, 2),
  entry('Zone d’administration', 'level:expert topic:reseau kind:reference', 4, 3),
];

const choices = (facets: Record<string, string[]> = {}, query = '', sort: Choices['sort'] = 'date'): Choices => ({
  facets: new Map(Object.entries(facets).map(([facet, values]) => [facet, new Set(values)])),
  query,
  sort,
});

const titles = (wanted: Choices, level = 0) => choose(ENTRIES, wanted, level, 'fr').map(({ title }) => title);

describe('what is left', () => {
  test('has one value at least of each facet chosen', () => {
    expect(titles(choices({ level: ['novice', 'expert'] }))).toEqual(['Éviter l’hameçonnage', 'Zone d’administration']);
    expect(titles(choices({ level: ['advanced'], topic: ['detection'] }))).toEqual(['Journaliser']);
    expect(titles(choices({ level: ['novice'], topic: ['reseau'] }))).toEqual([]);
  });

  test('holds every word, without case nor accents, whatever the apostrophe', () => {
    expect(titles(choices({}, 'HAMECONNAGE eviter'))).toEqual(['Éviter l’hameçonnage']);
    expect(titles(choices({}, "d'administration"))).toEqual(['Zone d’administration']);
  });

  test('starts with the level of the reader, then the nearest, the newest first among equals', () => {
    expect(titles(choices({}, '', 'lens'), 4)).toEqual([
      'Zone d’administration',
      'Journaliser',
      'Cloisonner',
      'Éviter l’hameçonnage',
    ]);
    expect(titles(choices({}, '', 'lens'))).toEqual(ENTRIES.map(({ title }) => title));
  });

  test('is in alphabetical order of the language', () => {
    expect(titles(choices({}, '', 'title'))).toEqual([
      'Cloisonner',
      'Éviter l’hameçonnage',
      'Journaliser',
      'Zone d’administration',
    ]);
  });
});

describe('the count of a value', () => {
  test('follows the choices in the other facets, not those in its own', () => {
    const wanted = choices({ topic: ['reseau'], level: ['advanced'] });
    expect(countsOf(ENTRIES, wanted, 'level')).toEqual(
      new Map([
        ['advanced', 2],
        ['expert', 1],
      ]),
    );
    expect(countsOf(ENTRIES, wanted, 'topic')).toEqual(
      new Map([
        ['detection', 1],
        ['reseau', 2],
      ]),
    );
  });
});

describe('the address', () => {
  const names: Names = {
    facets: new Map([
      ['level', 'niveau'],
      ['topic', 'theme'],
    ]),
    sort: 'tri',
  };

  test('says the choices, and gives them back', () => {
    const wanted = choices({ level: ['novice', 'expert'], topic: ['reseau'] }, 'a & b', 'title');
    const address = addressOf(wanted, names);
    expect(address).toBe('?q=a%20%26%20b&niveau=novice,expert&theme=reseau&tri=title');
    expect(choicesOf(address, names)).toEqual(wanted);
  });

  test('without choices is that of the page', () => {
    expect(addressOf(choices({}, '', 'lens'), names)).toBe('');
  });

  test('that means nothing asks nothing', () => {
    const read = choicesOf('?niveau=&tri=xyz&inconnu=1&q=%20', names);
    expect(read).toEqual(choices({}, '', 'lens'));
    expect(choicesOf(`?q=${'a'.repeat(5000)}`, names).query).toHaveLength(200);
  });
});
