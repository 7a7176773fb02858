import { expect, it } from 'vitest';
import { searchKeyOf } from './keys.ts';

it('derives the key as HMAC-SHA256 of the uid with the master key', () => {
  // printf %s 6f1c1c0e-5f0b-4c58-9f0a-7d3f6a4f2b19 | openssl dgst -sha256 -hmac maitre
  expect(searchKeyOf('maitre')).toBe('9744d855eda127c27b29f178e0d60cb9e53bdaffc2a34ee966737347bfe7473a');
});

it('gives another key for another master key', () => {
  expect(searchKeyOf('a')).not.toBe(searchKeyOf('b'));
});
