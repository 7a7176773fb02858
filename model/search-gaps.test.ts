import { describe, expect, it } from 'vitest';
import { gapQuery, searchGapsReport, type SearchGap } from './search-gaps.ts';

describe('the form under which a query is counted', () => {
  it.each([
    ['one line, in small letters, without blanks around', '  Plan\tde\n REPRISE\u00a0\u3000 ', 'plan de reprise'],
    ['one for letters that look the same', 'ﬁche ＮＩＳ２ e\u0301te\u0301', 'fiche nis2 été'],
    ['without controls', 'plan\u0000de\u0007reprise', 'plan de reprise'],
    ['without what is not seen and turns a line around', '\u202eplan\u200b de\u00ad reprise\ufeff', 'plan de reprise'],
    ['cut at eighty characters', 'é'.repeat(200), 'é'.repeat(80)],
    ['cut without a blank at its end', `${'a'.repeat(79)} b`, 'a'.repeat(79)],
    ['cut between characters', `${'a'.repeat(79)}😀`, 'a'.repeat(79)],
    ['well formed', 'mot \ud83d seul', 'mot \ufffd seul'],
    ['that of a version, an article, an acronym', 'Art.21, r.g.p.d. TLS 1.3', 'art.21, r.g.p.d. tls 1.3'],
    ['that of five digits', 'iso 27 001', 'iso 27 001'],
  ])('is %s', (_name, typed, counted) => expect(gapQuery(typed)).toBe(counted));

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\u00a0\u200b'],
    ['one character', ' é '],
    ['an e-mail address', 'Écrire à Nom.Prenom@exemple.fr'],
    ['an e-mail address in other letters', 'nom＠exemple．fr'],
    ['an e-mail address in which something is hidden', 'nom\u200b@\u200bexemple.fr'],
    ['an e-mail address being typed', 'jean@exem'],
    ['the beginning of one', 'jean.du'],
    ['an e-mail address that the cut would hide', `${'a '.repeat(38)}jean@exemple.fr`],
    ['a web address', 'https://exemple.fr/?jeton=secret'],
    ['the address of a machine of an intranet', 'ftp://serveur/partage'],
    ['a web address without its scheme', 'voir cyber.exemple.fr'],
    ['the address of a machine in numbers', '10.0.0.1'],
    ['a telephone number', '06 12 34 56 78'],
    ['six digits with words between', 'dossier 12 lot 34 page 56'],
    ['six digits of another script', '١٢٣٤٥٦'],
  ])('does not exist for %s', (_name, typed) => expect(gapQuery(typed)).toBeNull());

  it('is its own, for every character alone and among others', () => {
    const wrong: string[] = [];
    // Beyond lie ideographs, private use and tags.
    for (let code = 0; code <= 0x1ffff; code += 1) {
      const character = String.fromCodePoint(code);
      for (const typed of [`${character} a${character}\u0301`, `${'a'.repeat(79)}${character}b`]) {
        const counted = gapQuery(typed);
        if (counted !== null && (gapQuery(counted) !== counted || counted.length > 80)) wrong.push(code.toString(16));
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is found in no time for a hostile text of 1 MB', () => {
    for (const text of ['1.'.repeat(500_000), 'a-'.repeat(500_000), `${'\u0301'.repeat(1_000_000)}`]) {
      const start = performance.now();
      gapQuery(text);
      expect(performance.now() - start).toBeLessThan(5_000);
    }
  });
});

describe('a report', () => {
  const gap: SearchGap = { query: 'plan de reprise', locale: 'fr', count: 3, day: '2026-11-26' };
  const id = '4f1d6a52-9f0b-4c1e-8a55-6a8d0c1f2b3e';

  it('holds one line at least, five hundred at most, of queries as they are counted', () => {
    expect(searchGapsReport.safeParse({ id, gaps: [gap] }).success).toBe(true);
    expect(searchGapsReport.safeParse({ id, gaps: Array(500).fill(gap) }).success).toBe(true);
  });

  it.each<[string, unknown]>([
    ['no line', { id, gaps: [] }],
    ['too many lines', { id, gaps: Array(501).fill(gap) }],
    ['no identifier', { gaps: [gap] }],
    ['an identifier of another form', { id: '1', gaps: [gap] }],
    ['another field', { id, gaps: [gap], client: '192.0.2.1' }],
    ...Object.entries({
      'a query in capitals': { query: 'NIS2' },
      'a query of two lines': { query: 'plan\nde' },
      'a query of one character': { query: 'a' },
      'a query of 81 characters': { query: 'a'.repeat(81) },
      'a query with an e-mail address': { query: 'nom@exemple.fr' },
      'a query with a number that may be someone’s': { query: '0612345678' },
      'a language of nobody': { locale: 'de' },
      'a count of two': { count: 2 },
      'a count with a fraction': { count: 3.5 },
      'a count beyond measure': { count: 2_147_483_648 },
      'a day that does not exist': { day: '2026-02-30' },
      'a day with an hour': { day: '2026-02-03T10:00:00Z' },
      'a day of the year 0': { day: '0000-01-01' },
      'another field of a line': { address: '192.0.2.1' },
    }).map(([name, part]): [string, unknown] => [name, { id, gaps: [gap, { ...gap, ...part }] }]),
  ])('is refused with %s', (_name, report) => expect(searchGapsReport.safeParse(report).success).toBe(false));
});
