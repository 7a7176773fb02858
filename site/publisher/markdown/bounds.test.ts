import { randomFrom } from '@palier/model/test/random';
import { describe, expect, test } from 'vitest';
import { hasEmailAddress } from '@palier/model';
import { renderMarkdown } from './render.ts';
import { dangers, depth, parse } from './testing.ts';

const SIZE = 1_000_000;
const fill = (unit: string): string => unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE);
const numbered = (line: (n: number) => string): string => {
  let text = '';
  for (let n = 0; text.length < SIZE; n++) text += line(n);
  return text;
};
const paired = (open: string, close: string): string => {
  const times = Math.floor(SIZE / (open.length + close.length));
  return `${open.repeat(times)}a${close.repeat(times)}`;
};

const NASTY: [name: string, text: string][] = [
  ...['>', '[', '*', '_', '~', '`', '|', '<', '&', '#', '\\', '!', '@', ' ', '\t', '\n', '-', '\u00a0', 'a'].map(
    (unit): [string, string] => [`only ${JSON.stringify(unit)}`, fill(unit)],
  ),
  ...[
    '<div>',
    '<div>\n\n',
    '<b>',
    '<p>',
    '<table>',
    '<svg>',
    '<a href=x>',
    '<!--',
    'a<?',
    'a<![CDATA[',
    '<script>\n\n',
  ].map((unit): [string, string] => [`unclosed ${JSON.stringify(unit)}`, fill(unit)]),
  ...[
    '> - ',
    '1. ',
    '- ',
    '[[',
    '![',
    '[a](',
    '[^a]',
    '*a_ ',
    'a**b',
    '<a b="',
    '<a b=\'<a c="',
    '[a](b "',
    'www.a.fr ',
  ].map((unit): [string, string] => [`repeated ${JSON.stringify(unit)}`, fill(unit)]),
  ['100,000 links', '[a](b)\n'.repeat(100_000)],
  ['spaces inside a line', `a${' '.repeat(SIZE)}b`],
  ['nested links', paired('[', '](b)')],
  ['nested images', paired('![', '](b)')],
  ['nested emphasis', paired('**a ', ' a**')],
  ['nested brackets', paired('[', ']')],
  ['nested lists', numbered((n) => `${'  '.repeat(n)}- a\n`)],
  ['lazy lines in deep quotes', `${'> '.repeat(50)}a\n${'b\n'.repeat(SIZE / 2)}`],
  ['a table of one row', `${'|a'.repeat(SIZE / 4)}|\n${'|-'.repeat(SIZE / 4)}|`],
  ['short rows in a wide table', `${'|a'.repeat(1000)}|\n${'|-'.repeat(1000)}|\n${'|x\n'.repeat(SIZE / 3)}`],
  ['formatting that is opened again in each block', `<div>${numbered((n) => (n < 1000 ? `<b a="${n}">` : '<p>x'))}`],
  ['as many footnotes as fit', numbered((n) => `a[^${n}]\n\n[^${n}]: x\n\n`)],
  ['footnotes inside footnotes', numbered((n) => `[^${n}]: `)],
  ['as many definitions as fit', numbered((n) => `[${n}]: x\n`)],
  ['headings of the same name', fill('## a\n\n')],
  ['code spans of all lengths', numbered((n) => `${'`'.repeat(n)} `)],
  ['a long address', `<${'a'.repeat(SIZE / 2)}@${'b.'.repeat(SIZE / 4)}>`],
];

describe('a hostile megabyte costs no more than a megabyte', () => {
  test.each(NASTY)('%s', { timeout: 240_000 }, (_, text) => {
    const { html, text: plain } = renderMarkdown(text, { locale: 'fr' });
    expect(html.length).toBeLessThan(12 * text.length);
    expect(plain.length).toBeLessThan(4 * text.length);
    // A browser's and our own parser recurse: no page may nest more than a person would.
    expect(depth(parse(html.slice(0, 200_000)))).toBeLessThan(150);
  });

  test('quotes nested beyond the bound stay readable as text', () => {
    const { html, text } = renderMarkdown(`${'> '.repeat(500)}fin`, { locale: 'fr' });
    expect(text).toMatch(/^(?:> ?)+fin$/);
    expect(html.match(/<blockquote>/g)).toHaveLength(24);
  });

  test('a body of too many elements is shown as its source', () => {
    const source = '[a](b)\n'.repeat(140_000);
    const { html, text } = renderMarkdown(source, { locale: 'fr' });
    expect(html.startsWith('<pre>[a](b)\n')).toBe(true);
    expect(text.split('\n')).toHaveLength(140_000);
  });
});

describe('any text gives a page', () => {
  const PARTS = (
    '# ## ##a > - * _ ** __ ~~ ` ``` | |-| [ ] ( ) ![ ]( [^1] [^1]: [[20230924193839]] [[20230924193839|x]] <b> </b> <a ' +
    'href="x"> </a> <div> </div> <p> <li> <table> <tr> <td> </table> <script> </script> <!-- --> <? <![CDATA[ ]]> <iframe ' +
    'src="https://x.fr"> <svg> <math> <h1> </h1> & &amp; &#64; &#x0; &lt; @ a@b.fr mailto: javascript: https://x.fr www. \\ ' +
    '<img src=/uploads/a.png> <palier-note data-note="20230924193839"> === --- 1. {} $ \u0000 \u00a0 \u200b \ufeff \ud83d ' +
    '🙂 é ligne style="x" onclick=x <details> <summary> </p> </blockquote> <b> <i> <textarea> <title> <template>'
  ).split(' ');
  const SPACES = ['', '', ' ', ' ', '\n', '\n\n', '\r\n', '\t', '    ', '\n> ', '\n- ', '\n  - '];

  test(
    '2,000 random mixtures of markers throw nothing, harm nothing and hold no e-mail address',
    { timeout: 120_000 },
    () => {
      const next = randomFrom(20_261_122);
      const pick = (from: string[]): string => from[Math.floor(next() * from.length)]!;
      for (let round = 0; round < 2000; round++) {
        let source = '';
        const length = 1 + next() * 80;
        for (let part = 0; part < length; part++) source += pick(PARTS) + pick(SPACES);
        const { html, text } = renderMarkdown(source, { locale: 'fr' });
        expect(dangers(html), source).toEqual([]);
        expect(hasEmailAddress(html) || hasEmailAddress(text), source).toBe(false);
        expect(html.isWellFormed() && text.isWellFormed(), source).toBe(true);
        // The schema of the snapshot would refuse it otherwise, and the parser would give another page the next time.
        expect(renderMarkdown(source, { locale: 'fr' }).html, source).toBe(html);
      }
    },
  );
});
