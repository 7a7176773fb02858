import { describe, expect, it } from 'vitest';
import { linksIn } from './links.ts';

const hosts = (markdown: string) => linksIn(markdown).map(({ hostname }) => hostname);

describe('the links of a text', () => {
  it.each([
    ['in words', 'Voir https://a.example/page.', ['a.example']],
    ['in Markdown, once for its label and its address', '[https://a.example/](https://a.example/)', ['a.example']],
    ['of a reference', '[un][1]\n\n[1]: https://a.example/ "titre"', ['a.example']],
    ['between angle brackets', '<https://a.example/>', ['a.example']],
    ['in HTML', '<a href="//a.example/x">ici</a> <img src=http://b.example/y.png>', ['a.example', 'b.example']],
    ['without a scheme', 'www.a.example et [ici](//b.example)', ['www.a.example', 'b.example']],
    ['in capitals, with a port, a password, a dot at the end', 'HTTPS://Moi:secret@A.Example.:8443/', ['a.example.']],
    ['in other scripts', 'https://пример.example/', ['xn--e1afmkfd.example']],
    ['of an image', '![](https://a.example/x.png)', ['a.example']],
    ['with slashes that browsers mend', 'http:\\\\a.example http:/b.example', ['a.example', 'b.example']],
    [
      'written in entities and escapes',
      '[x](https&colon;&#47;&#x2f;a&#46;example) https\\://b\\.example',
      ['a.example', 'b.example'],
    ],
  ])('are found %s', (_where, markdown, expected) => {
    expect(hosts(markdown)).toEqual(expected);
  });

  it('are none of the hub itself, and none where nothing is linked', () => {
    expect(
      hosts('http://localhost:8080/questions/ [ici](/glossaire/) // un commentaire ; a//b ; http: et /etc/x'),
    ).toEqual([]);
    expect(hosts('')).toEqual([]);
  });

  it('count each address once, whatever follows it in the sentence', () => {
    expect(linksIn('https://a.example/1, https://a.example/1. (https://a.example/2)')).toHaveLength(2);
  });

  it('are read in bounded time, however the text is made', () => {
    for (const piece of ['http:/', '[a](', 'www.', '&#', '\\', 'https://a.example/?', '//'])
      expect(linksIn(piece.repeat(20_000 / piece.length)).length).toBeLessThan(5000);
  });
});
