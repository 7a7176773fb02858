import { describe, expect, it } from 'vitest';
import { hubLink, hubLinksIn } from './hub-links.ts';

const HUB = 'https://palier.example';
const addresses = (text: string) => hubLinksIn(text, HUB).map(({ address }) => address);

describe('the links of a text to documents of the hub', () => {
  it.each([
    ['[a](/ressources/x/)', ['/ressources/x/']],
    ['[a](</ressources/x/> "Titre")', ['/ressources/x/']],
    ["[a]( /ressources/x/ 'Titre')", ['/ressources/x/']],
    ['[a](/ressources/x)', ['/ressources/x/']],
    ['[a](/ressources/x/#partie) [b](/ressources/x/?p=1)', ['/ressources/x/']],
    ['[a]: /en/glossary/mfa/', ['/en/glossary/mfa/']],
    ['![a](/parcours/x/)', ['/parcours/x/']],
    ['<a class="b" href="/themes/x/">', ['/themes/x/']],
    ["<A HREF = '/themes/x/'>", ['/themes/x/']],
    ['<https://palier.example/services/x/>', ['/services/x/']],
    ['[a](https://palier.example/services/x/)', ['/services/x/']],
    ['[a](/ressources/)', []],
    ['[a](/recherche/) [b](/outils/x/)', []],
    ['[a](/Ressources/x/)', []],
    ['[a](https://ailleurs.example/ressources/x/)', []],
    ['[a](http://palier.example/ressources/x/)', []],
    ['[a](//palier.example.attaquant/ressources/x/)', []],
    ['[a](ressources/x/) /ressources/x/', []],
    ['[a](/ressources/../x/) [b](/ressources/%2e%2e/)', []],
    ['', []],
  ])('%s: %j', (text, found) => {
    expect(addresses(text)).toEqual(found);
  });

  it('are named once each, with the type, the language and the slug', () => {
    expect(hubLinksIn('[a](/ressources/x/) [b](/en/resources/x/) [c](/ressources/x/#y)', HUB)).toEqual([
      { address: '/ressources/x/', type: 'resource', locale: 'fr', slug: 'x' },
      { address: '/en/resources/x/', type: 'resource', locale: 'en', slug: 'x' },
    ]);
  });

  it('are found in hostile texts of 1 MB without an error', () => {
    for (const part of ['](', '<', '<a href=', ']: ', '](/', '[](</a', 'href = "/']) {
      expect(addresses(part.repeat(1_000_000 / part.length))).toEqual([]);
    }
  });
});

describe('the document that an address names', () => {
  it.each(['', '  ', 'x', 'javascript:alert(1)', 'mailto:a@b.fr', '#ici', 'https://', '/\\ailleurs/x/'])(
    'is none for %j',
    (written) => {
      expect(hubLink(written, HUB)).toBeNull();
    },
  );
});
