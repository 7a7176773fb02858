/**
 * What spreadsheets take for a formula (OWASP, « CSV Injection »): a cell that begins so would be carried out. The wide forms
 * are read as the narrow ones by spreadsheets of East Asia.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A table as CSV (RFC 4180), as spreadsheets in French open it: in UTF-8 with its mark, a semicolon between cells. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((cells) => `${cells.map(cellOf).join(';')}\r\n`).join('')}`;
}

const cellOf = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
