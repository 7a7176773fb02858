import { hasEmailAddress, type PublishedDocument } from '@palier/model';
import { describe, expect, it } from 'vitest';
import { SECTION_MAX, TEXT_MAX, searchDocument, textsOf, toSearchDocument, type Section } from './document.ts';
import { documentIdOf, organisationOf, resourceOf, searchable, termOf } from './test/corpus.ts';

const page = { url: '/ressources/document-1/', sections: [] };
const section = (text: string, heading = '', anchor: string | null = null): Section => ({ anchor, heading, text });

const SERVICE: PublishedDocument = {
  type: 'service',
  documentId: documentIdOf(4),
  locale: 'fr',
  slug: 'mon-service',
  firstPublishedAt: '2026-01-15T08:00:00.000Z',
  updatedAt: '2026-01-15T08:00:00.000Z',
  title: 'MonServiceSécurisé',
  mission: 'Aider les entités à sécuriser leurs services.',
  body: '',
  incubator: 'Incubateur de l’ANSSI',
  users: ['collectivités'],
  joining: '',
  sponsors: [documentIdOf(5)],
  phases: [],
  url: null,
};

const NAMED = {
  slug: 'continuite',
  firstPublishedAt: '2026-01-15T08:00:00.000Z',
  updatedAt: '2026-01-15T08:00:00.000Z',
};
const TOPIC: PublishedDocument = {
  type: 'topic',
  documentId: documentIdOf(6),
  locale: 'fr',
  ...NAMED,
  name: 'Continuité',
  description: 'Tenir.',
};
const SECTOR: PublishedDocument = {
  type: 'sector',
  documentId: documentIdOf(7),
  locale: 'en',
  ...NAMED,
  name: 'Energy',
  description: 'Power.',
};
const PATH: PublishedDocument = {
  type: 'learning-path',
  documentId: documentIdOf(8),
  locale: 'fr',
  ...NAMED,
  title: 'Premiers pas',
  summary: 'Par où commencer.',
  body: '',
  audience: null,
  steps: [],
  reviewedAt: null,
};

describe('what is indexed of a document', () => {
  it('has a primary key made of type, document and language', () => {
    expect(toSearchDocument(resourceOf(1), page).id).toBe(`resource-${documentIdOf(1)}-fr`);
    expect(toSearchDocument(termOf(2, { locale: 'en' }), page).id).toBe(`glossary-term-${documentIdOf(2)}-en`);
  });

  it.each([resourceOf(1), organisationOf(2), termOf(3), SERVICE, TOPIC, SECTOR, PATH])(
    'satisfies the schema for a $type',
    (document) => {
      const indexed = toSearchDocument(document, { ...page, sections: [section('Un texte.', 'Titre', 'titre')] });
      expect(searchDocument.safeParse(indexed).error).toBeUndefined();
    },
  );

  it('carries the names behind the references, and identifiers only to filter by', () => {
    const document = toSearchDocument(resourceOf(1, { topics: [documentIdOf(8)], publisher: documentIdOf(9) }), {
      ...page,
      topics: ['Continuité'],
      sectors: ['Énergie'],
      publishers: ['ANSSI'],
    });
    expect(document).toMatchObject({ topics: ['Continuité'], sectors: ['Énergie'], publishers: ['ANSSI'] });
    expect(document.topicIds).toEqual([documentIdOf(8)]);
    expect(textsOf(document).join(' ')).not.toContain(documentIdOf(8));
    expect(JSON.stringify(document)).not.toContain(documentIdOf(9));
  });

  it('knows an organisation by its acronym and a term by its expansion and translation', () => {
    expect(toSearchDocument(organisationOf(1, { acronym: 'ANSSI' }), page).aliases).toEqual(['ANSSI']);
    const term = termOf(1, { expansion: 'plan de continuité', translation: 'continuity plan' });
    expect(toSearchDocument(term, page).aliases).toEqual(['plan de continuité', 'continuity plan']);
  });

  it('knows a resource by its keywords, a service and an organisation by their tags', () => {
    expect(toSearchDocument(resourceOf(1, { keywords: ['mdp', ' '] }), page).keywords).toEqual(['mdp']);
    expect(toSearchDocument(SERVICE, page).tags).toEqual(['Incubateur de l’ANSSI', 'collectivités']);
    expect(toSearchDocument(organisationOf(1, { tags: ['État'] }), page).tags).toEqual(['État']);
  });

  it('has the level and the kind of a resource, and none of anything else', () => {
    expect(toSearchDocument(resourceOf(1, { maturity: 'expert', kind: 'tool' }), page)).toMatchObject({
      maturity: 'expert',
      kind: 'tool',
    });
    expect(toSearchDocument(SERVICE, page)).toMatchObject({ maturity: null, kind: null });
  });

  it('has the year and the language of what one reads: of the card when nothing says another', () => {
    expect(toSearchDocument(resourceOf(1, { year: 2019, language: 'de' }), page)).toMatchObject({
      year: 2019,
      language: 'de',
    });
    expect(toSearchDocument(resourceOf(1, { year: null }), page).year).toBe(2026);
    expect(toSearchDocument(SECTOR, page).language).toBe('en');
  });

  it('is shown to readers of its language, and of those that have no version of their own', () => {
    expect(toSearchDocument(resourceOf(1), page).shownIn).toEqual(['fr']);
    expect(toSearchDocument(resourceOf(1), { ...page, standsInFor: ['en'] }).shownIn).toEqual(['fr', 'en']);
  });

  it('leaves out every field that this module does not name', () => {
    const leaking = { ...resourceOf(1), reviewNote: 'canari-prive', contact: 'canari-prive' } as PublishedDocument;
    expect(JSON.stringify(toSearchDocument(leaking, page))).not.toContain('canari-prive');
  });

  it('leaves out the Markdown body, since the caller gives the text of the page', () => {
    const document = toSearchDocument(resourceOf(1, { body: 'corps **brut**' }), {
      ...page,
      sections: [section('corps brut')],
    });
    expect(document.sections).toEqual([section('corps brut')]);
    expect(JSON.stringify(document)).not.toContain('**');
  });

  it('has the definition of a term once, as its summary', () => {
    const document = toSearchDocument(termOf(1), {
      ...page,
      sections: [section('Une définition.'), section('Suite.')],
    });
    expect(document).toMatchObject({ summary: 'Une définition. Suite.', sections: [] });
  });

  it.each(['jean@example.fr', 'jean\u200B@example.fr', 'jean@exam\u00ADple.fr', '<jean@example.fr>'])(
    'holds no e-mail address put together by what was taken away (%j)',
    (text) => {
      const resource = resourceOf(1, { title: text, summary: text, keywords: [text] });
      const sections = [section(text, text)];
      const document = toSearchDocument(resource, { ...page, sections, topics: [text], publishers: [text] });
      for (const one of textsOf(document)) expect(hasEmailAddress(one), one).toBe(false);
      expect(JSON.stringify(document)).not.toContain('jean');
    },
  );

  it('holds no character that could pass for a mark, of a match or of a part', () => {
    const forged = 'a\uE000b\uE001c\uE002d\u{F0000}e';
    const document = toSearchDocument(resourceOf(1, { title: forged, summary: forged, keywords: [forged] }), {
      ...page,
      sections: [section(forged, forged)],
    });
    expect(document).toMatchObject({ title: 'abcde', summary: 'abcde', keywords: ['abcde'] });
    expect(document.sections).toEqual([section('abcde', 'abcde')]);
  });

  it('holds no half of a character', () => {
    const document = toSearchDocument(resourceOf(1, { title: 'a\uD83D' }), { ...page, sections: [section('\uDE00b')] });
    expect(JSON.stringify(document).isWellFormed() && !JSON.stringify(document).includes('\\ud')).toBe(true);
  });

  it('is found by all its texts', () => {
    const document = searchable(1, {
      title: 'T1',
      summary: 'S1',
      keywords: ['K1'],
      nis2Articles: ['21(2)'],
      text: 'X1',
    });
    expect(textsOf(document)).toEqual(expect.arrayContaining(['T1', 'S1', 'K1', 'article 21(2)', 'X1']));
  });
});

