import { describe, expect, test } from 'vitest';
import { cleanLine, withoutInvisibles } from './text.ts';

describe('cleanLine', () => {
  test.each([
    ['  NIS2  ', 'NIS2'],
    ['\u00a0NIS2\u00a0', 'NIS2'],
    ['deux\nlignes\t et  blancs', 'deux lignes et blancs'],
    ['un\u00a0mot', 'un mot'],
    ['Concerné\u00a0?', 'Concerné\u00a0?'],
    ['Concerné \u202f?', 'Concerné\u202f?'],
    ['«\u00a0oui\u00a0»', '«\u00a0oui\u00a0»'],
    ['1\u202f500 entités', '1\u202f500 entités'],
    ['Concerné ?', 'Concerné ?'],
    ['', ''],
  ])('%j becomes %j', (text, cleaned) => {
    expect(cleanLine(text)).toBe(cleaned);
  });

  test('cleaning twice changes nothing more', () => {
    for (const text of ['a \u00a0 ? \u200b b', '\u2066x\u2069 «\u00a0\u00a0y', '\ud800 z\u0007']) {
      expect(cleanLine(cleanLine(text))).toBe(cleanLine(text));
    }
  });
});

describe('withoutInvisibles', () => {
  test('drops zero-width characters, soft hyphens and direction marks', () => {
    expect(withoutInvisibles('cy\u200bber\u00ad\ufeffsé\u200dcu\u202erité\u2060')).toBe('cybersécurité');
  });

  test('keeps the joiner inside an emoji made of several', () => {
    expect(withoutInvisibles('👩\u200d💻 et 🏳️\u200d🌈')).toBe('👩\u200d💻 et 🏳️\u200d🌈');
  });

  test('drops what no database stores: control characters and lone surrogates', () => {
    expect(withoutInvisibles('a\0b\u001b[31mc\ud800')).toBe('ab[31mc\ufffd');
  });
});
