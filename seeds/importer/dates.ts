const MONTHS = [
  'janvier',
  'fevrier',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'aout',
  'septembre',
  'octobre',
  'novembre',
  'decembre',
];

/**
 * A day, `YYYY-MM-DD`, from the ways in which French authors write one: `2022-10-15` (with or without a time),
 * `15/10/2022`, `15 octobre 2022`, `1er mai 2023`. Null for anything else, also for a day that does not exist.
 */
export function readDate(text: string): string | null {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ][\d:.]+(?:Z| ?[+-]\d{2}:?\d{2})?)?$/.exec(text);
  if (iso !== null) return day(iso[1], iso[2], iso[3]);
  const numeric = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (numeric !== null) return day(numeric[3], numeric[2], numeric[1]);
  const words = /^(\d{1,2})(?:er)? (\p{L}+) (\d{4})$/u.exec(
    text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase(),
  );
  const month = MONTHS.indexOf(words?.[2] ?? '');
  return words === null || month === -1 ? null : day(words[3], String(month + 1), words[1]);
}

function day(year = '', month = '', date = ''): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text) ? text : null;
}
