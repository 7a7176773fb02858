import type { Resource } from '@palier/model';
import { fill } from './i18n/text.ts';

/** How to cite a resource: the external document when there is one, else the page of the hub. */
export interface Citation {
  text: string;
  bibtex: string;
}

interface Source {
  resource: Pick<Resource, 'title' | 'slug' | 'year' | 'externalUrl' | 'firstPublishedAt' | 'language'>;
  /** Publisher's name; null for a text of the hub's own. */
  publisher: string | null;
  /** Full address of the page. */
  page: string;
}

interface Words {
  team: string;
  cited: string;
  undated: string;
}

/** Reference as text, by the words of the dictionary, and as a BibTeX entry of type `misc`. */
export function citationOf({ resource, publisher, page }: Source, words: Words): Citation {
  const author = publisher ?? words.team;
  const own = resource.externalUrl === null;
  const year = resource.year ?? (own ? Number(resource.firstPublishedAt.slice(0, 4)) : null);
  const url = resource.externalUrl ?? page;
  const fields = {
    author: `{${braced(author)}}`,
    title: `{${braced(resource.title)}}`,
    ...(year !== null && { year: String(year) }),
    // Read to the letter: an escape would be part of the address.
    url: url.replaceAll('{', '%7B').replaceAll('}', '%7D'),
    langid: resource.language,
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`);
  return {
    text: fill(words.cited, { author, year: year ?? words.undated, title: resource.title, url }),
    bibtex: `@misc{${resource.slug},\n${lines.join(',\n')}\n}`,
  };
}

/** A value that keeps a BibTeX entry whole: its braces are escaped, and the signs that TeX reads. */
function braced(text: string): string {
  return text
    .replace(/[{}\\]/g, (sign) => (sign === '\\' ? '\\textbackslash ' : `\\${sign}`))
    .replace(/[%#&$_]/g, '\\$&');
}
