import type { Locale } from '@palier/model/locales';
import { segments, type SearchHit } from '@palier/search/client';
import { foldedWords } from '@palier/search/fold';
import { QUESTIONS, type Question } from './questions.ts';

/** What answers a query at once, above the results: a term with its definition, or the page that answers a question. */
export interface Answer {
  url: string;
  title: string;
  text: string;
  /** Language of its words. */
  locale: string;
}

/** Longest wait for the page that answers a question, in milliseconds: results wait no longer. */
const PATIENCE = 600;

/** A question as it is compared: folded, without signs nor endings, the directive under one name. */
const keyOf = (text: string): string =>
  foldedWords(text)
    .replace(/(?:\b(?:la|the) )?(?:\bdirective )?\bnis ?2\b/g, 'nis2')
    .replace(/(?<=\w\w)e*s?(?= |$)/g, '');

/** The directive beside a question that goes without saying it: `par NIS 2`. */
const ASIDE = /^nis2 | (?:(?:par|a|by|to|with) )?nis2$/g;

let questions: Map<string, Question> | undefined;

/** Address of the page that answers a question, in whichever language it is asked; null for what is no question known. */
export function pageAnswering(q: string, locale: Locale): string | null {
  questions ??= new Map(
    QUESTIONS.flatMap((question) =>
      Object.values(question.asked).flatMap((ways) => ways.map((way) => [keyOf(way), question] as const)),
    ),
  );
  const key = keyOf(q);
  const question = questions.get(key) ?? questions.get(key.replace(ASIDE, ''));
  return question?.page[locale] ?? null;
}

/** The term of the glossary that the query is, by any of its names, whatever their case, accents and signs. */
export function termNamed(q: string, hits: readonly SearchHit[]): Answer | null {
  const bare = (text: string) => foldedWords(text).replaceAll(' ', '');
  const name = bare(q);
  const hit = hits.find(
    ({ type, title, aliases }) => type === 'glossary-term' && [title, ...aliases].some((one) => bare(one) === name),
  );
  if (!hit) return null;
  const text = segments(hit.extract)
    .map((segment) => segment.text)
    .join('');
  // An acronym alone explains nothing.
  const [expansion] = hit.aliases;
  const title = expansion === undefined ? hit.title : `${hit.title} (${expansion})`;
  return { url: hit.url, title, text, locale: hit.locale };
}

const pages = new Map<string, Answer>();

/**
 * What a page of the hub says of itself, from its file: nothing that is not published can answer, and no other page has to
 * be made again when its title changes. Null when it is not there in time.
 */
async function readPage(address: string): Promise<Answer | null> {
  const known = pages.get(address);
  if (known) return known;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) return null;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const title = page.querySelector('h1')?.textContent.trim();
    if (!title) return null;
    const answer = {
      url: new URL(response.url).pathname,
      title,
      text: page.querySelector<HTMLMetaElement>('meta[name=description]')?.content ?? '',
      locale: page.documentElement.lang,
    };
    pages.set(address, answer);
    return answer;
  } catch {
    return null;
  }
}

/** The answer to a query, once its hits are there; asked at the same time as they are. */
export async function answerTo(
  q: string,
  locale: Locale,
  found: Promise<{ hits: readonly SearchHit[] }>,
): Promise<Answer | null> {
  const address = pageAnswering(q, locale);
  const page = address === null ? null : readPage(address);
  const { hits } = await found;
  return (await page) ?? termNamed(q, hits);
}
