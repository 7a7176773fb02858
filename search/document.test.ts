import { hasEmailAddress, type PublishedDocument } from '@palier/model';
import { describe, expect, it } from 'vitest';
import { TEXT_MAX, searchDocument, toSearchDocument } from './document.ts';
import { documentIdOf, organisationOf, resourceOf, termOf } from './test/corpus.ts';

const page = { url: '/ressources/document-1/', text: '' };

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
  users: [],
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

describe('what is indexed of a document', () => {
  it('has a primary key made of type, document and language', () => {
    expect(toSearchDocument(resourceOf(1), page).id).toBe(`resource-${documentIdOf(1)}-fr`);
    expect(toSearchDocument(termOf(2, { locale: 'en' }), page).id).toBe(`glossary-term-${documentIdOf(2)}-en`);
  });

  it.each([resourceOf(1), organisationOf(2), termOf(3), SERVICE, TOPIC, SECTOR])(
    'satisfies the schema for a $type',
    (document) => {
      expect(
        searchDocument.safeParse(toSearchDocument(document, { ...page, text: 'Un texte.' })).error,
      ).toBeUndefined();
    },
  );

  it('carries the names behind the references, not their identifiers', () => {
    const document = toSearchDocument(resourceOf(1, { topics: [documentIdOf(8)], publisher: documentIdOf(9) }), {
      ...page,
      topics: ['Continuité'],
      sectors: ['Énergie'],
      publishers: ['ANSSI'],
    });
    expect(document).toMatchObject({ topics: ['Continuité'], sectors: ['Énergie'], publishers: ['ANSSI'] });
    expect(JSON.stringify(document)).not.toContain(documentIdOf(8));
    expect(JSON.stringify(document)).not.toContain(documentIdOf(9));
  });

  it('knows an organisation by its acronym and a term by its expansion and translation', () => {
    expect(toSearchDocument(organisationOf(1, { acronym: 'ANSSI' }), page).aliases).toEqual(['ANSSI']);
    const term = termOf(1, { expansion: 'plan de continuité', translation: 'continuity plan' });
    expect(toSearchDocument(term, page).aliases).toEqual(['plan de continuité', 'continuity plan']);
  });

  it('leaves out every field that this module does not name', () => {
    const leaking = { ...resourceOf(1), reviewNote: 'canari-prive', contact: 'canari-prive' } as PublishedDocument;
    expect(JSON.stringify(toSearchDocument(leaking, page))).not.toContain('canari-prive');
  });

  it('leaves out the Markdown body, since the caller gives the text of the page', () => {
    const document = toSearchDocument(resourceOf(1, { body: 'corps **brut**' }), { ...page, text: 'corps brut' });
    expect(document.text).toBe('corps brut');
    expect(JSON.stringify(document)).not.toContain('**');
  });

  it.each(['jean@example.fr', 'jean\u200B@example.fr', 'jean@exam\u00ADple.fr'])(
    'holds no e-mail address put together by what was taken away (%j)',
    (text) => {
      expect(hasEmailAddress(toSearchDocument(resourceOf(1), { ...page, text }).text)).toBe(false);
    },
  );

  it('cuts a very long text between two words', () => {
    const { text } = toSearchDocument(resourceOf(1), { ...page, text: 'authentification '.repeat(100_000) });
    expect(text.length).toBeLessThanOrEqual(TEXT_MAX);
    expect(text.length).toBeGreaterThan(TEXT_MAX - 50);
    expect(text.endsWith('authentification')).toBe(true);
  });

  it('never cuts a character in two', () => {
    const { text } = toSearchDocument(resourceOf(1), { ...page, text: `a${'😀'.repeat(TEXT_MAX)}` });
    expect(text.isWellFormed()).toBe(true);
  });

  it('holds no character that could pass for a match mark', () => {
    expect(toSearchDocument(resourceOf(1, { title: 'a\uE000b\uE001c' }), page).title).toBe('abc');
  });
});

describe('the digest of a search document', () => {
  const digest = (title: string, url = page.url) => toSearchDocument(resourceOf(1, { title }), { ...page, url }).digest;

  it('is the same for the same content', () => {
    expect(digest('Un')).toBe(digest('Un'));
  });

  it('changes with the content and with the address', () => {
    expect(digest('Deux')).not.toBe(digest('Un'));
    expect(digest('Un', '/ressources/autre/')).not.toBe(digest('Un'));
  });
});
