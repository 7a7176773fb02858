import { describe, expect, it } from 'vitest';
import { randomFrom } from '@palier/model/test/random';
import { segments } from './client/segments.ts';
import { extractOf, matchedIn, passageOf } from './extract.ts';
import { Lexicon } from './lexicon.ts';
import { MATCH_END, MATCH_START } from './marks.ts';
import { thesaurusOf } from './test/corpus.ts';
import { understand } from './understand.ts';

const thesaurus = thesaurusOf('mfa = authentification multifacteur = double authentification');
const lexicon = new Lexicon({ documents: 0, terms: [], ...thesaurus.data() });
const asked = (query: string) => understand(query, lexicon).asTyped;
const extract = (text: string, query: string) => extractOf(text, asked(query), thesaurus);
const matched = (text: string, query: string) => matchedIn(text, asked(query), thesaurus);

/** The extract with its marks as brackets. */
const marked = (text: string, query: string) =>
  extract(text, query).replaceAll(MATCH_START, '[').replaceAll(MATCH_END, ']');
const matches = (text: string, query: string) =>
  segments(extract(text, query)).flatMap((part) => (part.match ? [part.text] : []));

/** A long text with nothing to find in it. */
const filler = (length: number) =>
  'lorem ipsum dolor '
    .repeat(Math.ceil(length / 18))
    .slice(0, length)
    .trim();

describe('the matches of an extract', () => {
  it.each([
    [
      'whatever their accents and endings',
      'Des Sécurités, la sécurité.',
      'securite ',
      'Des [Sécurités], la [sécurité].',
    ],
    ['without the article before them', 'Pour l’analyse d’impact.', 'analyse impact ', 'Pour l’[analyse] d’[impact].'],
    [
      'by all names of what was asked, a name of several words as one',
      'MFA : l’authentification multifacteur, ou double authentification.',
      'mfa',
      '[MFA] : l’[authentification multifacteur], ou [double authentification].',
    ],
    [
      'once where a name holds a word that was asked',
      'Une double authentification.',
      'mfa double authentifications, double ',
      'Une [double authentification].',
    ],
    ['of a phrase', 'Le plan de reprise.', '"plan de reprise"', 'Le [plan] de [reprise].'],
    [
      'by their beginning while the word is typed',
      'Chiffrement, chiffre, déchiffrer.',
      'chiffr',
      '[Chiffrement], [chiffre], déchiffrer.',
    ],
    ['not by their beginning once it is', 'Chiffrement, chiffres.', 'chiffre ', 'Chiffrement, [chiffres].'],
    ['with the accents that stand apart', 'La se\u0301curite\u0301 !', 'sécurité ', 'La [se\u0301curite\u0301] !'],
    ['none where nothing was asked', 'Un texte.', '', 'Un texte.'],
  ])('are marked %s', (_how, text, query, expected) => {
    expect(marked(text, query)).toBe(expected);
  });

  it('are counted, each term once, in the whole text', () => {
    const text = `incident ${filler(1000)} plan ${filler(1000)} incident`;
    expect(matched(text, 'incident plan secret')).toBe(2);
    expect([extract('', 'incident'), matched('', 'incident')]).toEqual(['', 0]);
  });

  it('stand in text that is markup to no one', () => {
    expect(marked('<img src=x onerror=incident()> &amp; <b>', 'incident ')).toBe(
      '<img src=x onerror=[incident]()> &amp; <b>',
    );
  });
});

