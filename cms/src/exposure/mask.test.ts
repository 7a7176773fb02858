import { hasEmailAddress } from '@palier/model';
import { describe, expect, it } from 'vitest';
import { findExposures } from './find.ts';
import { masked } from './mask.ts';
import { HARMLESS } from './testing/harmless.ts';
import { HOSTILE } from './testing/hostile.ts';
import { TELLING } from './testing/telling.ts';

async function maskedIn(text: string, locale: 'fr' | 'en' = 'fr'): Promise<string> {
  return masked(text, await findExposures(text), locale);
}

/** Texts made of pieces of others, the same at each run. */
function* assembled(count: number): Iterable<string> {
  const pieces = [...TELLING.flatMap(({ text, tells }) => [text, ...tells.map(([, what]) => what)]), ...HARMLESS];
  const signs = [
    '',
    ' ',
    '.',
    ':',
    '-',
    '\\',
    '/',
    '@',
    '(',
    ')',
    '[',
    ']',
    '|',
    '=',
    '\n',
    "'",
    '\u200B',
    '\uFFFC',
    ', ',
  ];
  let seed = 20_261_126;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (let i = 0; i < count; i++) {
    let text = '';
    for (let n = random(6) + 2; n > 0; n--) {
      const piece = pieces[random(pieces.length)] ?? '';
      const from = random(3) === 0 ? random(piece.length) : 0;
      text +=
        piece.slice(from, random(3) === 0 ? from + random(piece.length) : undefined) +
        (signs[random(signs.length)] ?? '');
    }
    yield text;
  }
}

describe('a masked text', () => {
  it('says what stood there, in the language of its author', async () => {
    const text =
      'Le serveur srv-ad01.mairie.local (10.0.0.1) : mdp = Mairie2024!, appeler jean@mairie-plage.fr ou 06 12 34 56 78, voir C:\\Users\\jdupont\\plan.txt';
    expect(await maskedIn(text)).toBe(
      'Le serveur [nom de machine masqué] ([adresse IP masquée]) : mdp = [secret masqué], appeler [adresse e-mail masquée] ou [numéro de téléphone masqué], voir [chemin de fichier masqué]',
    );
    expect(await maskedIn(text, 'en')).toBe(
      'Le serveur [masked host name] ([masked IP address]) : mdp = [masked secret], appeler [masked e-mail address] ou [masked phone number], voir [masked file path]',
    );
  });

  it('is the same where nothing is to be masked', async () => {
    expect(masked('Bonjour.', [], 'fr')).toBe('Bonjour.');
    for (const text of HARMLESS) expect(await maskedIn(text)).toBe(text);
  });

  it('does not turn what follows a placeholder into a link', async () => {
    expect(await maskedIn('10.0.0.1: passerelle')).toBe('[adresse IP masquée] : passerelle');
    expect(await maskedIn('10.0.0.1(voir)')).toBe('[adresse IP masquée] (voir)');
  });

  it('leaves out what overlaps or lies beyond the text', () => {
    const of = (start: number, end: number) => ({ kind: 'ip', start, end, shown: '' }) as const;
    expect(masked('abcdef', [of(3, 9), of(1, 4), of(0, 2)], 'fr')).toBe('[adresse IP masquée]cdef');
  });

  it.each(TELLING)('has nothing left to find: $text', async ({ text }) => {
    for (const locale of ['fr', 'en'] as const) {
      const result = await maskedIn(text, locale);
      expect(await findExposures(result)).toEqual([]);
      expect(hasEmailAddress(result)).toBe(false);
    }
  });

  it.each(HOSTILE)('has nothing left to find in 20,000 characters made of $name', async ({ text }) => {
    expect(await findExposures(await maskedIn(text))).toEqual([]);
  });

  it('has nothing left to find in texts made of pieces of others', async () => {
    for (const text of assembled(600)) {
      const result = await maskedIn(text);
      expect(await findExposures(result), JSON.stringify(text)).toEqual([]);
    }
  });
});
