import { THREAD_LIMITS, lines, oneLine, withoutEmailAddresses, type FieldFlaw, type PostKind } from '@palier/model';

/** A text, or what is wrong with it. */
export type Judged = { text: string } | { flaw: FieldFlaw };

/** A post in Markdown: line ends as one character, nothing hidden, no white space around. */
export function readBody(sent: string, kind: 'body' | 'comment'): Judged {
  const text = lines(sent);
  if (text.length > THREAD_LIMITS[kind]) return { flaw: 'too-long' };
  // What is published holds no e-mail address: there must be something else.
  return /[\p{L}\p{N}]/u.test(withoutEmailAddresses(text)) ? { text } : { flaw: 'missing' };
}

/** The title of a question: one line, long enough to say what is asked. */
export function readTitle(sent: string): Judged {
  const text = oneLine(sent);
  if (text.length > THREAD_LIMITS.title) return { flaw: 'too-long' };
  if (text === '') return { flaw: 'missing' };
  return (withoutEmailAddresses(text).match(/\p{L}/gu)?.length ?? 0) < TITLE_LETTERS ? { flaw: 'too-short' } : { text };
}

const TITLE_LETTERS = 8;

/** Both texts of a post, where a question alone has a title; what is wrong with each when something is. */
export function readTexts(
  kind: PostKind,
  sent: { title: string; body: string },
): { title: string | null; body: string } | { flaws: { title?: FieldFlaw; body?: FieldFlaw } } {
  const title = kind === 'question' ? readTitle(sent.title) : { text: null };
  const body = readBody(sent.body, kind === 'comment' ? 'comment' : 'body');
  if ('text' in title && 'text' in body) return { title: title.text, body: body.text };
  return { flaws: { ...('flaw' in title && { title: title.flaw }), ...('flaw' in body && { body: body.flaw }) } };
}
