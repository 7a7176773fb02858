import { readApplicabilityAnswers, type ApplicabilityAnswers } from '@palier/nis2/answers';

/** Answers as the fragment of an address: browsers keep what follows `#` to themselves, so that no server gets it. */

/** Longest fragment read, in characters. */
const LONGEST = 20_000;

const START = '#r=';

export function toFragment(answers: ApplicabilityAnswers): string {
  const bytes = new TextEncoder().encode(JSON.stringify(answers));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return START + text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** The answers that a fragment holds: null when it is no such link, `damaged` when it is one that cannot be read. */
export function fromFragment(fragment: string): ApplicabilityAnswers | 'damaged' | null {
  if (!fragment.startsWith(START)) return null;
  if (fragment.length > LONGEST) return 'damaged';
  try {
    const text = atob(fragment.slice(START.length).replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const read = readApplicabilityAnswers(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return 'answers' in read ? read.answers : 'damaged';
  } catch {
    return 'damaged';
  }
}
