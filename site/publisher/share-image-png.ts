import { resolve } from 'node:path';
import { renderAsync } from '@resvg/resvg-js';
import { drawShareImage } from './share-image.ts';
import type { ShareImage } from './share-image.ts';

const FONT = 'Atkinson Hyperlegible Next';
const FONT_FILE = resolve(import.meta.dirname, '../fonts/atkinson-hyperlegible-next-bold.ttf');

/** The image as PNG. */
export async function drawPng(image: ShareImage): Promise<Buffer> {
  const drawn = await renderAsync(drawShareImage(image), {
    font: { fontFiles: [FONT_FILE], loadSystemFonts: false, defaultFontFamily: FONT },
  });
  return drawn.asPng();
}
