import { describe, expect, test } from 'vitest';
import { drawShareImage, shareImageAddress } from './share-image.ts';
import type { ShareImage } from './share-image.ts';
import { drawPng } from './share-image-png.ts';

const image = (fields: Partial<ShareImage> = {}): ShareImage => ({
  locale: 'fr',
  title: 'Sauvegarder pour de vrai',
  level: 'intermediate',
  label: 'Initié · Guide',
  ...fields,
});

describe('the image of a shared link', () => {
  test('has the same address as long as it says the same, another one as soon as it does not', () => {
    const address = shareImageAddress(image());
    expect(address).toMatch(/^\/og\/[0-9a-f]{32}\.png$/);
    expect(shareImageAddress(image())).toBe(address);
    for (const change of [{ title: 'Autre' }, { level: 'expert' }, { label: 'Guide' }, { locale: 'en' }] as const)
      expect(shareImageAddress(image(change))).not.toBe(address);
  });

  test('is a PNG of the size that pages announce', async () => {
    const png = await drawPng(image());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  });

  test('is drawn whatever the title: markup, control characters, a word without end, nothing', async () => {
    for (const title of ['</text><script>&"', 'a\u0000b\u001f\ud800', 'x'.repeat(5000), '', '日本語 العربية'])
      expect((await drawPng(image({ title }))).length, title.slice(0, 20)).toBeGreaterThan(1000);
  });

  test('cuts a long title after four lines', () => {
    const lines = drawShareImage(image({ title: 'mot '.repeat(200) })).match(/font-size="60"/g);
    expect(lines).toHaveLength(4);
    expect(drawShareImage(image({ title: 'mot '.repeat(200) }))).toContain('…</text>');
  });
});
