import { describe, expect, it } from 'vitest';
import { readContent, wholeTerm, writeContent } from './content.ts';

const SECTION = { anchor: 'plan', heading: 'Le plan', text: 'Qui fait quoi ; quand.' };

describe('the texts of a document in Pagefind’s one field', () => {
  it.each([
    ['a summary and sections', 'Un résumé.', [{ ...SECTION, anchor: null, heading: '' }, SECTION]],
    ['no summary', '', [SECTION]],
    ['no sections', 'Un résumé.', []],
    ['neither', '', []],
    ['a section without a name in the page', 'Un résumé.', [{ ...SECTION, anchor: null }]],
    ['a heading alone', 'Un résumé.', [{ ...SECTION, text: '' }]],
    ['a text alone', '', [{ anchor: null, heading: '', text: 'Un texte.' }]],
    ['markup and signs', '<b>&amp;</b> ; "a" \\ 😀', [{ ...SECTION, heading: '# — ;', text: '<script>' }]],
  ])('are read as they were written: %s', (_what, summary, sections) => {
    expect(readContent(writeContent(summary, sections, ['plan repris', 'quoi']))).toEqual({ summary, sections });
  });

  it('are not mixed with the terms by which they are found', () => {
    expect(readContent(writeContent('', [], ['planzq repriszq']))).toEqual({ summary: '', sections: [] });
    expect(readContent(writeContent('Un résumé.', [SECTION], [])).sections).toEqual([SECTION]);
  });

  it('are followed by the terms, apart so that no phrase spans two texts', () => {
    expect(writeContent('Un résumé.', [SECTION], ['planzq', 'repriszq'])).toMatch(/ planzq ; repriszq$/);
  });

  it('are nothing where nothing was kept', () => {
    expect(readContent('')).toEqual({ summary: '', sections: [] });
  });
});

describe('a whole term', () => {
  it('is the beginning of no other', () => {
    expect(wholeTerm('format').startsWith(wholeTerm('form'))).toBe(false);
    expect(wholeTerm('format').startsWith('form')).toBe(true);
  });
});
