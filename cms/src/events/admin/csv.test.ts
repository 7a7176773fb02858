import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

it.each(['=1+1', '+33 6', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1'])(
  'carries out nothing in a spreadsheet: %j begins with an apostrophe',
  (text) => {
    expect(csvOf([[text]])).toBe(`\uFEFF"'${text}"\r\n`);
  },
);

it('keeps every cell in its place, whatever it holds', () => {
  expect(
    csvOf([
      ['Nom', 'Note'],
      ['A;"B"', 'deux\nlignes'],
    ]),
  ).toBe('\uFEFF"Nom";"Note"\r\n"A;""B""";"deux\nlignes"\r\n');
});

it('leaves a sign alone that does not begin a cell', () => {
  expect(csvOf([['a=1', 'x@y.example', '']])).toBe('\uFEFF"a=1";"x@y.example";""\r\n');
});
