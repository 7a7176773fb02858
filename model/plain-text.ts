// What no keyboard gives; what turns the direction of the text around it; what cannot be seen. Joiners stay: they belong to
// emoji and to scripts that need them.
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** Text of several lines, as it reads: line ends as one character, nothing hidden, no white space around. */
export const lines = (text: string): string => text.toWellFormed().replace(/\r\n?/g, '\n').replace(HIDDEN, '').trim();

/** Text of one line: what no keyboard gives is taken out, and so is what only looks like nothing. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
