import { describe, expect, it } from 'vitest';
import { thesaurusOf } from './test/corpus.ts';
import { Thesaurus, makeThesaurus, parseRules, termsOf, type GlossaryNames } from './thesaurus.ts';

/** Term of the concept that bears this name. */
function conceptOf(thesaurus: Thesaurus, name: string): string | undefined {
  const terms = termsOf(name);
  return thesaurus.namings(terms).find(({ from, to }) => from === 0 && to === terms.length)?.concept;
}

const glossary = (...names: [documentId: string, ...names: string[]][]): GlossaryNames[] =>
  names.map(([documentId, ...rest]) => ({ documentId, names: rest }));

describe('the rules of synonyms', () => {
  it('are lines of equivalents and of narrowings, with comments and blanks between', () => {
    expect(
      parseRules('# Règles\n\nmfa = double authentification = 2FA  # les deux\r\n  virus > maliciel , antivirus \n'),
    ).toEqual({
      equivalents: [['mfa', 'double authentification', '2FA']],
      narrowings: [{ from: 'virus', to: ['maliciel', 'antivirus'] }],
    });
  });

  it('may be none', () => {
    expect(parseRules('')).toEqual({ equivalents: [], narrowings: [] });
  });

  it.each([
    ['no sign', 'mfa'],
    ['two narrowings', 'a1 > b1 > c1'],
    ['both signs', 'mfa = 2fa > otp'],
    ['equivalents on the other side', 'otp > mfa = 2fa'],
    ['a list of equivalents', 'mfa = 2fa, otp'],
    ['a name that says nothing', 'mfa = de la'],
    ['a name that is missing', 'mfa = = 2fa'],
    ['no left side', '> mfa'],
    ['no right side', 'mfa >'],
    ['a list that ends too soon', 'mfa > 2fa,'],
    ['a name of nine words', 'mfa = alpha beta gamma delta epsilon zeta theta kappa sigma'],
  ])('are refused with the number of the line that holds %s', (_what, line) => {
    expect(() => parseRules(`# un\n\n${line}\nmfa = 2fa`)).toThrow(`line 3: `);
    expect(() => parseRules(`# un\n\n${line}\nmfa = 2fa`)).toThrow(line);
  });

  it('may have names of eight words, those that say nothing not counted', () => {
    const name = 'alpha de beta et gamma ou delta, epsilon à zeta par theta sur kappa';
    expect(parseRules(`mfa = ${name.replace(',', '')}`).equivalents[0]).toHaveLength(2);
  });
});

describe('names of one thing', () => {
  it('are one concept, whatever their accents, case, hyphens and plurals', () => {
    const thesaurus = thesaurusOf('mfa = Authentification à deux facteurs = double-authentification');
    const concept = conceptOf(thesaurus, 'MFA');
    expect(concept).toBeDefined();
    expect(conceptOf(thesaurus, 'authentifications a deux facteur')).toBe(concept);
    expect(conceptOf(thesaurus, 'Double authentification')).toBe(concept);
    expect(conceptOf(thesaurus, 'authentification')).toBeUndefined();
  });

  it('are one concept where two groups share one of them, in whatever order they come', () => {
    const groups = ['mfa = 2fa', 'otp = code unique', '2fa = double facteur', 'code unique = 2FA'];
    for (const order of [groups, groups.toReversed(), [groups[3], groups[0], groups[2], groups[1]]]) {
      const thesaurus = thesaurusOf(order.join('\n'));
      const concepts = ['mfa', '2fa', 'otp', 'code unique', 'double facteur'].map((name) => conceptOf(thesaurus, name));
      expect(concepts[0]).toBeDefined();
      expect(new Set(concepts).size).toBe(1);
      expect(thesaurus.data().concepts).toHaveLength(1);
    }
  });

  it('are two concepts where none is shared', () => {
    const thesaurus = thesaurusOf('mfa = 2fa\nvirus = maliciel');
    expect(conceptOf(thesaurus, 'mfa')).not.toBe(conceptOf(thesaurus, 'virus'));
  });

  it('are two concepts where one is written in one word and the other in two', () => {
    const thesaurus = thesaurusOf('pare feu = firewall\nparefeu = écran');
    expect(conceptOf(thesaurus, 'pare feu')).not.toBe(conceptOf(thesaurus, 'parefeu'));
    expect(thesaurus.data().concepts).toHaveLength(2);
  });

  it('come from the glossary as well: a term that is published is a synonym by that alone', () => {
    const before = makeThesaurus(parseRules('virus = maliciel'), []);
    expect(conceptOf(before, 'hameçonnage')).toBeUndefined();
    const after = makeThesaurus(parseRules('virus = maliciel'), glossary(['a', 'hameçonnage', 'phishing']));
    expect(conceptOf(after, 'hameçonnage')).toBeDefined();
    expect(conceptOf(after, 'phishing')).toBe(conceptOf(after, 'hameçonnage'));
    expect(conceptOf(after, 'virus')).toBe(conceptOf(before, 'virus'));
  });

  it('of a glossary term are one in all its languages, without what brackets explain', () => {
    const thesaurus = makeThesaurus(
      { equivalents: [], narrowings: [] },
      glossary(['a', 'rançongiciel (logiciel)'], ['b', 'NIS 2'], ['a', 'ransomware']),
    );
    const concept = conceptOf(thesaurus, 'rançongiciel');
    expect(concept).toBeDefined();
    expect(conceptOf(thesaurus, 'ransomware')).toBe(concept);
    expect(conceptOf(thesaurus, 'rançongiciel logiciel')).toBeUndefined();
    expect(conceptOf(thesaurus, 'NIS 2')).not.toBe(concept);
  });

  it('join the rules and the glossary where they share a name', () => {
    const thesaurus = makeThesaurus(parseRules('mfa = 2fa'), glossary(['a', 'MFA', 'authentification multifacteur']));
    expect(conceptOf(thesaurus, 'authentification multifacteur')).toBe(conceptOf(thesaurus, '2fa'));
  });

  it('leave out those that say nothing or are too long to be looked for', () => {
    const long = 'alpha beta gamma delta epsilon zeta theta kappa sigma';
    const thesaurus = makeThesaurus(
      { equivalents: [], narrowings: [] },
      glossary(['a', 'SI', ''], ['b', 'PCA', long], ['c', '(note)']),
    );
    expect(conceptOf(thesaurus, 'PCA')).toBeDefined();
    expect(conceptOf(thesaurus, long)).toBeUndefined();
    expect(thesaurus.data().concepts).toHaveLength(1);
  });

  it('have a term of letters and digits, which is no word', () => {
    for (const { term } of thesaurusOf('24h = 24 heures\nclé d’accès = passkey').data().concepts) {
      expect(term).toMatch(/^qz[a-z0-9]+$/);
      expect(termsOf(term)).toHaveLength(1);
    }
  });
});

