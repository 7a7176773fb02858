import { describe, expect, test } from 'vitest';
import { dueAt } from './pace.ts';

describe('a mail leaves', () => {
  test.each([
    ['at-once', '2026-11-26T10:00:00.000Z', '2026-11-26T10:05:00.000Z'],
    ['daily', '2026-11-26T06:59:59.999Z', '2026-11-26T07:00:00.000Z'],
    ['daily', '2026-11-26T07:00:00.000Z', '2026-11-27T07:00:00.000Z'],
    ['daily', '2026-07-14T07:00:00.000Z', '2026-07-15T06:00:00.000Z'],
    ['daily', '2026-03-28T12:00:00.000Z', '2026-03-29T06:00:00.000Z'],
    ['daily', '2026-10-24T12:00:00.000Z', '2026-10-25T07:00:00.000Z'],
    ['weekly', '2026-11-26T10:00:00.000Z', '2026-11-30T07:00:00.000Z'],
    ['weekly', '2026-11-30T07:00:00.000Z', '2026-12-07T07:00:00.000Z'],
    ['weekly', '2026-03-27T10:00:00.000Z', '2026-03-30T06:00:00.000Z'],
    ['never', '2026-11-26T10:00:00.000Z', null],
  ] as const)('%s, for what happens at %s, at eight in Paris or in five minutes: %s', (pace, now, due) => {
    expect(dueAt(pace, new Date(now))).toBe(due);
  });
});
