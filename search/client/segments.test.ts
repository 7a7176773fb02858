import { expect, it } from 'vitest';
import { segments } from './segments.ts';

it('tells the matches of an extract from the rest, without an empty part', () => {
  expect(segments('\uE000MFA\uE001 et \uE0002FA\uE001.')).toEqual([
    { text: 'MFA', match: true },
    { text: ' et ', match: false },
    { text: '2FA', match: true },
    { text: '.', match: false },
  ]);
});

it('leaves markup in an extract as text', () => {
  expect(segments('<img onerror=x>')).toEqual([{ text: '<img onerror=x>', match: false }]);
});

it.each([
  ['\uE000sans fin', [{ text: 'sans fin', match: true }]],
  ['fin seule\uE001', [{ text: 'fin seule', match: false }]],
  ['', []],
])('survives marks that do not pair (%j)', (extract, parts) => {
  expect(segments(extract)).toEqual(parts);
});