describe('narrowing', () => {
  const thesaurus = thesaurusOf('virus > maliciel, mot de passe\nmaliciel = malware');

  it('finds what is narrower, not the other way', () => {
    const [virus, malware, password] = ['virus', 'malware', 'mot de passe'].map((name) => conceptOf(thesaurus, name)!);
    expect(thesaurus.broaderThan(new Set([malware!]))).toEqual([virus]);
    expect(thesaurus.broaderThan(new Set([password!]))).toEqual([virus]);
    expect(thesaurus.broaderThan(new Set([virus!]))).toEqual([]);
  });

  it('finds a single word that no group holds by that word', () => {
    const concepts = thesaurusOf('panne > incident');
    expect(concepts.broaderThan(new Set(termsOf('incidents')))).toEqual([conceptOf(concepts, 'panne')]);
  });

  it('tells who searches by a name from who searches by its words', () => {
    const concepts = thesaurusOf('hygiène informatique > bonne pratique');
    expect(conceptOf(concepts, 'hygiène informatique')).toBeDefined();
    expect(conceptOf(concepts, 'hygiène')).toBeUndefined();
    expect(conceptOf(concepts, 'bonnes pratiques')).toBeDefined();
  });

  it('of several lines for one name adds up, and no name is narrower than itself', () => {
    const concepts = thesaurusOf('mfa = 2fa\nmfa > otp\n2fa > badge, mfa');
    expect(concepts.data().concepts.find(({ names }) => names.includes('mfa'))?.finds).toEqual(['otp', 'badg']);
  });

  it('goes one step: what is narrower than what is narrower is another matter', () => {
    const concepts = thesaurusOf('menace > virus\nvirus > maliciel');
    expect(concepts.broaderThan(new Set(['maliciel']))).toEqual([conceptOf(concepts, 'virus')]);
  });

  it('says nothing that is already said', () => {
    const virus = conceptOf(thesaurus, 'virus')!;
    expect(thesaurus.broaderThan(new Set([conceptOf(thesaurus, 'maliciel')!, virus]))).toEqual([]);
  });
});

describe('what a text names', () => {
  const thesaurus = thesaurusOf('mot de passe = password\ngestionnaire de mots de passe = keepass\nmdp = code');
  const named = (text: string, options?: { longest: boolean }) =>
    thesaurus.namings(termsOf(text), options).map(({ from, to }) => termsOf(text).slice(from, to).join(' '));

  it('is every name in it, those inside others as well', () => {
    expect(named('Un gestionnaire de mots de passe, pas un mot de passe')).toEqual([
      'gestionnair mot pass',
      'mot pass',
      'mot pass',
    ]);
  });

  it('is only the longest names when asked, none inside another', () => {
    expect(named('Un gestionnaire de mots de passe, le mdp', { longest: true })).toEqual([
      'gestionnair mot pass',
      'mdp',
    ]);
  });

  it('is nothing where a name is not whole', () => {
    expect(named('gestionnaire de mots')).toEqual([]);
    expect(named('')).toEqual([]);
  });

  it('comes after the words by which a text is found, each concept once, then the articles', () => {
    const concept = conceptOf(thesaurus, 'password');
    expect(thesaurus.analyse('Mot de passe, password : article 21(2)(d)')).toEqual([
      ...['mot', 'pass', 'password', 'articl', '21', '2'],
      concept,
      ...['art21', 'art21p2', 'art21p2d'],
    ]);
  });
});

it('is the same thesaurus after it was sent as JSON', () => {
  const sent = thesaurusOf('mfa = 2fa = double authentification\nvirus > maliciel, mfa\nmaliciel = malware');
  const received = new Thesaurus(JSON.parse(JSON.stringify(sent.data())) as ReturnType<Thesaurus['data']>);
  expect(received.data()).toEqual(sent.data());
  const text = 'Virus, malwares et double authentification (art. 21)';
  expect(received.analyse(text)).toEqual(sent.analyse(text));
  expect(received.broaderThan(new Set(received.analyse('malware')))).toEqual(
    sent.broaderThan(new Set(sent.analyse('malware'))),
  );
  const concept = conceptOf(sent, 'mfa')!;
  expect(received.concept(concept)?.names).toEqual(['mfa', '2fa', 'double authentification']);
  expect(received.concept('mfa')).toBeUndefined();
});
