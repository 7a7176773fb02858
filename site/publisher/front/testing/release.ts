import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { contentTypeOf } from '../contentTypes.ts';

/** An empty PALIER_HOME in the temporary folder. */
export function makeHome(): { home: string; remove: () => void } {
  const home = mkdtempSync(join(tmpdir(), 'palier-front-'));
  mkdirSync(join(home, 'public', 'uploads'), { recursive: true });
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) };
}

/** Writes one file of a release as the writer does: by rename, compressed siblings beside what is text. */
export function writeReleaseFile(release: string, path: string, content: string | Buffer): void {
  const file = join(release, path);
  mkdirSync(dirname(file), { recursive: true });
  if (contentTypeOf(file).compressed && !path.startsWith('_moved/')) {
    replace(`${file}.br`, brotliCompressSync(content));
    replace(`${file}.gz`, gzipSync(content));
  }
  replace(file, content);
}

function replace(file: string, content: string | Buffer): void {
  writeFileSync(`${file}.tmp`, content);
  renameSync(`${file}.tmp`, file);
}

/** Points `current` at a release, in one step. */
export function switchTo(home: string, id: string): void {
  symlinkSync(join('releases', id), join(home, 'current.tmp'));
  renameSync(join(home, 'current.tmp'), join(home, 'current'));
}

const page = (title: string) => `<!doctype html><html lang="fr"><title>${title}</title><p>${title} é</p></html>\n`;

/** Files of the release that the request table is about. */
export const RELEASE: Record<string, string | Buffer> = {
  'index.html': page('accueil'),
  'en/index.html': page('home'),
  'ressources/guide/index.html': page('guide'),
  'en/resources/guide/index.html': page('guide in English'),
  'ressources/en-francais/index.html': page('en français seulement'),
  '404.html': page('introuvable'),
  '410.html': page('retirée'),
  'en/404.html': page('not found'),
  'en/410.html': page('gone'),
  'feed.xml': '<feed xmlns="http://www.w3.org/2005/Atom"/>\n',
  'sitemap.xml': '<urlset/>\n',
  'robots.txt': 'User-agent: *\n',
  '_astro/styles.Ab12Cd34.css': 'p { color: black }\n',
  'icon.png': Buffer.from('89504e470d0a1a0a', 'hex'),
  'digits.bin': '0123456789',
  'pagefind/pagefind.js': 'export const search = 1;\n',
  'empty-folder/below/index.html': page('dessous'),
  '.hidden/index.html': page('caché'),
  '.env': 'SECRET=1\n',
  '_moved/ressources/ancien.json': JSON.stringify({ status: 301, to: '/ressources/guide/' }),
  '_moved/ressources/retire.json': JSON.stringify({ status: 410 }),
  '_moved/en/resources/old.json': JSON.stringify({ status: 301, to: '/en/resources/guide/' }),
  '_moved/en/resources/withdrawn.json': JSON.stringify({ status: 410 }),
  '_moved/ressources/ailleurs.json': JSON.stringify({ status: 301, to: '//evil.example/' }),
  '_moved/ressources/casse.json': '{"status":',
};

/** Puts {@link RELEASE} before readers, and media in the uploads. */
export function publishSample(home: string): string {
  const release = join(home, 'releases', 'sample');
  for (const [path, content] of Object.entries(RELEASE)) writeReleaseFile(release, path, content);
  switchTo(home, 'sample');
  for (const name of ['photo.png', 'notice.pdf', 'piege.html', 'dessin.svg', '.cache']) {
    writeFileSync(join(home, 'public', 'uploads', name), `bytes of ${name}`);
  }
  return release;
}
