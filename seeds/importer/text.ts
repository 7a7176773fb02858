/** Zero-width characters, soft hyphens and direction marks: invisible, they break search and comparison. */
const INVISIBLE = /[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** A zero-width joiner stays inside an emoji that is made of several, and nowhere else. */
const STRAY_JOINER =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;

/** The text without what no reader sees: zero-width and control characters, lone surrogates. */
export function withoutInvisibles(text: string): string {
  return text.replace(INVISIBLE, '').replace(STRAY_JOINER, '').replace(CONTROL, '').toWellFormed();
}

/**
 * A title or a one-liner: on one line, single spaces, trimmed. The no-break space of French typography stays
 * where it belongs (before `? ! ; : » %`, after `«`, between digits) and is an ordinary space elsewhere.
 */
export function cleanLine(text: string): string {
  return withoutInvisibles(text)
    .replace(/\s+/g, (run, at: number, whole: string) => {
      const hard = run.match(/[\u00a0\u202f]/)?.[0];
      if (hard === undefined) return ' ';
      const before = whole[at - 1] ?? '';
      const after = whole[at + run.length] ?? '';
      const belongs = /[?!;:»%€]/.test(after) || before === '«' || (/\d/.test(before) && /\d/.test(after));
      return belongs ? hard : ' ';
    })
    .trim();
}
