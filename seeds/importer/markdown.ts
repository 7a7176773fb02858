import { withoutInvisibles } from './text.ts';

const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;

/**
 * A body as it is stored: still Markdown, without invisible characters, blank lines at the start nor blanks at
 * the end. Outside fenced code, a marker that Markdown would not see is mended: `##Title`, and any marker that a
 * no-break space follows. HTML, wikilinks and addresses stay: the site resolves and sanitises them.
 */
export function cleanBody(text: string): string {
  let fence: string | null = null;
  const lines = withoutInvisibles(text)
    .split('\n')
    .map((line) => {
      const mark = FENCE.exec(line);
      const run = mark?.[1] ?? '';
      if (fence !== null) {
        // A closing fence is at least as long as the opening one and carries nothing else (CommonMark 4.5).
        if (run.startsWith(fence) && mark?.[2]?.trim() === '') fence = null;
        return line;
      }
      if (run !== '' && !(run.startsWith('`') && mark?.[2]?.includes('`'))) {
        fence = run;
        return line;
      }
      return mendMarker(line);
    });
  // Not a regular expression over the whole text: a repeated group overflows the stack on a million blank lines.
  const first = lines.findIndex((line) => line.trim() !== '');
  return lines
    .slice(first === -1 ? lines.length : first)
    .join('\n')
    .trimEnd();
}

function mendMarker(line: string): string {
  return (
    line
      .replace(/^(\s{0,12}(?:#{1,6}|[-*+>]|\d{1,9}[.)]))[\u00a0\u202f]+/, '$1 ')
      // A single `#` stuck to a word is a hashtag more often than a title.
      .replace(/^( {0,3}#{2,6})(?=[^#\s])/, '$1 ')
  );
}
