import { describe, expect, it } from 'vitest';
import { randomFrom } from '@palier/model/test/random';
import { Lexicon } from './lexicon.ts';
import { scoreOf } from './rank.ts';
import { lexiconOf, searchable, thesaurusOf } from './test/corpus.ts';
import { termsOf } from './text/words.ts';
import { understand, type Understood } from './understand.ts';

const thesaurus = thesaurusOf(`
  mfa = authentification multifacteur = double authentification
  nis 2 = nis2 = 2022/2555
  hameçonnage = phishing
  mot de passe = password
`);
const lexicon = lexiconOf(
  [
    searchable(1, { title: 'Sécuriser la messagerie', text: 'Un mot de passe, contre l’hameçonnage. Motif.' }),
    searchable(2, { title: 'Analyse des incidents', text: 'Notification, formulaire, format, plan de reprise.' }),
    searchable(3, { title: 'Directive NIS 2', nis2Articles: ['21(2)(d)', '23'], text: 'MFA : sauvegarde, top, 10.' }),
    searchable(4, { title: 'Les incidents', text: 'Incident.' }),
  ],
  thesaurus,
);

/** Term of the concept of this name. */
const concept = (name: string) => thesaurus.namings(termsOf(name), { longest: true })[0]!.concept;

const read = (query: string): Understood => understand(query, lexicon).asTyped;
/** The terms of what is answered: mended when it is. */
function terms(query: string): string[] {
  const { asTyped, mended } = understand(query, lexicon);
  return (mended?.understood ?? asTyped).terms;
}
const written = (query: string) => understand(query, lexicon).mended?.written ?? null;

describe('a query', () => {
  it.each([
    ['accents and case', 'SECURISER', 'Sécuriser'],
    ['accents that stand apart', 'se\u0301curiser ', 'sécuriser '],
    ['the plural', 'incident', 'incidents'],
    ['an elision, with either apostrophe', 'l’incident', "d'incident"],
    ['stop words', 'que faire en cas d’incident ?', 'incident ?'],
    ['hyphens', 'nis-2', 'nis 2'],
  ])('is the same whatever its %s', (_what, one, other) => {
    expect(read(one)).toEqual(read(other));
    expect(read(one).terms).toHaveLength(1);
  });

  it.each([
    ['MFA', 'double authentification', 'authentifications multifacteur', 'double-authentification'],
    ['NIS 2', 'nis2', '2022/2555'],
    ['phishing', 'hameçonnage', 'hameconnage'],
    ['password', 'mots de passe', 'mot passe'],
  ])('asks for one concept by any of its names: %s', (...names) => {
    for (const name of names) expect(read(name).terms, name).toEqual([concept(names[0]!)]);
  });

  it('asks by the longest names and by the words between, each once, in the order typed', () => {
    expect(read('incidents, mots de passe et incident de messagerie').terms).toEqual([
      'incident',
      concept('password'),
      'messageri',
    ]);
  });

  it('says by which words it named a concept, when they are several', () => {
    expect(read('mot de passe, phishing').namedBy).toEqual({ [concept('password')]: ['mot', 'pass'] });
  });

  it('of stop words alone is searched by them, as they are', () => {
    expect(read('que faire').terms).toEqual(['que', 'fair']);
    expect(read('« que faire »').terms).toEqual(['que', 'fair']);
    expect(understand('dans dire', lexicon).mended).toBeNull();
  });

  it.each(['', '   ', '!?', '…', '"', '«»', '-', '""', '\u0301', '😀'])('may hold nothing (%j)', (query) => {
    expect(understand(query, lexicon)).toEqual({
      asTyped: { terms: [], namedBy: {}, unfinished: false, phrases: [], excluded: [] },
      mended: null,
    });
  });
});

describe('an article', () => {
  it.each(['21(2)(d)', 'art. 21 2 d', 'Article 21, 2 (d)', 'l’article 21(2)(d)'])('is recognised in %j', (query) => {
    expect(read(query).terms).toEqual(['art21p2d']);
  });

  it.each([
    ['the paragraph', '21(2)(a)', 'art21p2'],
    ['the whole article', '21(3)', 'art21'],
    ['itself, when none of it is known', '45(1)', 'art45'],
  ])('that no document cites stands for %s', (_what, query, term) => {
    expect(read(query).terms).toEqual([term]);
  });

  it('is recognised beside words, whatever these are written with', () => {
    expect(read('mise en œuvre, article 23 : incident').terms).toEqual(['art23', 'mise', 'oeuvr', 'incident']);
    expect(read('se\u0301curiser art. 23 ').terms).toEqual(['securis', 'art23']);
  });

  it('comes with the others of its list', () => {
    expect(read('articles 21 et 23').terms).toEqual(['art21', 'art23']);
  });

  it('is not read in a number', () => {
    expect(read('21 mesures').terms).toEqual(['21', 'mesur']);
  });

  it('is no beginning of a word, and leaves the last word to be one', () => {
    expect(read('incident art. 23')).toMatchObject({ terms: ['incident', 'art23'], unfinished: false });
    expect(read('art. 23 incid')).toMatchObject({ terms: ['art23', 'incid'], unfinished: true });
  });
});

