import { createHash } from 'node:crypto';
import type { Level, Locale } from '@palier/model';
import { levelRank } from '@palier/model/levels';

/** What the image says that sites show beside a shared link (Open Graph). */
export interface ShareImage {
  locale: Locale;
  title: string;
  level: Level | null;
  /** Name of the level, or of the kind of page, in the language of the page. */
  label: string;
}

/** In pixels, as Open Graph readers expect them. */
export const SHARE_IMAGE_SIZE = { width: 1200, height: 630 };

/** Changes with the drawing, so that a new look gets new addresses. */
const VERSION = '1';

/** Address of the image: the same words have the same one, so it is drawn once and never changes. */
export function shareImageAddress({ locale, title, level, label }: ShareImage): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([VERSION, locale, title, level, label]))
    .digest('hex');
  return `/og/${digest.slice(0, 32)}.png`;
}

const LINE = 30;
const LINES_MAX = 4;

/** The title in lines of about thirty letters; what does not fit ends with an ellipsis. */
function linesOf(title: string): string[] {
  const lines: string[] = [];
  for (const word of title.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.length > LINE + 4 ? `${word.slice(0, LINE)}…` : word);
  }
  if (lines.length <= LINES_MAX) return lines;
  return [...lines.slice(0, LINES_MAX - 1), `${lines[LINES_MAX - 1]!.slice(0, LINE - 1)}…`];
}

const escape = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** The image as SVG. Steps beside the word show the level by their shape, as everywhere on the site. */
export function drawShareImage({ title, level, label }: ShareImage): string {
  const { width, height } = SHARE_IMAGE_SIZE;
  const rank = level ? levelRank(level) : 4;
  const steps = [0, 1, 2, 3].map((n) => {
    const [x, top] = [width - 420 + n * 84, height - 130 - n * 74];
    const fill = n < rank ? ['#dff0e6', '#b4dcc6', '#2f7a65', '#0b4f45'][n] : 'none';
    return `<rect x="${x}" y="${top}" width="80" height="${height - top - 20}" fill="${fill}" stroke="#0b4f45" stroke-width="2"/>`;
  });
  const size = 60;
  const text = linesOf(title).map(
    (line, n) => `<text x="80" y="${220 + n * 74}" font-size="${size}" fill="#15211f">${escape(line)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="Atkinson Hyperlegible Next">
<rect width="${width}" height="${height}" fill="#fbfaf6"/>
${steps.join('')}<rect y="${height - 20}" width="${width}" height="20" fill="#f3c14b"/>
<text x="80" y="110" font-size="40" fill="#0b4f45">Palier</text>
${text.join('')}<text x="80" y="${height - 70}" font-size="36" fill="#0b4f45">${escape(label)}</text></svg>`;
}
