/**
 * What spreadsheets take for a formula (OWASP, « CSV Injection »): a cell that begins so would be carried out. It is written
 * after an apostrophe, and so is a cell that begins with one, so that reading gives back what was written.
 */
const GUARDED = /^['=+\-@\t\r\n＝＋－＠]/;

/** A table as CSV (RFC 4180), as spreadsheets in French open it: in UTF-8 with its mark, a semicolon between cells. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((cells) => `${cells.map(cellOf).join(';')}\r\n`).join('')}`;
}

const cellOf = (text: string): string => `"${(GUARDED.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/**
 * The rows of a CSV text. What stands between cells is told by the first line (spreadsheets write commas or tabs too).
 * Never fails: any text is a table.
 */
export function rowsOfCsv(text: string): string[][] {
  const source = text.replace(/^\uFEFF/, '');
  const first = /^[^\r\n]*/.exec(source)![0];
  const separator = [';', '\t', ','].find((sign) => first.includes(sign)) ?? ';';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    row.push(GUARDED.test(cell.slice(1)) && cell.startsWith("'") ? cell.slice(1) : cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  for (let n = 0; n < source.length; n++) {
    const sign = source[n]!;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (source[n + 1] === '"') {
        cell += '"';
        n++;
      } else isQuoted = false;
    } else if (sign === '"' && cell === '') isQuoted = true;
    else if (sign === separator) endCell();
    else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && source[n + 1] === '\n') n++;
      endRow();
    } else cell += sign;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}
