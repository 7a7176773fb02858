import { THREAD_LIMITS, lines, oneLine, withoutEmailAddresses, type FieldFlaw } from '@palier/model';

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
