import { describe, expect, it } from 'vitest';
import { Lexicon } from './lexicon.ts';
import { PART_WORTH, exactly, scoreOf, throughLens, type Part, type Terms } from './rank.ts';
import { thesaurusOf } from './test/corpus.ts';
import { understand, type Understood } from './understand.ts';

const thesaurus = thesaurusOf('mot de passe = password');
const lexicon = new Lexicon({
  documents: 100,
  terms: [
    ['incident', 50],
    ['guid', 90],
    ['endiguement', 1],
    ['mot', 20],
    ['pass', 20],
    [thesaurus.analyse('password').at(-1)!, 20],
  ],
  ...thesaurus.data(),
});

/** A document that holds these terms in these parts. */
function holding(parts: Partial<Record<Part, string>>): Terms {
  const part = (name: Part) => {
    const terms = parts[name]?.split(' ') ?? [];
    return {
      has: (term: string) => terms.includes(term),
      hasBeginning: (beginning: string) => terms.some((term) => term.startsWith(beginning)),
    };
  };
  return {
    title: part('title'),
    keywords: part('keywords'),
    subjects: part('subjects'),
    summary: part('summary'),
    broader: part('broader'),
    text: part('text'),
  };
}

const asked = (query: string): Understood => understand(query, lexicon).asTyped;
const score = (query: string, parts: Partial<Record<Part, string>>) => scoreOf(asked(query), holding(parts), lexicon);

describe('a document answers better', () => {
  it('by its title than by its keywords, then its summary, its subjects, what it is narrower than, its text', () => {
    const parts: Part[] = ['title', 'keywords', 'summary', 'subjects', 'broader', 'text'];
    const scores = parts.map((part) => score('incident.', { [part]: 'incident' }));
    expect(scores.toSorted((a, b) => b - a)).toEqual(scores);
    expect(new Set(scores).size).toBe(parts.length);
    expect(scores.at(-1)).toBeGreaterThan(score('incident.', { title: 'guid' }));
    expect(Object.keys(PART_WORTH).toSorted()).toEqual(parts.toSorted());
  });

  it('when several of its parts say so, each adding less', () => {
    const [one, two, three] = [
      score('incident.', { title: 'incident' }),
      score('incident.', { title: 'incident', summary: 'incident' }),
      score('incident.', { title: 'incident', summary: 'incident', text: 'incident' }),
    ];
    expect(two).toBeGreaterThan(one!);
    expect(three).toBeGreaterThan(two!);
    expect(two! - one!).toBeLessThan(score('incident.', { summary: 'incident' }));
  });

  it('by a rare word than by a common one', () => {
    const query = 'guide endiguement.';
    expect(score(query, { title: 'endiguement' })).toBeGreaterThan(score(query, { title: 'guid' }));
  });

  it('by two of the words than by one', () => {
    const query = 'incident endiguement.';
    expect(score(query, { title: 'endiguement', text: 'incident' })).toBeGreaterThan(
      score(query, { title: 'endiguement' }),
    );
  });

  it('by what was asked than by the words of its name, and by these than by nothing', () => {
    const query = 'mot de passe';
    const [concept] = asked(query).terms;
    const [named, words, one, none] = [concept!, 'mot pass', 'mot', 'guid'].map((title) => score(query, { title }));
    expect(named).toBeGreaterThan(words!);
    expect(words).toBeGreaterThan(one!);
    expect(one).toBeGreaterThan(none!);
    expect(none).toBe(0);
  });
});

describe('a word that is still typed', () => {
  it('counts for every word that begins so, the last one only', () => {
    expect(score('endig', { title: 'endiguement' })).toBeGreaterThan(0);
    expect(score('endig.', { title: 'endiguement' })).toBe(0);
    expect(score('endig incident', { title: 'endiguement' })).toBe(0);
  });
});

describe('the level of the reader', () => {
  it('brings its documents up among equals, then those beside it', () => {
    const scores = [2, 1, 3, 4, null].map((level) => throughLens(10, level, 2));
    expect(scores[0]).toBeGreaterThan(scores[1]!);
    expect(scores[1]).toBe(scores[2]);
    expect(scores[2]).toBeGreaterThan(scores[3]!);
    expect(scores[3]).toBe(10);
    expect(scores[4]).toBe(10);
  });

  it('changes nothing for who has none', () => {
    expect([1, 2, 3, 4, null].map((level) => throughLens(10, level, null))).toEqual([10, 10, 10, 10, 10]);
  });

  it('never puts a mention in a text before a title of another level', () => {
    const title = throughLens(score('incident', { title: 'incident' }), 4, 1);
    for (const part of ['text', 'broader', 'subjects', 'summary'] as const)
      expect(throughLens(score('incident', { [part]: 'incident' }), 1, 1)).toBeLessThan(title);
  });

  it('never puts a document with one of two words before one with both', () => {
    const query = 'incident endiguement.';
    const both = throughLens(score(query, { summary: 'incident endiguement' }), 4, 1);
    expect(throughLens(score(query, { summary: 'endiguement' }), 1, 1)).toBeLessThan(both);
  });
});

describe('the exact title', () => {
  it.each([
    ['Sécurité : les bases', 'securite les bases'],
    ['L’analyse d’impact (AIPD)', "l'analyse d'impact AIPD"],
    ['MonServiceSécurisé', 'monservicesecurise'],
    ['Mots de passe', '  mots   de passe ? '],
  ])('%j is asked for by %j', (title, query) => {
    expect(exactly(query)(title)).toBe(true);
  });

  it.each([
    ['Mots de passe', 'mot de passe'],
    ['Mots de passe', 'mots passe'],
    ['Mots de passe', 'mots de passe forts'],
    ['Mots de passe', ''],
    ['pare-feu', 'parefeu'],
  ])('%j is not asked for by %j', (title, query) => {
    expect(exactly(query)(title)).toBe(false);
  });
});
