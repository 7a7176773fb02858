import { describe, expect, it } from 'vitest';
import { changesOf } from './changes.ts';

describe('the changes of a text', () => {
  const rebuilt = (before: string, after: string) => {
    const changes = changesOf(before, after);
    const without = (kind: string) =>
      changes
        .filter((change) => change.kind !== kind)
        .map(({ text }) => text)
        .join('');
    expect(without('added')).toBe(before);
    expect(without('removed')).toBe(after);
    return changes;
  };

  it('are none where only the ends of lines differ, as a form sends them', () => {
    expect(changesOf('Un.\n\nDeux.', 'Un.\r\n\r\nDeux.')).toEqual([{ kind: 'same', text: 'Un.\n\nDeux.' }]);
  });

  it('name the words that were taken out and put in, and nothing else', () => {
    const changes = rebuilt('Sous 24 heures, à l’ANSSI.', 'Sous 72 heures, à l’ANSSI.');
    expect(changes.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: '24' },
      { kind: 'added', text: '72' },
    ]);
  });

  it('keep line ends, marks and HTML as they are', () => {
    rebuilt('- un\n- deux\n\n<b>x</b>', '- un\n\n- deux bis\n<b>x</b> &amp;\n');
    rebuilt('', 'Tout est neuf.');
    rebuilt('Tout s’en va.', '');
    expect(changesOf('Pareil.', 'Pareil.')).toEqual([{ kind: 'same', text: 'Pareil.' }]);
  });

  it('of two long texts with nothing in common are the one and the other', () => {
    const words = (seed: string) => Array.from({ length: 4000 }, (_, n) => `${seed}${n}\n`).join('');
    const [before, after] = [words('a'), words('b')];
    expect(rebuilt(before, after)).toEqual([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]);
  });
});
