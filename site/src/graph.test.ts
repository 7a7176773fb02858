import { expect, test } from 'vitest';
import { GRAPH, placeAround, shortName } from './graph.ts';

const neighbours = (n: number) =>
  Array.from({ length: n }, (_, index) => ({ title: `O${index}`, url: `/o${index}/`, cited: true, citing: false }));

test('no two neighbours stand at the same place, and all are in the drawing', () => {
  const placed = placeAround(neighbours(GRAPH.max));
  expect(new Set(placed.map(({ x, y }) => `${x} ${y}`)).size).toBe(GRAPH.max);
  for (const { x, y } of placed) {
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(GRAPH.width);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(GRAPH.height);
  }
});

test('names are written away from the middle', () => {
  const [top, right, , left] = placeAround(neighbours(4));
  expect([top?.anchor, right?.anchor, left?.anchor]).toEqual(['middle', 'start', 'end']);
});

test('more than fit are left out of the drawing', () => {
  expect(placeAround(neighbours(100))).toHaveLength(GRAPH.max);
  expect(placeAround([])).toEqual([]);
});

test('a long name is cut, a short one is not', () => {
  expect(shortName('Agence nationale de la sécurité des systèmes')).toBe('Agence nationale de la…');
  expect(shortName('ANSSI')).toBe('ANSSI');
});