describe('words between quotes', () => {
  it.each(['"plan de reprise"', '« plan de reprise »', '“plan de reprise”', '«plan reprise»', '"Plans de  reprise "'])(
    'must follow one another: %s',
    (query) => {
      expect(read(query)).toMatchObject({ terms: [], phrases: [['plan', 'repris']], unfinished: false });
    },
  );

  it('are words, not concepts: they were asked for as they are', () => {
    expect(read('"double authentification" incident')).toMatchObject({
      terms: ['incident'],
      phrases: [['doubl', 'authentification']],
    });
  });

  it('may be several phrases', () => {
    expect(read('"plan de reprise" et "analyse des incidents"').phrases).toEqual([
      ['plan', 'repris'],
      ['analys', 'incident'],
    ]);
  });

  it('are words like others where the quotes do not pair', () => {
    expect(read('"plan de reprise')).toMatchObject({ terms: ['plan', 'repris'], phrases: [] });
    expect(read('plan" reprise')).toMatchObject({ terms: ['plan', 'repris'], phrases: [] });
  });
});

describe('a minus', () => {
  it.each([
    'incident -formulaire',
    'incident −formulaires',
    '-formulaire incident',
    'incident -"formulaire"',
    'incident −« formulaire »',
  ])('leaves a word out: %s', (query) => {
    expect(read(query)).toMatchObject({ terms: ['incident'], excluded: ['formulair'] });
  });

  it.each(['-mfa', '-"double authentification"', '-« double authentification »'])(
    'leaves a concept out: %s',
    (query) => {
      expect(read(`incident ${query}`)).toMatchObject({ terms: ['incident'], excluded: [concept('mfa')], phrases: [] });
    },
  );

  it('leaves out all of what it stands before, to the next space', () => {
    expect(read('incident -2022/2555')).toMatchObject({ terms: ['incident'], excluded: [concept('nis 2')] });
    expect(read('incident -l’analyse, plan ')).toMatchObject({ terms: ['incident', 'plan'], excluded: ['analys'] });
  });

  it('may come more than once', () => {
    expect(read('incident -plan -format').excluded).toEqual(['plan', 'format']);
  });

  it('inside a word is a hyphen', () => {
    expect(read('plan-reprise')).toMatchObject({ terms: ['plan', 'repris'], excluded: [] });
    expect(read('plan - reprise').excluded).toEqual([]);
  });

  it('leaves the word before it whole', () => {
    expect(read('form -plan').unfinished).toBe(false);
  });
});

describe('an unknown word', () => {
  it.each([
    ['misspelt', 'notificatoin plan', ['notification', 'plan'], 'notification plan'],
    ['with what it means', 'phishnig plan', [concept('phishing'), 'plan'], 'phishing plan'],
    ['of a name', 'mot de pazse plan', [concept('password'), 'plan'], 'mot passe plan'],
    ['of letters and digits', 'top10 plan', ['top', '10', 'plan'], 'top 10 plan'],
    ['that is the last one', 'plan notifficatoin', ['plan', 'notification'], 'plan notification'],
  ])('is mended: %s', (_what, query, mended, shown) => {
    expect(terms(query)).toEqual(mended);
    expect(written(query)).toBe(shown);
  });

  it('is left out when no word is near', () => {
    expect(terms('plan zxwvutsr incident.')).toEqual(['plan', 'incident']);
    expect(written('plan zxwvutsr incident.')).toBe('plan incident');
  });

  it('is kept beside its mended form: it may have been published a second ago', () => {
    expect(read('notificatoin plan').terms).toEqual(['notificatoin', 'plan']);
  });

  it('is not left out where nothing would be left: all documents would answer', () => {
    expect(understand('zxwvutsr', lexicon).mended).toBeNull();
    expect(understand('zxwvutsr -plan', lexicon).mended).toBeNull();
  });

  it('keeps the conditions of the query that is shown', () => {
    expect(written('zxwvutsr notificatoin "plan de reprise" −format 21(2)(d)')).toBe(
      '21(2)(d) notification "plan de reprise" −format',
    );
    expect(terms(written('art. 23 notificatoin.')!)).toEqual(expect.arrayContaining(['art23', 'notification']));
  });

  it.each([
    ['while it is typed', 'plan notif'],
    ['while a word with its ending is typed', 'plan notificatio'],
    ['when it is known', 'plan notifications.'],
  ])('is not mended %s', (_when, query) => {
    expect(understand(query, lexicon).mended).toBeNull();
  });

  it('is mended once it is typed to its end', () => {
    expect(terms('notificatio plan')).toEqual(['notification', 'plan']);
    expect(terms('notificatio ')).toEqual(['notification']);
  });

  it('is taken as it is before the first index', () => {
    expect(understand('notificatoin plan art. 23', Lexicon.EMPTY)).toMatchObject({
      asTyped: { terms: ['notificatoin', 'plan', 'art23'] },
      mended: null,
    });
  });
});

