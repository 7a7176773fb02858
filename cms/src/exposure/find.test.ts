import { describe, expect, it } from 'vitest';
import { findExposures, type ExposureKind } from './find.ts';
import { HARMLESS } from './testing/harmless.ts';
import { HOSTILE } from './testing/hostile.ts';
import { TELLING } from './testing/telling.ts';

/** What is found, with the words of the text: what is displayed of a secret does not say it. */
async function found(text: string): Promise<[ExposureKind, string][]> {
  return (await findExposures(text)).map(({ kind, start, end }) => [kind, text.slice(start, end)]);
}

describe('what tells of its author', () => {
  it.each(TELLING)('is found in: $text', async ({ text, tells }) => {
    expect(await found(text)).toEqual(tells);
  });

  it('comes in order, with its offsets', async () => {
    const text = 'SRV-AD01 (10.0.0.1) puis 06 12 34 56 78';
    expect(await findExposures(text)).toEqual([
      { kind: 'host', start: 0, end: 8, shown: 'SRV-AD01' },
      { kind: 'ip', start: 10, end: 18, shown: '10.0.0.1' },
      { kind: 'phone', start: 25, end: 39, shown: '06 12 34 56 78' },
    ]);
  });

  it('is shown cut to 80 characters', async () => {
    const [url] = await findExposures(`https://portail.mairie-plage.fr/${'a'.repeat(200)}`);
    expect(url?.shown).toHaveLength(80);
    expect(url?.shown).toMatch(/^https:.*…$/);
  });

  it('is shown by its first 4 characters where it is a secret', async () => {
    expect(await findExposures('mdp = Mairie2024!')).toEqual([{ kind: 'secret', start: 6, end: 17, shown: 'Mair…' }]);
  });

  it('is not shown by half a character', async () => {
    const [secret] = await findExposures('password=abc😀defgh1');
    expect(secret?.shown).toBe('abc…');
  });

  it('is one where two overlap, of the kind of the widest, or a secret as soon as one is in it', async () => {
    expect(await found('jdupont@srv-mail01.mairie.local')).toEqual([['email', 'jdupont@srv-mail01.mairie.local']]);
    expect(await found('https://portail.mairie-plage.fr/?token=a1b2c3d4e5')).toEqual([
      ['secret', 'https://portail.mairie-plage.fr/?token=a1b2c3d4e5'],
    ]);
  });
});

describe('what tells of nobody', () => {
  it.each(HARMLESS)('is left alone: %s', async (text) => {
    expect(await found(text)).toEqual([]);
  });
});

describe('a text', () => {
  it('that is empty says nothing', async () => {
    expect(await findExposures('')).toEqual([]);
  });

  it('with lone surrogates is read like another', async () => {
    expect(await found('\uD800 10.0.0.1 \uDFFF')).toEqual([['ip', '10.0.0.1']]);
    expect(await found('\uDC00'.repeat(10))).toEqual([]);
  });

  it('with marks of direction is read like another, and they are part of what they stand in', async () => {
    expect(await found('\u202E10.0.0.1\u202C')).toEqual([['ip', '10.0.0.1']]);
    expect(await found('خادمنا هو 10.0.0.1 في البلدية')).toEqual([['ip', '10.0.0.1']]);
    expect(await found('srv-\u200Fad01')).toEqual([['host', 'srv-\u200Fad01']]);
  });

  it('hides nothing with characters that nobody sees', async () => {
    expect(await found('Serveur 10.0.\u200B0.1, merci')).toEqual([['ip', '10.0.\u200B0.1']]);
    expect(await found('jean\u00AD.dupont@\u2060mairie-plage.fr')).toEqual([
      ['email', 'jean\u00AD.dupont@\u2060mairie-plage.fr'],
    ]);
    expect(await found('\uFEFFmdp = Mairie2024!')).toEqual([['secret', 'Mairie2024!']]);
  });

  it('hides nothing with characters that look like others', async () => {
    expect(await found('１０.０.０.１')).toEqual([['ip', '１０.０.０.１']]);
    expect(await found('06\u00A012\u00A034\u00A056\u00A078')).toHaveLength(1);
    expect(await found('srv\u2011ad01')).toEqual([['host', 'srv\u2011ad01']]);
  });

  it('hides nothing with the backslashes of a Markdown editor', async () => {
    expect(await found('SRV\\_AD01 en 10\\.0\\.0\\.1')).toEqual([
      ['host', 'SRV\\_AD01'],
      ['ip', '10\\.0\\.0\\.1'],
    ]);
  });

  it('does not switch the rules off with a comment', async () => {
    const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
    expect(await found(`<!-- secretlint-disable -->\n${token}`)).toEqual([['secret', token]]);
  });

  it.each(HOSTILE)('of 20,000 characters made of $name is read to its end', async ({ text }) => {
    expect(text.length).toBeGreaterThan(19_000);
    const exposures = await findExposures(text);
    expect(exposures.every(({ start, end }, i) => start < end && start >= (exposures[i - 1]?.end ?? 0))).toBe(true);
  });
});