describe('the sections of a document', () => {
  const sectionsOf = (...sections: Section[]) => toSearchDocument(resourceOf(1), { ...page, sections }).sections;
  const length = (sections: Section[]) => sections.reduce((sum, { text }) => sum + text.length, 0);

  it('keep their headings and their places in the page', () => {
    const sections = [section('Avant.'), section('Qui fait quoi.', 'Le plan', 'le-plan')];
    expect(sectionsOf(...sections)).toEqual(sections);
  });

  it('are left out where they hold nothing', () => {
    expect(sectionsOf(section(' \u200B '), section('', 'Titre', 'titre'))).toEqual([section('', 'Titre', 'titre')]);
  });

  it('are cut in several with the same heading where they are long, between two words, and lose nothing', () => {
    const text = 'authentification '.repeat(300).trim();
    const parts = sectionsOf(section(text, 'Le plan', 'le-plan'));
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) {
      expect(part).toMatchObject({ heading: 'Le plan', anchor: 'le-plan' });
      expect(part.text.length).toBeLessThanOrEqual(SECTION_MAX);
      expect(part.text).toMatch(/^authentification.*authentification$/);
    }
    expect(parts.map((part) => part.text).join(' ')).toBe(text);
  });

  it('of a very long text end between two words, all together no longer than the limit', () => {
    const parts = sectionsOf(section('authentification '.repeat(100_000)));
    expect(length(parts)).toBeLessThanOrEqual(TEXT_MAX);
    expect(length(parts)).toBeGreaterThan(TEXT_MAX - 100);
    expect(parts.at(-1)!.text.endsWith('authentification')).toBe(true);
  });

  it('share the limit: the first have it', () => {
    const parts = sectionsOf(
      section('mot '.repeat(TEXT_MAX / 5), 'Un'),
      section('mot '.repeat(TEXT_MAX), 'Deux'),
      section('fin', 'Trois'),
    );
    expect(length(parts)).toBeLessThanOrEqual(TEXT_MAX);
    expect(parts.filter(({ heading }) => heading === 'Un').length).toBeGreaterThan(10);
    expect(parts.some(({ heading }) => heading === 'Deux')).toBe(true);
  });

  it('never cut a character in two', () => {
    const parts = sectionsOf(section(`a${'😀'.repeat(TEXT_MAX)}`));
    expect(parts.length).toBeGreaterThan(20);
    expect(parts.every(({ text }) => text.isWellFormed() && !text.includes('\uFFFD'))).toBe(true);
  });
});
