import type { CustomRecord } from 'pagefind';
import type { SearchDocument } from '../document.ts';
import type { Entry } from '../meilisearch/records.ts';
import { ALIAS, writeContent, wholeTerm } from './content.ts';

/**
 * A language that Pagefind knows no rules for (ISO 639-2: no linguistic content): terms are compared as they are, and one
 * index serves readers of all languages.
 */
const LANGUAGE = 'zxx';

/**
 * One document as Pagefind indexes it. Its terms stand in the metadata, which Pagefind searches field by field and says
 * where it found a term; and after the text, where those of the sections are found. What is only to be shown or filtered
 * stands in the filters, which a result carries as well.
 */
export function toPagefindRecord(document: SearchDocument, { terms: own }: Entry): CustomRecord {
  const { title, keywords, subjects, summary, broader, text } = own;
  const terms = (texts: readonly string[]) => texts.flatMap((one) => one.split(' ')).filter(Boolean);
  const field = (texts: readonly string[]) => terms(texts).map(wholeTerm).join(' ');
  const meta = { t: field(title), k: field(keywords), s: field(subjects), m: field(summary), b: field([broader]) };
  return {
    url: document.url,
    language: LANGUAGE,
    content: writeContent(
      document.summary,
      document.sections,
      [...title, ...keywords, ...summary, ...text].map((one) => field([one])),
    ),
    meta: {
      title: document.title,
      ...(document.aliases.length > 0 && { aliases: document.aliases.join(ALIAS) }),
      // Without its type, which is a common word.
      documentId: document.id.split('-').at(-2) as string,
      ...Object.fromEntries(Object.entries(meta).filter(([, value]) => value !== '')),
    },
    filters: {
      locale: [document.locale],
      shownIn: document.shownIn,
      type: [document.type],
      language: [document.language],
      year: [String(document.year)],
      ...(document.maturity && { maturity: [document.maturity] }),
      ...(document.kind && { kind: [document.kind] }),
      ...(document.topicIds.length > 0 && { topic: document.topicIds }),
      ...(document.sectorIds.length > 0 && { sector: document.sectorIds }),
    },
    sort: { published: String(document.publishedAt).padStart(12, '0') },
  };
}
