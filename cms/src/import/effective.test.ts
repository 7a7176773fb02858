import type { ImportFormat, Locale } from '@palier/model';
import { describe, expect, it } from 'vitest';
import { changedValues, effectiveValues } from './effective.ts';
import { withSource, type Source } from './sources.ts';

const source = (format: ImportFormat, locale: Locale, fields: Record<string, unknown>): Source => ({
  format,
  locale,
  digest: '',
  content: {
    fields: { type: 'organisation', ...fields } as Source['content']['fields'],
    formerSlugs: [],
    contacts: [],
    extras: {},
  },
});

const sources = [
  source('organisation-page', 'fr', { name: 'Page', tagline: 'De la page', url: 'https://page.example' }),
  source('organisation-note', 'fr', { name: 'Note', body: 'De la note' }),
  source('hub', 'en', { name: 'Name', url: 'https://en.example', noteId: '20240101000000' }),
];

describe('the values that several files give to one document', () => {
  it('come from the strongest format that says something', () => {
    expect(effectiveValues('organisation', sources, 'fr')).toEqual({
      name: 'Note',
      tagline: 'De la page',
      body: 'De la note',
      url: 'https://page.example',
      noteId: '20240101000000',
    });
  });

  it('are French where all languages share them', () => {
    expect(effectiveValues('organisation', sources, 'en')).toEqual({
      name: 'Name',
      url: 'https://page.example',
      noteId: '20240101000000',
    });
  });

  it('do not depend on the order of the imports', () => {
    const orders = [sources, [...sources].reverse()];
    const merged = orders.map((order) => order.reduce<Source[]>((list, one) => withSource(list, one), []));
    expect(effectiveValues('organisation', merged[1] ?? [], 'fr')).toEqual(
      effectiveValues('organisation', merged[0] ?? [], 'fr'),
    );
  });

  it('replace what the same file said before', () => {
    const replaced = withSource(sources, source('organisation-note', 'fr', { name: 'Note 2' }));
    expect(effectiveValues('organisation', replaced, 'fr')).toMatchObject({ name: 'Note 2', tagline: 'De la page' });
    expect(effectiveValues('organisation', replaced, 'fr')).not.toHaveProperty('body');
  });

  it('are written only where they changed, and what a file no longer says stays', () => {
    expect(changedValues({ a: 1, b: [1], c: 'x' }, { a: 1, b: [2] })).toEqual({ b: [2] });
  });
});
