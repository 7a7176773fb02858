import { describe, expect, it } from 'vitest';
import { randomFrom } from '@palier/model/test/random';
import { lexiconFile } from './lexicon-file.ts';
import { LEXICON_VERSION, Lexicon, LexiconMaker, distanceBetween, type LexiconFile } from './lexicon.ts';
import { thesaurusOf } from './test/corpus.ts';
import { termsOf } from './text/words.ts';

const knowing = (words: Record<string, number>, rules = '') =>
  new Lexicon({ documents: 100, terms: Object.entries(words), ...thesaurusOf(rules).data() });

/** File of the documents with these texts. */
function fileOf(documents: string[][], rules = ''): LexiconFile {
  const maker = new LexiconMaker(thesaurusOf(rules));
  for (const texts of documents) maker.add(texts);
  return maker.file();
}

describe('a misspelt word', () => {
  const lexicon = knowing({
    chiffrement: 5,
    sauvegard: 9,
    hameconnag: 3,
    audit: 2,
    incident: 2,
    routeur: 2,
    mfa: 9,
    siem: 9,
    iso27001: 4,
  });

  it.each([
    ['one letter wrong', 'audut', 'audit'],
    ['one letter missing', 'adit', 'audit'],
    ['one letter too many', 'auddit', 'audit'],
    ['two letters swapped', 'uadit', 'audit'],
    ['two mistakes in a long word', 'hamecognage'.slice(0, -1), 'hameconnag'],
    ['the first letter missing', 'hiffrement', 'chiffrement'],
    ['two swaps in a long word', 'suavegrad', 'sauvegard'],
    ['two mistakes in eight letters', 'inicdnet', 'incident'],
  ])('with %s is mended', (_what, typed, word) => {
    expect(lexicon.mend(typed)).toBe(word);
  });

  it.each([
    ['is too far from any', 'xxxxxxxxxx'],
    ['has two mistakes in five letters', 'oudut'],
    ['has two mistakes in seven letters', 'ratteur'],
    ['has three mistakes', 'sovegarrt'],
    ['is a short acronym', 'mfo'],
    ['is shorter than every word', 'sie'],
    ['is a number', '27002'],
    ['holds a digit', 'iso27002'],
    ['is empty', ''],
  ])('is left alone when it %s', (_why, typed) => {
    expect(lexicon.mend(typed)).toBeNull();
  });

  it('is mended to the nearest word, then to the commonest', () => {
    const words = knowing({ notation: 50, notarion: 1, rotations: 60, votation: 70 });
    expect(words.mend('notaxion')).toBe('notation');
    expect(words.mend('notatiom')).toBe('notation');
    expect(words.mend('xotation')).toBe('votation');
  });

  it('is never mended to a number', () => {
    expect(knowing({ abc1: 5, '2022': 5 }).mend('abcl')).toBeNull();
  });

  it('is mended to a word that only synonyms hold', () => {
    expect(knowing({}, 'hameçonnage = phishing').mend('phishnig')).toBe('phishing');
  });

  it('is mended the same when it comes again, and after a thousand others', () => {
    expect(lexicon.mend('audut')).toBe('audit');
    for (let number = 0; number < 1100; number += 1) lexicon.mend(`mot${String.fromCharCode(0x4e00 + number)}`);
    expect(lexicon.mend('audut')).toBe('audit');
    expect(lexicon.mend('xxxxxxxxxx')).toBeNull();
  });
});

describe('the distance between two words', () => {
  /** Optimal string alignment, straight from its definition. */
  function naive(one: string, other: string): number {
    if (one === '' || other === '') return one.length + other.length;
    const [a, b] = [one.slice(0, -1), other.slice(0, -1)];
    const ends = one.at(-1) === other.at(-1) ? 0 : 1;
    const ways = [naive(a, other) + 1, naive(one, b) + 1, naive(a, b) + ends];
    if (one.length > 1 && other.length > 1 && one.at(-1) === other.at(-2) && one.at(-2) === other.at(-1))
      ways.push(naive(one.slice(0, -2), other.slice(0, -2)) + 1);
    return Math.min(...ways);
  }

  it('is that of its definition, up to the limit, for 2,000 pairs of random words', () => {
    const next = randomFrom(20_261_126);
    const word = () => Array.from({ length: Math.floor(next() * 7) }, () => 'abc'[Math.floor(next() * 3)]).join('');
    for (let round = 0; round < 2000; round += 1) {
      const [one, other, limit] = [word(), word(), Math.floor(next() * 4)];
      const distance = naive(one, other);
      const found = distanceBetween(one, other, limit);
      if (distance <= limit) expect(found, `${one} ${other} ${limit}`).toBe(distance);
      else expect(found, `${one} ${other} ${limit}`).toBeGreaterThan(limit);
    }
  });
});

