import { describe, expect, test } from 'vitest';
import { resolveNotes } from './notes.ts';
import { renderMarkdown } from './render.ts';
import { HTML, VECTORS } from '../test/vectors.ts';
import { dangers } from './testing.ts';

describe('nothing that a user writes runs in a reader’s browser', () => {
  test('the corpus is a real one, and the check sees its dangers when nothing is sanitised', () => {
    expect(new Set(VECTORS).size).toBeGreaterThan(300);
    expect(HTML.filter((html) => dangers(html).length > 0).length).toBeGreaterThan(110);
  });

  test.each(VECTORS)('%j', (vector) => {
    const { html } = renderMarkdown(vector, { locale: 'fr' });
    expect(dangers(html)).toEqual([]);
    // Mutation: what a browser makes of it and writes again is still harmless.
    const resolved = resolveNotes(html, () => ({ url: '/x/?a="&b=<', title: '"><img src=x onerror=alert(1)>' }));
    expect(dangers(resolved)).toEqual([]);
    expect(dangers(renderMarkdown(html, { locale: 'en' }).html)).toEqual([]);
  });
});
