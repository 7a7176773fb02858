import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TOKENS } from './tokens.ts';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name!,
    { light: light!, dark: dark! },
  ]),
);

/** Relative luminance of a `#rrggbb` colour (WCAG 2.2). */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string, scheme: 'light' | 'dark'): number {
  const a = luminance(tokens.get(one)![scheme]);
  const b = luminance(tokens.get(other)![scheme]);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Two tokens that meet: a text or an edge, and its ground. */
type Pair = [string, string];

const GROUNDS = ['paper', 'sheet'];
const on = (ground: string, ...colours: string[]) => colours.map((colour): Pair => [colour, ground]);

const TEXT_ON_GROUND: Pair[] = [
  ...GROUNDS.flatMap((ground) => on(ground, 'ink', 'ink-soft', 'brand', 'alert', 'good')),
  ...on('brand', 'brand-ink'),
  ...['l1', 'l2', 'l3', 'l4'].flatMap((level) => on(level, `${level}-ink`)),
];
const EDGE_ON_GROUND = GROUNDS.flatMap((ground) => on(ground, 'edge', 'focus'));

test('every text colour stands out from its ground by 4.5 to 1, light and dark', () => {
  const weak = TEXT_ON_GROUND.flatMap(([text, ground]) =>
    (['light', 'dark'] as const)
      .map((scheme) => `${text} on ${ground}, ${scheme}: ${contrast(text, ground, scheme).toFixed(2)}`)
      .filter((line) => Number(line.split(': ')[1]) < 4.5),
  );
  expect(weak).toEqual([]);
});

test('edges of controls and the focus stand out by 3 to 1, light and dark', () => {
  const weak = EDGE_ON_GROUND.flatMap(([edge, ground]) =>
    (['light', 'dark'] as const)
      .map((scheme) => `${edge} on ${ground}, ${scheme}: ${contrast(edge, ground, scheme).toFixed(2)}`)
      .filter((line) => Number(line.split(': ')[1]) < 3),
  );
  expect(weak).toEqual([]);
});

test('the style page shows every colour that is not the ink of another', () => {
  expect([...tokens.keys()].filter((name) => !/-ink$/.test(name)).sort()).toEqual([...TOKENS].sort());
});

test('the contrast is computed as WCAG does: black on white is 21 to 1', () => {
  tokens.set('black', { light: '#000000', dark: '#000000' }).set('white', { light: '#ffffff', dark: '#ffffff' });
  expect(contrast('black', 'white', 'light')).toBeCloseTo(21, 5);
});
