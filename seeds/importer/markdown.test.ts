import { describe, expect, test } from 'vitest';
import { cleanBody } from './markdown.ts';

describe('cleanBody', () => {
  test.each([
    ['##Titre', '## Titre'],
    ['###### Titre', '###### Titre'],
    ['##\u00a0Titre', '## Titre'],
    ['#\u00a0Titre', '# Titre'],
    ['-\u00a0point', '- point'],
    ['1.\u00a0point', '1. point'],
    ['>\u00a0citation', '> citation'],
  ])('mends the marker of %j', (line, mended) => {
    expect(cleanBody(line)).toBe(mended);
  });

  test.each(['#hashtag', '##', '    ##code', 'C#\u00a0langage', '#######Sept', 'mot\u00a0: suite'])(
    'leaves %j as it is',
    (line) => {
      expect(cleanBody(`avant\n\n${line}\n\naprès`)).toBe(`avant\n\n${line}\n\naprès`);
    },
  );

  test.each(['```', '~~~', '````sh'])('leaves code between %j fences as it is', (fence) => {
    const close = fence.replace('sh', '');
    expect(cleanBody(`${fence}\n##nope\n${close}\n##Titre`)).toBe(`${fence}\n##nope\n${close}\n## Titre`);
  });

  test('a shorter fence inside a code block does not close it', () => {
    expect(cleanBody('````\n```\n##nope\n````')).toBe('````\n```\n##nope\n````');
  });

  test('three backquotes on one line are inline code, not a fence', () => {
    expect(cleanBody('```x``` suite\n##Titre')).toBe('```x``` suite\n## Titre');
  });

  test('keeps HTML, wikilinks, setext headings, tables, tabs and hard breaks', () => {
    const body =
      'Titre\n=====\n\n<b>gras</b> [[20230924193322]]  \nsuite\n\n| a | b |\n|---|---|\n\n-\tpoint &nbsp; 🎉';
    expect(cleanBody(body)).toBe(body);
  });

  test('drops blank lines at both ends and keeps the retrait of a first code line', () => {
    expect(cleanBody('\n \n    code\n\n\n')).toBe('    code');
    expect(cleanBody('\n\n')).toBe('');
  });

  test('two files that differ by their final newline give one body', () => {
    expect(cleanBody('texte')).toBe(cleanBody('texte\n'));
  });

  test('cleaning twice changes nothing more', () => {
    for (const body of ['##a\n```\n##b', '\u200b##\u00a0a', '#\u00a0\u00a0b', '- \u00a0x', '##\u00a0#x']) {
      expect(cleanBody(cleanBody(body))).toBe(cleanBody(body));
    }
  });
});