describe('the passage of a long text', () => {
  it('is how it begins where nothing matches', () => {
    const text = filler(1000);
    const passage = extract(text, 'incident ');
    expect(matched(text, 'incident ')).toBe(0);
    expect(passage.endsWith('…')).toBe(true);
    expect(text.startsWith(passage.slice(0, -1))).toBe(true);
  });

  it('holds a match that is far', () => {
    const passage = extract(`${filler(1000)} Un incident grave. ${filler(1000)}`, 'incident ');
    expect(passage).toContain(`Un ${MATCH_START}incident${MATCH_END} grave.`);
    expect(passage.startsWith('…')).toBe(true);
    expect(passage.endsWith('…')).toBe(true);
  });

  it('is how it begins where that matches', () => {
    expect(marked(`Face à un incident. ${filler(1000)}`, 'incident ')).toMatch(/^Face à un \[incident\]\. lorem/);
  });

  it('is where most different words are, not where one comes most often', () => {
    const text = `incident incident incident ${filler(800)} un plan d’incident ${filler(800)}`;
    expect(matches(text, 'incident plan ')).toEqual(['plan', 'incident']);
  });

  it('is where most matches are, of two with the same words', () => {
    const text = `${filler(400)} incident ${filler(800)} incident, incident ${filler(400)}`;
    expect(matches(text, 'incident ')).toEqual(['incident', 'incident']);
  });

  it('holds both words that are near one another at the end of the first lines', () => {
    expect(matches(`${filler(110)} incident ${filler(150)} plan ${filler(800)}`, 'incident plan ')).toEqual([
      'incident',
      'plan',
    ]);
  });

  it('holds a match that no space precedes for long', () => {
    const address = `https://exemple.fr/${'x'.repeat(300)}/incident`;
    expect(matches(`${address} ${filler(500)}`, 'incident ')).toEqual(['incident']);
  });

  it('of 500 random texts is cut between words, no longer than it may be, and holds a match', () => {
    const next = randomFrom(20_261_126);
    const words = ['lorem', 'ipsum,', 'l’incident', 'plan', 'double authentification', '😀', 'à', 'zéro-un'];
    for (let round = 0; round < 500; round += 1) {
      const text = Array.from({ length: 20 + next() * 300 }, () => words[Math.floor(next() * words.length)]).join(' ');
      const passage = extract(text, 'incident plan mfa');
      const plain = passage.replaceAll(MATCH_START, '').replaceAll(MATCH_END, '');
      const bare = plain.replace(/^…/, '').replace(/…$/, '');
      expect(` ${text} `, text).toContain(` ${bare} `);
      expect(bare.length).toBeLessThanOrEqual(240);
      expect(bare === text).toBe(!plain.includes('…'));
      expect(matched(text, 'incident plan mfa') > 0).toBe(passage.includes(MATCH_START));
      // Marks pair, none inside another, none around nothing.
      expect(passage.replace(/\uE000[^\uE000\uE001]+\uE001/g, '')).not.toMatch(/[\uE000\uE001]/);
    }
  });

  it('cuts no character in two where there are no spaces', () => {
    for (const start of ['', 'a']) expect(extract(start + '😀'.repeat(500), 'incident').isWellFormed()).toBe(true);
  });
});

describe('the passage of a document', () => {
  const sections = [
    { anchor: null, heading: '', text: 'Des généralités.' },
    { anchor: 'plan', heading: 'Plan de reprise', text: 'Qui fait quoi.' },
    { anchor: 'crise', heading: 'Crise', text: 'Un plan, un incident.' },
  ];
  const passage = (summary: string, query: string) => passageOf(summary, sections, asked(query), thesaurus);

  it('is its summary where no section says more', () => {
    expect(passage('Face à un incident.', 'incident ')).toMatchObject({ section: null });
    expect(passage('Face à un incident.', 'incident ').extract).toContain(`${MATCH_START}incident${MATCH_END}`);
    expect(passage('Un résumé.', 'secret ')).toEqual({ extract: 'Un résumé.', section: null });
  });

  it('is the section that says most, with where it stands', () => {
    expect(passage('Face à un incident.', 'incident plan ')).toEqual({
      extract: `Un ${MATCH_START}plan${MATCH_END}, un ${MATCH_START}incident${MATCH_END}.`,
      section: { anchor: 'crise', heading: 'Crise' },
    });
  });

  it('is a section whose heading says it', () => {
    expect(passage('Un résumé.', 'reprise ')).toEqual({
      extract: 'Qui fait quoi.',
      section: { anchor: 'plan', heading: 'Plan de reprise' },
    });
  });

  it('is the text before the first heading, which has no name', () => {
    expect(passage('Un résumé.', 'généralités ').section).toBeNull();
    expect(passage('Un résumé.', 'généralités ').extract).toContain('généralités');
  });

  it('is the first section where there is no summary', () => {
    expect(passage('', 'secret ')).toEqual({ extract: 'Des généralités.', section: null });
    expect(passageOf('', [], asked('secret'), thesaurus)).toEqual({ extract: '', section: null });
  });
});
