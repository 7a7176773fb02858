/**
 * Makes the font files of the site from those of Atkinson Hyperlegible Next (SIL Open Font License 1.1):
 * `node site/fonts/make.ts`. Their results are committed; run it again when `characters.ts` or the package changes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';
import { CHARACTERS } from './characters.ts';

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('@fontsource-variable/atkinson-hyperlegible-next/package.json'));
const source = readFileSync(join(folder, 'files', 'atkinson-hyperlegible-next-latin-wght-normal.woff2'));

const page = await subsetFont(source, CHARACTERS, {
  targetFormat: 'woff2',
  variationAxes: { wght: { min: 400, max: 750, default: 400 } },
});
writeFileSync(join(import.meta.dirname, 'atkinson-hyperlegible-next.woff2'), page);

// The images for shared links are drawn by a program that knows one weight a file.
const image = await subsetFont(source, CHARACTERS, { targetFormat: 'sfnt', variationAxes: { wght: 700 } });
writeFileSync(join(import.meta.dirname, 'atkinson-hyperlegible-next-bold.ttf'), image);

process.stdout.write(`page ${page.length} bytes, image ${image.length} bytes\n`);
