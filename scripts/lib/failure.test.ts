import { describe, expect, test } from 'vitest';
import { describeError, explainDiskError, Failure } from './failure.ts';

describe('an error', () => {
  test('is one line of cause and remedy for a person', () => {
    expect(describeError(new Failure('le disque est plein.', 'Libérez de la place.'))).toBe(
      'Palier : le disque est plein. Libérez de la place.',
    );
  });

  test('keeps its stack when nobody foresaw it', () => {
    expect(describeError(new Error('unforeseen'))).toMatch(/unforeseen\n\s+at /);
  });

  test.each([
    ['ENOSPC', /plein/],
    ['EACCES', /impossible d’écrire/],
    ['EROFS', /impossible d’écrire/],
  ])('of the system, %s, says what it means', (code, meaning) => {
    const explained = explainDiskError(Object.assign(new Error(code), { code }), '/place');
    expect(explained).toBeInstanceOf(Failure);
    expect((explained as Failure).message).toMatch(meaning);
  });
});
