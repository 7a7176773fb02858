import { expect, it } from 'vitest';
import { isEmail, phoneOf } from './reach.ts';

it.each([
  ['01 23 45 67 89', '+33123456789'],
  ['01.23.45.67.89', '+33123456789'],
  ['+33 1 23 45 67 89', '+33123456789'],
  ['+33 (0)1 23 45 67 89', '+33123456789'],
  ['0033 1 23 45 67 89', '+33123456789'],
  ['06 12 34 56 78', '+33612345678'],
  ['0262 12 34 56', '+262262123456'],
  ['0590 12 34 56', '+590590123456'],
  ['0694 12 34 56', '+594694123456'],
  ['+32 2 123 45 67', '+3221234567'],
  ['+1 (202) 555-0123', '+12025550123'],
])('%s is %s', (text, number) => {
  expect(phoneOf(text)).toBe(number);
});

it.each([
  '',
  '17',
  '3018',
  '0123456',
  '+33 0 12',
  '+331234567890',
  '+0123456789',
  '01 23 45 67 8x',
  '+123456',
  '+1234567890123456',
])('%j is no number that any country can call', (text) => {
  expect(phoneOf(text)).toBeNull();
});

it.each([
  'securite@exemple.fr',
  'astreinte+nis2@si.exemple.fr',
  "o'neil@exemple.ie",
  'contact@élysée.exemple',
  'a@b.co',
])('%s is an address', (text) => {
  expect(isEmail(text)).toBe(true);
});

it.each([
  '',
  'securite',
  '@exemple.fr',
  'a@b',
  'a@b..fr',
  'a b@exemple.fr',
  '.a@exemple.fr',
  'a@-exemple.fr',
  'a@b@exemple.fr',
  'a@1.2',
  'a@exemple.fr\nBcc: x',
  `${'a'.repeat(65)}@exemple.fr`,
])('%j is no address', (text) => {
  expect(isEmail(text)).toBe(false);
});
