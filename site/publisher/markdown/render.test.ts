import { describe, expect, test } from 'vitest';
import { hasEmailAddress } from '@palier/model';
import { renderMarkdown } from './render.ts';
import { elements, parse } from './testing.ts';

const render = (markdown: string) => renderMarkdown(markdown, { locale: 'fr' });
const html = (markdown: string) => render(markdown).html.trim();
const tags = (markdown: string) => elements(parse(html(markdown))).map(({ tagName }) => tagName);

describe('Markdown as people write it', () => {
  test('an empty text is an empty body', () => {
    expect(render('')).toEqual({ html: '', headings: [], text: '', noteIds: [], words: 0 });
  });

  test('CommonMark, tables, strikethrough and autolinks', () => {
    expect(html('**a** *b* `c` ~~d~~')).toBe('<p><strong>a</strong> <em>b</em> <code>c</code> <s>d</s></p>');
    expect(html('|a|b|\n|:-:|-|\n|c|d|')).toContain('<th class="align-center" scope="col">a</th>');
    expect(html('voir https://cyber.gouv.fr/nis2, ou www.anssi.gouv.fr.')).toBe(
      '<p>voir <a href="https://cyber.gouv.fr/nis2" rel="noopener noreferrer">https://cyber.gouv.fr/nis2</a>, ou ' +
        '<a href="https://www.anssi.gouv.fr" rel="noopener noreferrer">www.anssi.gouv.fr</a>.</p>',
    );
    expect(html('la norme ISO.fr et beta.gouv')).toBe('<p>la norme ISO.fr et beta.gouv</p>');
  });

  test('a byte order mark, CRLF, NBSP, zero-width characters, emoji and a missing final newline', () => {
    expect(html('\ufeff## Titre\r\n\r\nUn\u00a0texte\u200b\u00a0: 🙂\r\n\r\n- a\r\n- b')).toBe(
      '<h2 id="titre">Titre</h2>\n<p>Un\u00a0texte\u00a0: 🙂</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>',
    );
    expect(html('👩‍💻')).toBe('<p>👩‍💻</p>');
    expect(html('-\tun\n-\tdeux')).toContain('<li>un</li>');
    expect(html('\ud83d')).toBe('<p>\ufffd</p>');
  });

  test('French typography is left as it was written', () => {
    expect(html('« L’enjeu » -- "ça" ... (c)')).toBe('<p>« L’enjeu » -- "ça" ... (c)</p>');
  });

  test('setext headings and headings without a space after their marks', () => {
    expect(html('Titre\n===\n\n##Partie ##\n\n#hashtag')).toBe(
      '<h2 id="titre">Titre</h2>\n<h3 id="partie">Partie</h3>\n<p>#hashtag</p>',
    );
    expect(html('```\n##non\n```')).toBe('<pre><code>##non\n</code></pre>');
  });

  test('a fence keeps its language, and only that', () => {
    expect(html('```ts x="y"\na\n```')).toBe('<pre><code class="language-ts">a\n</code></pre>');
  });

  test('entities are read once', () => {
    expect(html('&amp;lt; &eacute; &nbsp;&unknown;')).toBe('<p>&#x26;lt; é \u00a0&#x26;unknown;</p>');
  });
});