describe('what is known', () => {
  const lexicon = knowing({ incident: 40, inciter: 2, '2022': 3 }, 'mot de passe = password');

  it('is every word of the texts and of the synonyms, and every concept', () => {
    for (const term of ['incident', '2022', 'pass', 'password', lexicon.thesaurus.namings(['password'])[0]!.concept])
      expect(lexicon.knows(term)).toBe(true);
    for (const term of ['inciden', 'incidente', 'secret', '']) expect(lexicon.knows(term)).toBe(false);
  });

  it('is told from a beginning', () => {
    for (const beginning of ['i', 'inci', 'incident', 'incit', 'passw', '20'])
      expect(lexicon.knowsBeginning(beginning)).toBe(true);
    for (const other of ['incidents', 'inco', 'a', 'zzz', '21']) expect(lexicon.knowsBeginning(other)).toBe(false);
  });

  it('is nothing before the first index', () => {
    expect(Lexicon.EMPTY.knows('incident')).toBe(false);
    expect(Lexicon.EMPTY.knowsBeginning('')).toBe(false);
    expect(Lexicon.EMPTY.mend('incident')).toBeNull();
    expect(Lexicon.EMPTY.weightOf('incident')).toBeGreaterThan(0);
  });
});

describe('the weight of a word', () => {
  it('falls as it is in more documents, and stays above nothing', () => {
    const lexicon = knowing({ rare: 1, known: 10, common: 60, everywhere: 100, beyond: 500 });
    const weights = ['unknown', 'rare', 'known', 'common', 'everywhere'].map((term) => lexicon.weightOf(term));
    expect(weights.toSorted((a, b) => b - a)).toEqual(weights);
    expect(new Set(weights).size).toBe(5);
    expect(weights.at(-1)).toBeGreaterThan(0);
    expect(lexicon.weightOf('beyond')).toBe(weights.at(-1));
  });
});

describe('how a term is shown', () => {
  it('is how the texts write it most often', () => {
    const lexicon = new Lexicon(
      fileOf([['Sauvegardes et sauvegardes'], ['Sauvegarde'], ['incident'], ['incident, incidents']]),
    );
    expect(lexicon.writtenAs('sauvegard')).toBe('sauvegardes');
    expect(lexicon.writtenAs('incident')).toBe('incident');
  });

  it('keeps the accents', () => {
    expect(new Lexicon(fileOf([['Sécurité']])).writtenAs(termsOf('sécurité')[0]!)).toBe('sécurité');
  });

  it('is how the synonyms write what is in no text, and a concept by its first name', () => {
    const lexicon = knowing({}, 'hameçonnage = phishing');
    expect(lexicon.writtenAs(termsOf('hameçonnage')[0]!)).toBe('hameçonnage');
    expect(lexicon.writtenAs(lexicon.thesaurus.data().concepts[0]!.term)).toBe('hameçonnage');
  });

  it('is the term itself when nothing says better', () => {
    expect(Lexicon.EMPTY.writtenAs('audit')).toBe('audit');
  });
});

describe('the file of a lexicon', () => {
  const rules = 'mfa = double authentification\nsécurité > mfa';
  const file = fileOf(
    [['Sécurité', 'La sécurité, la MFA'], ['Double authentification (art. 21)'], ['Incident', 'incident']],
    rules,
  );

  it('counts documents, each once for a term however often it says it', () => {
    const counts = Object.fromEntries(file.terms.map(([term, count]) => [term, count]));
    expect(file.documents).toBe(3);
    expect(counts).toMatchObject({ mfa: 1, incident: 1, doubl: 1, art21: 1 });
  });

  it('counts a concept by all its names, and by what it finds as well', () => {
    const lexicon = new Lexicon(file);
    const [mfa, security] = ['mfa', 'securit'].map((term) => lexicon.thesaurus.namings([term])[0]!.concept);
    expect(lexicon.countOf(mfa!)).toBe(2);
    expect(lexicon.countOf(security!)).toBe(2);
    expect(lexicon.countOf('secret')).toBe(0);
  });

  it('begins with the commonest and keeps 60,000 terms', () => {
    const many = Array.from({ length: 60_001 }, (_, number) => `mot${number}`).join(' ');
    const { terms } = fileOf([[many], ['mot60000']]);
    expect(terms[0]).toEqual(['mot60000', 2]);
    expect(terms).toHaveLength(60_000);
  });

  it('is read as it was written', () => {
    const json = JSON.stringify(file);
    expect(lexiconFile.parse(JSON.parse(json))).toEqual(file);
    const read = Lexicon.read(json);
    expect(read.documents).toBe(3);
    expect(read.thesaurus.data().concepts).toEqual(file.concepts);
    for (const [term, count] of file.terms) expect(read.countOf(term)).toBe(count);
    expect(read.writtenAs('securit')).toBe('sécurité');
  });

  it.each([
    ['of another version', { ...file, version: LEXICON_VERSION + 1 }],
    ['with a key that it has not', { ...file, secret: 1 }],
    ['without its documents', { ...file, documents: undefined }],
    ['with a count that is none', { ...file, terms: [['mfa', 'deux']] }],
    ['with a concept without a term', { ...file, concepts: [{ names: ['mfa'], finds: [] }] }],
  ])('is refused %s', (_what, other) => {
    expect(lexiconFile.safeParse(other).success).toBe(false);
  });

  it.each([
    ['of another version', JSON.stringify({ ...file, version: LEXICON_VERSION + 1 })],
    ['cut short', JSON.stringify(file).slice(0, 100)],
    ['that is none', 'null'],
    ['that is a page', '<!doctype html>'],
  ])('is done without when it is one %s', (_what, text) => {
    expect(Lexicon.read(text)).toBe(Lexicon.EMPTY);
  });
});
