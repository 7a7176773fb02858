import { publicUrl } from '../environment.ts';

/** Characters that HTML or Markdown may write otherwise, in what makes an address one. */
const ENTITIES: Readonly<Record<string, string>> = { colon: ':', sol: '/', bsol: '\\', period: '.', amp: '&' };

/** What a browser would take for the beginning of another site's address, and the rest of it. */
const ADDRESS = /(?:(?<![\p{L}\p{N}])(?:https?:[\\/]+|www\.)|(?<![^\s("'<=])[\\/]{2})[^\s<>"'`)\]]+/giu;

/**
 * Addresses of other sites that a text in Markdown leads to, each once. Rather one too many than one missed: a moderator looks
 * at what it makes wait.
 */
export function linksIn(markdown: string): URL[] {
  const own = new URL(publicUrl()).hostname;
  const found = new Map<string, URL>();
  for (const [written] of plain(markdown).matchAll(ADDRESS)) {
    const address = written.replace(/[.,;:!?*_~]+$/, '');
    const url = URL.parse(/^www\./i.test(address) ? `https://${address}` : address, 'https://relative.invalid/');
    if (url && url.hostname.includes('.') && url.hostname !== own) found.set(url.href, url);
  }
  return [...found.values()];
}

/** The text with what HTML and Markdown write otherwise as browsers read it. */
const plain = (markdown: string): string =>
  markdown
    .replace(/&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));?/gi, (whole, hex?: string, decimal?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : whole;
    })
    .replace(/&([a-z]{3,6});/gi, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '');