describe('headings fit under the page’s title', () => {
  test('level 1 becomes level 2, none is skipped, none goes beyond 6', () => {
    expect(tags('# a\n\n#### b\n\n## c\n\n# d')).toEqual(['h2', 'h3', 'h3', 'h2']);
    expect(tags('### a\n\n## b\n\n### c')).toEqual(['h2', 'h2', 'h3']);
    expect(tags('# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f')).toEqual(['h2', 'h3', 'h4', 'h5', 'h6', 'h6']);
    expect(tags('<h1>a</h1>\n\n<h4>b</h4>')).toEqual(['h2', 'h3']);
  });

  test('ids come from the text, are unique, and take no one else’s', () => {
    const { headings } = render('## Sécurité\n\n### Sécurité\n\n## 日本\n\n## fn-1\n\n### *a* `b`\n\nx[^1]\n\n[^1]: y');
    expect(headings).toEqual([
      { depth: 2, id: 'securite', text: 'Sécurité' },
      { depth: 3, id: 'securite-2', text: 'Sécurité' },
      { depth: 2, id: 'section', text: '日本' },
      { depth: 2, id: 'fn-1-2', text: 'fn-1' },
      { depth: 3, id: 'a-b', text: 'a b' },
    ]);
  });

  test('only levels 2 and 3 are listed, and empty headings are dropped', () => {
    expect(render('# a\n\n## b\n\n### c\n\n##\n\n## <script></script>').headings.map(({ text }) => text)).toEqual([
      'a',
      'b',
    ]);
    expect(html('##\n\na')).toBe('<p>a</p>');
  });
});

