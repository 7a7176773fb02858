import type { CustomRecord } from 'pagefind';
import type { SearchDocument } from '../document.ts';
import { splitElisions } from '../elision.ts';

const WORD = /[\p{L}\p{N}]/u;

/** True when there is something to find the document by. Pagefind drops others without a word. */
export const hasWords = ({ title, summary, text }: SearchDocument) =>
  [title, summary, text].some((part) => WORD.test(part));

/**
 * One document as Pagefind indexes it. Pagefind searches in the metadata too, the title first: what is only
 * to be shown or filtered stands in the filters, which a result carries as well.
 */
export function toPagefindRecord(document: SearchDocument): CustomRecord {
  const aside = [
    ...document.aliases,
    ...document.tags,
    ...document.topics,
    ...document.sectors,
    ...document.publishers,
    ...document.nis2Articles,
  ];
  const words = (text: string) => splitElisions(text, document.locale);
  const content = [document.summary, document.text].filter((part) => WORD.test(part)).join(' ');
  return {
    url: document.url,
    language: document.locale,
    // Pagefind leaves out a record without content, whatever its title.
    content: words(content || document.title),
    meta: {
      title: words(document.title),
      ...(aside.length > 0 && { aside: words(aside.join(', ')) }),
      // Without its type, which is a common word.
      documentId: document.id.split('-').at(-2) as string,
    },
    filters: {
      locale: [document.locale],
      type: [document.type],
      ...(document.maturity && { maturity: [document.maturity] }),
    },
  };
}
