const MARKS = /\p{M}/gu;

/** Lower case, without accents, ligatures spelled out (`Œuvre` → `oeuvre`): the form in which words are compared. */
export function fold(text: string): string {
  return (
    text
      // Twice: normalising puts marks in order, which takes minutes where a text holds 100,000 of them in a row.
      .replace(MARKS, '')
      .normalize('NFKD')
      .replace(MARKS, '')
      // Last, the case and the ligatures: what a compatibility form stands for may hold them (`℡`, `ǽ`).
      .toLowerCase()
      .replaceAll('œ', 'oe')
      .replaceAll('æ', 'ae')
  );
}

/** The words of a name as names are compared, whatever their case, accents and signs: one space between. */
export const foldedWords = (text: string): string => (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
