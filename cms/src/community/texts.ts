import { THREAD_LIMITS, withoutEmailAddresses, type FieldFlaw } from '@palier/model';
import { oneLine } from '../members/profile.ts';

/** A text, or what is wrong with it. */
export type Judged = { text: string } | { flaw: FieldFlaw };

// What no keyboard gives; what turns the direction of the text around it; what cannot be seen. Joiners stay: they belong to
// emoji and to scripts that need them.
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** A post in Markdown: line ends as one character, nothing hidden, no white space around. */
export function readBody(sent: string, kind: 'body' | 'comment'): Judged {
  const text = sent.toWellFormed().replace(/\r\n?/g, '\n').replace(HIDDEN, '').trim();
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
