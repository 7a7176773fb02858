import { describe, expect, it } from 'vitest';
import { toSearchDocument } from '../document.ts';
import { indexable, organisationOf, resourceOf, thesaurusOf, type SearchableFields } from '../test/corpus.ts';
import { entryOf } from './records.ts';

const thesaurus = thesaurusOf('mfa = double authentification\nsécurité > mfa');
const [concept, broader] = ['mfa', 'sécurité'].map((name) => thesaurus.analyse(name).at(-1)!);

const SECTIONS = [
  { anchor: null, heading: '', text: 'Des généralités.' },
  { anchor: 'plan', heading: 'Le plan', text: 'Qui fait quoi : l’article 23.' },
];

describe('the records of a document', () => {
  const document = toSearchDocument(
    resourceOf(1, {
      title: 'La MFA',
      summary: 'Un résumé.',
      keywords: ['clé'],
      nis2Articles: ['21(2)(d)'],
      topics: ['x'.repeat(24)],
    }),
    { url: '/ressources/mfa/', sections: SECTIONS, topics: ['Accès'], publishers: ['ANSSI'] },
  );
  const { id, digest, terms, records } = entryOf(document, thesaurus);
  const [whole, ...sections] = records;

  it('are one for the whole, then one for each section, numbered', () => {
    expect(records.map(({ part }) => part)).toEqual([0, 1, 2]);
    expect(records.map((record) => record.id)).toEqual([id, `${id}-1`, `${id}-2`]);
    expect(new Set(records.map((record) => record.document))).toEqual(new Set([id]));
    expect(whole.sections).toBe(2);
    expect(sections.map(({ anchor, heading, text }) => ({ anchor, heading, text }))).toEqual(SECTIONS);
  });

  it('have identifiers that Meilisearch takes, whatever the type', () => {
    const organisation = toSearchDocument(organisationOf(2, { locale: 'en' }), { url: '/en/a/', sections: SECTIONS });
    for (const record of [...records, ...entryOf(organisation, thesaurus).records])
      expect(record.id).toMatch(/^[A-Za-z0-9_-]{1,511}$/);
  });

  it('say part by part by which terms it is found: words, concepts, articles, and what finds these as well', () => {
    expect(terms).toEqual({
      title: [`mfa ${concept}`],
      keywords: ['cle'],
      subjects: ['acce', 'anssi', 'articl 21 2 art21 art21p2 art21p2d'],
      summary: ['resum', 'plan'],
      broader,
      text: ['generalit', 'plan articl 23 art23'],
    });
    expect(sections.map(({ passage }) => passage)).toEqual(['generalit', 'plan articl 23 art23']);
  });

  it('say the terms of each part once more, each between spaces, to be looked up', () => {
    const { records: twice } = indexable(4, { title: 'MFA, la MFA', summary: 'Clé.' }, thesaurus);
    expect(twice[0].parts).toEqual({
      title: ` mfa ${concept} `,
      keywords: '  ',
      subjects: '  ',
      summary: ' cle ',
      broader: ` ${broader} `,
    });
  });

  it('say the other parts and the text once, in one field', () => {
    expect(whole.rest.trim().split(' ')).toEqual([
      ...new Set(
        [...terms.subjects, ...terms.summary, terms.broader, ...terms.text].flatMap((text) => text.split(' ')),
      ),
    ]);
  });

  it('keep apart what phrases must not span', () => {
    const {
      records: [record],
    } = indexable(3, { title: 'Plan', keywords: ['de reprise', 'du plan'] });
    expect(record.terms.keywords).toEqual(['repris', 'plan']);
  });

  it('carry what is filtered and shown, and the digest of them all', () => {
    expect(whole).toMatchObject({
      type: 'resource',
      url: '/ressources/mfa/',
      title: 'La MFA',
      topic: ['x'.repeat(24)],
      sector: [],
      shownIn: ['fr'],
      digest,
    });
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('the digest of the records', () => {
  const fields = { title: 'La MFA', summary: 'Un résumé.', text: 'Une clé.' };
  const digestOf = (rules: string, more: SearchableFields = {}) =>
    indexable(1, { ...fields, ...more }, thesaurusOf(rules)).digest;

  it('is the same for the same document and thesaurus', () => {
    expect(digestOf('mfa = 2fa')).toBe(digestOf('mfa = 2fa'));
  });

  it('is the same while synonyms change nothing of what finds it', () => {
    expect(digestOf('virus = maliciel\nvirus > rançongiciel')).toBe(digestOf(''));
  });

  it.each([
    ['another name of what its title says', 'mfa = 2fa', {}],
    ['another name of what a section says', 'clé = clef', {}],
    ['a wider word', 'accès > mfa', {}],
    ['another text', '', { text: 'Deux clés.' }],
    ['another sign in a text', '', { text: 'Une clé !' }],
    ['another summary', '', { summary: 'Résumé.' }],
    ['another level', '', { maturity: 'expert' as const }],
    ['another title', '', { title: 'Le MFA' }],
    ['another address', '', { locale: 'en' as const }],
  ])('changes with %s', (_what, rules, more) => {
    expect(digestOf(rules, more)).not.toBe(digestOf(''));
  });
});
