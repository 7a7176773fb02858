import { describe, expect, test } from 'vitest';
import { dressProse } from './prose.ts';
import type { UsedTerm } from './prose.ts';

const TERMS: UsedTerm[] = [
  { id: 'mfa', names: ['MFA', 'authentification multifacteur'], anchor: 'term-mfa' },
  { id: 'vpn', names: ['VPN'], anchor: 'term-vpn' },
];

const dress = (html: string) => dressProse(html, TERMS, 'Lien');
const button = (anchor: string, text: string) =>
  `<button type="button" class="term" popovertarget="${anchor}">${text}</button>`;

describe('terms in a text', () => {
  test('the first use of each opens its definition, the others stay text', () => {
    const { html, anchors } = dress('<p>La MFA, le VPN, la MFA.</p><p>VPN</p>');
    expect(html).toBe(`<p>La ${button('term-mfa', 'MFA')}, le ${button('term-vpn', 'VPN')}, la MFA.</p><p>VPN</p>`);
    expect([...anchors]).toEqual(['term-mfa', 'term-vpn']);
  });

  test('links, code, headings and controls are left alone', () => {
    const html =
      '<p><a href="/x/">MFA</a> <code>VPN</code></p><pre><code>MFA</code></pre><details><summary>VPN</summary></details>';
    expect(dress(html)).toEqual({ html, anchors: new Set() });
  });

  test('an attribute is not text, also with a sign that ends a tag', () => {
    const html = '<p><img alt="MFA > VPN" src="/uploads/a.png"></p>';
    expect(dress(html).html).toBe(html);
  });

  test('markup of the text stays escaped', () => {
    expect(dress('<p>MFA &lt;b&gt; &amp; VPN</p>').html).toContain('&lt;b&gt; &amp;');
  });

  test('without terms, the text is the same', () => {
    expect(dressProse('<p>MFA</p>', [], 'Lien').html).toBe('<p>MFA</p>');
  });
});

test('each heading with an id has a link to itself', () => {
  expect(dress('<h2 id="par-ou">Par où</h2><h3>Sans</h3>').html).toBe(
    '<h2 id="par-ou">Par où <a class="anchor" href="#par-ou" aria-label="Lien">#</a></h2><h3>Sans</h3>',
  );
});

test('a text of a megabyte takes no more than its length', () => {
  const html = `<p>${'MFA <b>x</b> '.repeat(80_000)}</p>`;
  expect(dress(html).html.length).toBe(html.length + button('term-mfa', '').length);
});
