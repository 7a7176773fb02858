import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvOf, readCsv } from './csv.ts';

it.each(['=HYPERLINK("http://exemple.fr")', '+33123456789', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1'])(
  'a spreadsheet carries out nothing: %j begins with an apostrophe',
  (text) => {
    expect(csvOf([[text]])).toBe(`\uFEFF"'${text.replaceAll('"', '""')}"\r\n`);
  },
);

it.each([';', ',', '\t'])('reads what a spreadsheet saves again, with %j between cells', (sign) => {
  expect(readCsv(`a${sign}b\nun${sign}"d;e,u\tx ""2"""\r\n\n`).rows).toEqual([
    ['a', 'b'],
    ['un', 'd;e,u\tx "2"'],
  ]);
});

it('gives back what was written, whatever it holds', () => {
  const cells = fc.array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('=', "'", '"', ';', '\n', '\r', 'a') })),
    {
      minLength: 2,
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(fc.array(cells), (rows) => {
      const table = [['mark', 'head'], ...rows];
      expect(readCsv(csvOf(table))).toEqual({ rows: table, isWhole: true });
    }),
  );
});

it('reads any text without failing', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', ';', ',', '\n', '\r', "'", '=', 'a') }), (text) =>
      Array.isArray(readCsv(text).rows),
    ),
  );
});

it('a quote that is not closed is told, so that nothing that follows it is lost in silence', () => {
  expect(readCsv('a;b\nc;"d\ne;f').isWhole).toBe(false);
});

it('the separator is that of the first line, out of quotes', () => {
  expect(readCsv('"a,b,c";d\ne;f').rows).toEqual([
    ['a,b,c', 'd'],
    ['e', 'f'],
  ]);
});
