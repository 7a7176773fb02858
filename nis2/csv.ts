/**
 * Tables as CSV (RFC 4180), as spreadsheets in French write and open them. One pass of our own: a library of the same size reads
 * no cell that was guarded, and those that do weigh as much as a whole tool of the site.
 */

/**
 * What spreadsheets take for a formula (OWASP, « CSV Injection »): a cell that begins so would be carried out. It is written
 * after an apostrophe, and so is a cell that begins with one, so that reading gives back what was written.
 */
const GUARDED = /^['=+\-@\t\r\n＝＋－＠]/;

/** A table as CSV: in UTF-8 with its mark, a semicolon between cells. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((cells) => `${cells.map(cellOf).join(';')}\r\n`).join('')}`;
}

const cellOf = (text: string): string => `"${(GUARDED.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

const textOf = (cell: string): string => (cell.startsWith("'") && GUARDED.test(cell.slice(1)) ? cell.slice(1) : cell);

export interface CsvTable {
  /** Cells by row; empty lines left out. */
  rows: string[][];
  /** False: a quote is not closed, so that what follows it is in one cell. */
  isWhole: boolean;
}

/** Cells read at most: a page must not hang on what is no table. */
const CELLS_MAX = 50_000;

/**
 * The table that a text holds. What stands between its cells is told by the first line that has a separator, since
 * spreadsheets write semicolons, commas or tabs. Never fails: any text is a table.
 */
export function readCsv(source: string): CsvTable {
  const text = source.replace(/^\uFEFF/, '');
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  let cells = 0;
  const endCell = () => {
    row.push(textOf(cell));
    cell = '';
    cells += 1;
  };
  const endRow = () => {
    endCell();
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length && cells < CELLS_MAX; at += 1) {
    const sign = text[at]!;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === '') isQuoted = true;
    else if (sign === separator) endCell();
    else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at += 1;
      endRow();
    } else cell += sign;
  }
  if (cell !== '' || row.length > 0) endRow();
  return { rows, isWhole: !isQuoted };
}

/** The sign that the first line with any has most, out of quotes; tabs, which nobody types, first. */
function separatorOf(text: string): string {
  const bare = text.replace(/"[^"]*"/g, '');
  const line = /[^\r\n]*[;,\t][^\r\n]*/.exec(bare)?.[0] ?? '';
  const count = (sign: string) => line.split(sign).length - 1;
  if (count('\t') > 0) return '\t';
  return count(',') > count(';') ? ',' : ';';
}