describe('links', () => {
  test('those to other sites give nothing away, those to ours are plain', () => {
    expect(html('[a](https://x.fr/?a=1&b=2 "t") [b](/ressources/c/) [d](e.md)')).toBe(
      '<p><a href="https://x.fr/?a=1&#x26;b=2" title="t" rel="noopener noreferrer">a</a> <a href="/ressources/c/">b</a> ' +
        '<a href="e.md">d</a></p>',
    );
    expect(html('<a href="/x/" rel="opener" target="_blank" class="y">a</a>')).toBe('<p><a href="/x/">a</a></p>');
  });

  test('an address without its scheme, or that a browser would take to another site, is made absolute', () => {
    expect(html('[a](www.x.fr/b)')).toContain('href="https://www.x.fr/b" rel="noopener noreferrer"');
    expect(html('[a](//x.fr/b)')).toContain('href="https://x.fr/b" rel="noopener noreferrer"');
    expect(html('<a href="/\\x.fr">a</a>')).toContain('href="https://x.fr/" rel="noopener noreferrer"');
    expect(html('<a href=" https://x.fr ">a</a>')).toContain('href="https://x.fr"');
  });

  test('a link that may not be followed is its text', () => {
    expect(html('[a](javascript:b) [c](tel:+33100000000) [d]() [e](data:text/html,f)')).toBe('<p>a c d e</p>');
  });

  test('a link without text has its address as text', () => {
    expect(html('[](https://x.fr/a/)')).toContain('>x.fr/a</a>');
    expect(html('[![](https://x.fr/i.png)](https://x.fr/a)')).toContain('>x.fr/a</a>');
  });

  test('links to a place of the page find it, whatever was written', () => {
    const result = html(
      '## L’été\n\n<a name="Bas">x</a><h2 id="fin">Bout</h2>\n\n[a](#l-ete) [b](#L’été) [c](#bas) [d](#fin) [e](#rien)',
    );
    expect(result).toContain('<a id="user-content-bas">x</a>');
    expect([...result.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).toEqual([
      ...['#l-ete', '#l-ete', '#user-content-bas', '#bout', '#rien'],
    ]);
  });

  test('the id that a user wrote is prefixed, and given once', () => {
    expect(html('<p id="location">a</p>\n<p id="location">b</p>\n<p id="é">c</p>')).toBe(
      '<p id="user-content-location">a</p>\n<p>b</p>\n<p id="user-content-e">c</p>',
    );
  });
});

describe('images and frames load nothing from a third party', () => {
  test('our own uploads are shown', () => {
    expect(html('![alt "x"](/uploads/a_1.png "t")')).toBe(
      '<p><img src="/uploads/a_1.png" alt="alt &#x22;x&#x22;" loading="lazy"></p>',
    );
    expect(html('<img src="/uploads/a.png" width="10" height="x" style="a">')).toBe(
      '<img src="/uploads/a.png" alt="" loading="lazy" width="10">',
    );
  });

  test('another site’s is a link to it, one that is nowhere is its text', () => {
    expect(
      html(
        '![a](https://x.fr/i.png) ![](https://x.fr/i.png) ![b](i.png) ![c](/uploads/../i.png) ![d](data:image/png,x)',
      ),
    ).toBe(
      '<p><a href="https://x.fr/i.png" rel="noopener noreferrer">a</a> ' +
        '<a href="https://x.fr/i.png" rel="noopener noreferrer">x.fr/i.png</a> b c d</p>',
    );
    expect(html('[![a](https://x.fr/i.png)](https://y.fr)')).toBe(
      '<p><a href="https://y.fr" rel="noopener noreferrer">a</a></p>',
    );
    expect(html('![](i.png)\n\nb')).toBe('<p>b</p>');
  });

  test('a frame is a link to its page', () => {
    expect(html('<iframe width="1" style="x" src="https://v.fr/e" title="Vidéo"></iframe>\n\nsuite')).toBe(
      '<a href="https://v.fr/e" rel="noopener noreferrer">Vidéo</a>\n<p>suite</p>',
    );
    expect(html('<iframe src="e.html"></iframe>a')).toBe('a');
  });
});

describe('no e-mail address leaves', () => {
  test.each([
    ['[nous écrire](mailto:a.b@c.fr)', '<p>nous écrire</p>'],
    ['<a href="MAILTO:a.b@c.fr?subject=x">nous écrire</a>', '<p>nous écrire</p>'],
    ['<a.b@c.fr> <a@b>', '<p>…@… …@…</p>'],
    ['a.b@c.fr', '<p>…@…</p>'],
    ['a.b&#64;c.fr a.b&commat;c&period;fr', '<p>…@… …@…</p>'],
    ['a.b@&#8203;c.fr a.b@c&shy;.fr', '<p>…@… …@…</p>'],
    ['a.b<b>@</b>c.fr', '<p>a.b<b>…</b>c.fr</p>'],
    ['<abbr title="a.b&#64;c.fr">x</abbr>', '<p><abbr title="…@…">x</abbr></p>'],
    ['[x](https://y.fr "a.b@c.fr")', '<p><a href="https://y.fr" title="…@…" rel="noopener noreferrer">x</a></p>'],
    ['![a.b@c.fr](/uploads/a.png)', '<p><img src="/uploads/a.png" alt="…@…" loading="lazy"></p>'],
    ['[x](https://y.fr/?m=a.b%40c.fr)', '<p>x</p>'],
    ['[x](https://a.b@c.fr/)', '<p>x</p>'],
    ['`a.b@c.fr`', '<p><code>…@…</code></p>'],
    ['```\na.b@c.fr\n```', '<pre><code>…@…\n</code></pre>'],
    ['[[20230924193839|a.b@c.fr]]', '<p><palier-note data-note="20230924193839">…@…</palier-note></p>'],
  ])('%s', (source, expected) => {
    expect(html(source)).toBe(expected);
    expect(hasEmailAddress(render(source).text)).toBe(false);
  });

  test('in headings neither', () => {
    const { headings } = render('## Contact a.b@c.fr\n\n## a.b<b>@</b>c.fr');
    expect(hasEmailAddress(JSON.stringify(headings))).toBe(false);
  });

  test('a handle is not an address', () => {
    expect(html('[@anssi](https://x.fr/@anssi) à 10 @ 2')).toBe(
      '<p><a href="https://x.fr/@anssi" rel="noopener noreferrer">@anssi</a> à 10 @ 2</p>',
    );
  });
});

describe('raw HTML stays where it was written', () => {
  test('what is plain and sound is kept', () => {
    expect(html('<b>a</b> <abbr title="t">b</abbr> c<sup>d</sup><sub>e</sub><br>f')).toBe(
      '<p><b>a</b> <abbr title="t">b</abbr> c<sup>d</sup><sub>e</sub><br>f</p>',
    );
    expect(html('<details open>\n<summary>a</summary>\n\n**b**\n\n</details>\n\nc')).toBe(
      '<details open>\n<summary>a</summary>\n<p><strong>b</strong></p>\n</details>\n<p>c</p>',
    );
    expect(tags('<table><tr><td>a<td>b<tr><td colspan=2>c</table>')).toEqual([
      ...['table', 'tbody', 'tr', 'td', 'td', 'tr', 'td'],
    ]);
    expect(tags('<ul><li>a<li>b<ul><li>c</ul></ul>')).toEqual(['ul', 'li', 'li', 'ul', 'li']);
  });

  test('comments, styles, classes and unknown elements are dropped', () => {
    expect(html('a<!-- b -->c <center style="x" class="y">d</center> <font color=red>e</font>')).toBe('<p>ac d e</p>');
    expect(html('<!-- a\n\nb -->\n\nc')).toBe('<p>c</p>');
    expect(html('x <script>alert(1)</script><style>y</style> z')).toBe('<p>x  z</p>');
  });

  test.each([
    ['a <b>b\n\nc', '<p>a <b>b</b></p>\n<p>c</p>'],
    ['<b>\n\nc', '<b>\n</b><p>c</p>'],
    ['- <i>a\n- b', '<ul>\n<li><i>a</i></li>\n<li>b</li>\n</ul>'],
    ['> <div>\n\na', '<blockquote>\n<div>\n</div></blockquote>\n<p>a</p>'],
    ['<textarea> a\n\nb', '<p> a</p>\n<p>b</p>'],
    ['<title>a\n\nb', 'a\n<p>b</p>'],
    ['<!-- a\n\nb', '<p>&#x3C;!-- a</p>\n<p>b</p>'],
    ['<script>\n\nb', '<p>b</p>'],
    ['a </div></section></body> b', '<p>a  b</p>'],
    ['- a </li></ul> b', '<ul>\n<li>a  b</li>\n</ul>'],
    ['|a|\n|-|\n|b </td></table> <i>c|\n\nd', '<p>d</p>'],
  ])('%j does not reach beyond its block', (source, expected) => {
    expect(html(source).endsWith(expected)).toBe(true);
  });
});

describe('footnotes', () => {
  test('are numbered by their calls, and lead there and back in the page’s language', () => {
    const result = html('a[^x] b[^y] c[^x]\n\n[^y]: deux\n\n[^x]: un\n\n    suite\n\n[^z]: jamais\n\nfin');
    expect(result).toContain('<sup><a href="#fn-1" id="fnref-1" class="footnote-ref" aria-label="Note 1">1</a></sup>');
    expect(result).toContain('<a href="#fn-1" id="fnref-1-2"');
    expect(result).toContain(
      '<p>suite <a href="#fnref-1" class="footnote-backref" aria-label="Retour au texte, note 1">↩</a>',
    );
    expect(result).toContain('<li id="fn-2"><p>deux');
    expect(result).not.toContain('jamais');
    expect(result.indexOf('fin')).toBeLessThan(result.indexOf('<section class="footnotes" aria-label="Notes">'));
    expect(renderMarkdown('a[^1]\n\n[^1]: b', { locale: 'en' }).html).toContain('Back to the text, note 1');
  });

  test('a call without a definition is text', () => {
    expect(html('a[^1] [^ b]')).toBe('<p>a[^1] [^ b]</p>');
  });
});

describe('plain text, for search and excerpts', () => {
  test('is one line for each block, without marks', () => {
    const { text, words } = render(
      '## Titre\n\nUn **deux**\ntrois[^1]  \nquatre [[20230924193839]] [[20230924193839|cinq]] : « six »\n\n- a\n- b\n\n|c|d|\n|-|-|\n|e|f|\n\n```\ng\n  h\n```\n\n[^1]: note',
    );
    expect(text.split('\n')).toEqual([
      ...['Titre', 'Un deux trois', 'quatre cinq : « six »', 'a', 'b', 'c d', 'e f', 'g', 'h', 'note'],
    ]);
    expect(words).toBe(16);
  });
});