describe('the last word', () => {
  it.each(['incident form', 'form', '"plan de reprise" form', 'incident de form'])(
    'may be a beginning: %s',
    (query) => {
      expect(read(query)).toMatchObject({ unfinished: true });
      expect(read(query).terms.at(-1)).toBe('form');
    },
  );

  it.each([
    ['a space follows', 'incident form '],
    ['a stop word follows', 'incident form de'],
    ['something else follows', 'incident form.'],
    ['a phrase follows', 'form "plan de reprise"'],
    ['it is the name of a concept to its end', 'incident mot de passe'],
    ['it was typed before', 'form incident form'],
  ])('is whole when %s', (_why, query) => {
    expect(read(query).unfinished).toBe(false);
  });
});

describe('200 characters of anything', () => {
  const PIECES = [
    ...[
      'incident',
      'sécurité',
      'mots de passe',
      'MFA',
      'nis2',
      'art. 21',
      'articles 20 et 21',
      '21(2)(d)',
      'l’',
      'de',
      'top10',
    ],
    ...[
      '"',
      '«',
      '»',
      '“',
      '”',
      '-',
      '−',
      "'",
      '’',
      '(',
      ')',
      '/',
      '\\',
      '*',
      ':',
      '.',
      ',',
      ' ',
      ' ',
      ' ',
      '\t',
      '\u00A0',
    ],
    ...[
      '\u0301',
      '\uD800',
      '\uDC00',
      '😀',
      '½',
      '⑴',
      'ﷺ',
      'ͺ',
      'ŀ',
      'ﬁ',
      '№',
      '安全',
      'безопасность',
      '\u0000',
      '\uE000',
      '\u202E',
    ],
    ...['constructor', '__proto__', 'toString', 'AND', 'NOT', 'qz', 'zq', '%00', '<b>'],
  ];
  const ALL = { has: () => true, hasBeginning: () => true };
  const document = { title: ALL, keywords: ALL, subjects: ALL, summary: ALL, broader: ALL, text: ALL };

  it('throws nothing, and asks for letters and digits alone: nothing that the syntax of an engine reads', () => {
    const next = randomFrom(20_261_126);
    for (let round = 0; round < 5000; round += 1) {
      let query = '';
      while (query.length < next() * 200)
        query += next() < 0.1 ? String.fromCharCode(next() * 0x10000) : PIECES[Math.floor(next() * PIECES.length)]!;
      query = query.slice(0, 200);
      const { asTyped, mended } = understand(query, lexicon);
      for (const understood of [asTyped, ...(mended ? [mended.understood] : [])]) {
        const asked = [...understood.terms, ...understood.phrases.flat(), ...understood.excluded];
        for (const term of asked) expect(term, JSON.stringify(query)).toMatch(/^[\p{L}\p{N}]+$/u);
        expect(new Set(understood.terms).size).toBe(understood.terms.length);
        expect(understood.phrases.every((phrase) => phrase.length > 0)).toBe(true);
        if (understood.unfinished) expect(understood.terms).not.toEqual([]);
        expect(scoreOf(understood, document, lexicon)).toBeGreaterThanOrEqual(0);
      }
      if (mended) expect(mended.understood.terms.length + mended.understood.phrases.length).toBeGreaterThan(0);
    }
  });
});
