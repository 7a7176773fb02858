import { describe, expect, it } from 'vitest';
import { everyWordOf, termsOf, wordsOf } from './words.ts';

const written = (text: string) => wordsOf(text).map(({ start, end }) => text.slice(start, end));

describe('the words of a text', () => {
  it.each([
    ['L’analyse d’impact', ['analys', 'impact']],
    ["L'analyse d'impact", ['analys', 'impact']],
    ['jusqu’à aujourd’hui', ['aujourd', 'hui']],
    ['Pare-feux', ['pare', 'feu']],
    ['wi-fi', ['wi', 'fi']],
    ['NIS 2, NIS2', ['nis', '2', 'nis2']],
    ['La sécurité des Réseaux', ['securit', 'reseau']],
    ['mots\u00A0de\u202Fpasse', ['mot', 'pass']],
    ['<b>gras</b>', ['gra']],
    ['snake_case', ['snak', 'case']],
    ['безопасность 安全', ['безопасность', '安全']],
    ['… — ! 😀', []],
    ['', []],
  ])('of %j are compared by %j', (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  it('stand where the text has them, whatever is around', () => {
    expect(written("😀 Sécurité : l’e\u0301tude d'un pare-feu, n° 12.")).toEqual([
      'Sécurité',
      'e\u0301tude',
      'pare',
      'feu',
      '12',
    ]);
  });

  it('are found in a text of half characters', () => {
    expect(written('\uD800mot\uDC00 clé\uD83D')).toEqual(['mot', 'clé']);
  });

  it.each(['½ ⑴ ⒈ 🄁 ㈠', 'ﷺ ͺ', 'paraŀlel', '\u0301 \u0301', 'ﾞ'])(
    'hold letters and digits alone, even where a character stands for several (%j)',
    (text) => {
      for (const { term } of [...wordsOf(text), ...everyWordOf(text)]) expect(term).toMatch(/^[\p{L}\p{N}]+$/u);
    },
  );

  it('are the same each time, also after more words than are kept in memory', () => {
    const before = termsOf('Les sauvegardes hors ligne');
    for (let number = 0; number < 60_000; number += 1) termsOf(`mot${number}`);
    expect(termsOf('Les sauvegardes hors ligne')).toEqual(before);
  });
});

it('gives every word when asked, those that say nothing as well', () => {
  const text = 'Que faire ? L’analyse';
  expect(everyWordOf(text).map(({ term }) => term)).toEqual(['que', 'fair', 'l', 'analys']);
  expect(everyWordOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Que', 'faire', 'L', 'analyse']);
});
