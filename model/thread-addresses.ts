import type { Locale } from './locales.ts';
import { documentAddress } from './sections.ts';

/** Where the posts of a thread stand: the site makes its pages so, mails and notifications lead there. */

/** Answers on one page of a thread, by number: a page never moves. */
export const ANSWERS_PER_PAGE = 50;

/** Page of a thread on which the answer with a number stands, from 1. */
export const threadPageOf = (number: number): number => Math.ceil(number / ANSWERS_PER_PAGE);

/** Address of the n-th page of the answers of a thread, from 1: the first is the thread's own. */
export function threadPageAddress(thread: string, page: number): string {
  return page === 1 ? thread : `${thread}page/${page}/`;
}

/** Name of an answer in its page: `reponse-12`. */
export function answerAnchor(locale: Locale, number: number): string {
  return `${ANSWER[locale]}-${number}`;
}

/** Name of a comment in its page, from its identifier. */
export function commentAnchor(locale: Locale, id: string): string {
  return `${COMMENT[locale]}-${id.slice(0, 8)}`;
}

/** Name of the question in its page. */
export function questionAnchor(): string {
  return 'question';
}

const ANSWER: Record<Locale, string> = { fr: 'reponse', en: 'answer' };
const COMMENT: Record<Locale, string> = { fr: 'commentaire', en: 'comment' };

/** A post, as far as its address says it. */
export interface PlacedPost {
  id: string;
  kind: 'question' | 'answer' | 'comment';
  /** Of an answer: its own. Of a comment: that of the answer that it is on, null on a question. */
  number: number | null;
}

/** Address of a post: the page of its thread that holds it, and its name there. */
export function postAddress(thread: { language: Locale; slug: string }, { id, kind, number }: PlacedPost): string {
  const { language, slug } = thread;
  const page = threadPageAddress(documentAddress('thread', language, slug), threadPageOf(number ?? 1));
  if (kind === 'question') return `${page}#${questionAnchor()}`;
  return `${page}#${kind === 'answer' ? answerAnchor(language, number!) : commentAnchor(language, id)}`;
}
