import { describe, expect, test } from 'vitest';
import { type NoteTarget, resolveNotes } from './notes.ts';
import { renderMarkdown } from './render.ts';

const ID = '20230924193839';
const OTHER = '20230924193322';
const known = (id: string): NoteTarget | undefined =>
  id === ID ? { url: '/organisations/gouv/?a="b"&c', title: 'Gouv <France> & "Co"' } : undefined;
const page = (markdown: string, lookup = known) =>
  resolveNotes(renderMarkdown(markdown, { locale: 'fr' }).html, lookup).trim();
const HREF = 'href="/organisations/gouv/?a=&quot;b&quot;&amp;c"';

describe('wikilinks', () => {
  test('to a known note are links with its title or their own label, escaped', () => {
    expect(page(`a [[${ID}]] b`)).toBe(`<p>a <a ${HREF}>Gouv &lt;France&gt; &amp; &quot;Co&quot;</a> b</p>`);
    expect(page(`[[${ID}|le <b>gouvernement</b> & co]]`)).toContain('>le &#x3C;b>gouvernement&#x3C;/b> &#x26; co</a>');
  });

  test('to an unknown note are the text that was written', () => {
    expect(page(`a [[${OTHER}]] [[${OTHER}|b]]`)).toBe(`<p>a [[${OTHER}]] [[${OTHER}|b]]</p>`);
  });

  test('in a table cell may escape their bar', () => {
    expect(page(`|a|b|\n|-|-|\n|[[${ID}\\|c]]|d|`)).toContain(`<td><a ${HREF}>c</a></td>\n<td>d</td>`);
  });

  test('in code, in a link or malformed are text', () => {
    const source = `\`[[${ID}]]\` <a href="/x/">a [[${ID}]]</a> [[2023]] [[${ID}0]] \\[[${ID}]]`;
    expect(renderMarkdown(source, { locale: 'fr' }).noteIds).toEqual([]);
    expect(page(source)).not.toContain('gouv');
    expect(page(`    [[${ID}]]`)).toBe(`<pre><code>[[${ID}]]\n</code></pre>`);
  });

  test('win over a link around them, as links in links do', () => {
    expect(page(`[b [[${ID}|c]]](/y/)`)).toBe(`<p>[b <a ${HREF}>c</a>](/y/)</p>`);
  });

  test('are listed once each, in the order of the text', () => {
    expect(renderMarkdown(`[[${OTHER}]] [[${ID}|a]] [[${OTHER}|b]]`, { locale: 'fr' }).noteIds).toEqual([OTHER, ID]);
  });

  test('resolve by themselves when the note arrives, from the same stored HTML', () => {
    const { html } = renderMarkdown(`[[${ID}]]`, { locale: 'fr' });
    expect(resolveNotes(html, () => undefined)).toContain(`[[${ID}]]`);
    expect(resolveNotes(html, known)).toContain(HREF);
  });

  test.each([
    `<palier-note data-note="${ID}"></palier-note>`,
    `<palier-note data-note="${ID}">x</palier-note>`,
    `a <PALIER-NOTE data-note="${ID}">x</PALIER-NOTE>`,
    `<abbr title='<palier-note data-note="${ID}"></palier-note>'>x</abbr>`,
    `\`<palier-note data-note="${ID}"></palier-note>\``,
    `&lt;palier-note data-note="${ID}">&lt;/palier-note>`,
  ])('a placeholder written by hand means nothing: %s', (source) => {
    expect(renderMarkdown(source, { locale: 'fr' }).noteIds).toEqual([]);
    expect(page(source)).not.toContain('/organisations/gouv');
  });

  test('text that looks like a replacement pattern is left alone', () => {
    expect(page(`[[${ID}]]`, () => ({ url: '/x/', title: '$& $1 $$' }))).toBe('<p><a href="/x/">$&amp; $1 $$</a></p>');
  });
});
