import { expect, test } from 'vitest';
import { citationOf } from './citation.ts';

const words = { team: 'Équipe Palier', cited: '{author} ({year}). « {title} ». {url}', undated: 's. d.' };
const resource = {
  title: 'Sauvegarder',
  slug: 'sauvegarder',
  year: null,
  externalUrl: null,
  firstPublishedAt: '2026-03-01T08:00:00.000Z',
  language: 'fr',
};
const page = 'https://palier.example/ressources/sauvegarder/';

test('a text of the hub is cited with its team, its year and its page', () => {
  const { text, bibtex } = citationOf({ resource, publisher: null, page }, words);
  expect(text).toBe(`Équipe Palier (2026). « Sauvegarder ». ${page}`);
  expect(bibtex).toContain(
    '@misc{sauvegarder,\n  author = {{Équipe Palier}},\n  title = {{Sauvegarder}},\n  year = {2026}',
  );
});

test('an external document is cited where it stands, and without a year when nobody knows it', () => {
  const external = { ...resource, externalUrl: 'https://exemple.fr/a_b.pdf' };
  const { text, bibtex } = citationOf({ resource: external, publisher: 'ANSSI', page }, words);
  expect(text).toBe('ANSSI (s. d.). « Sauvegarder ». https://exemple.fr/a_b.pdf');
  expect(bibtex).not.toContain('year');
  expect(bibtex).toContain('url = {https://exemple.fr/a_b.pdf}');
});

test('no title breaks the entry', () => {
  const { bibtex } = citationOf({ resource: { ...resource, title: 'a } \\ & b' }, publisher: null, page }, words);
  expect(bibtex).toContain('title = {{a \\} \\textbackslash  \\& b}}');
});
