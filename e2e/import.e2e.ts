import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeArguments } from '../scripts/lib/service.ts';
import { differencesOf, read, temporaryHub } from './lib/hub.ts';
import type { Hub } from './lib/hub.ts';
import { call } from './lib/http.ts';

/** `npm run import` on collections like the real ones, oddities included, into a running hub. */

const ROOT = resolve(import.meta.dirname, '..');
const FIXTURES = join(ROOT, 'seeds/importer/fixtures');

let hub: Hub;
let folder: string;

beforeAll(async () => {
  hub = await temporaryHub();
  folder = mkdtempSync(join(tmpdir(), 'palier-import-'));
});

afterAll(async () => {
  await hub?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command as `npm run import --` does; its exit code and what it printed. */
function importing(...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [...nodeArguments(join(ROOT, 'scripts/import.ts')), ...args], {
      cwd: ROOT,
      env: { ...process.env, PALIER_HOME: hub.home },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('exit', (code) => done({ code, output }));
  });
}

async function feedHead(): Promise<number> {
  const answer = await call(`${hub.cmsUrl}/api/feed?limit=1`, {
    headers: { authorization: `Bearer ${hub.secrets.FEED_TOKEN}` },
  });
  return (JSON.parse(answer.text) as { head: number }).head;
}

function collection(name: string, files: Record<string, string | Buffer>): string {
  const path = join(folder, name);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(path, file, '..'), { recursive: true });
    writeFileSync(join(path, file), content);
  }
  return path;
}

const note = (id: string, title: string, body: string) =>
  `---\ntitle: ${title}\nid: "${id}"\ntypes:\n  - organisation\nthumbnail: x.png\nKézako: ce qu’elle est\ntags:\n- essai\nlink: https://exemple.example\n---\n${body}\n`;

describe('the two formats of the seeds', () => {
  it('import, publish, and keep contacts out', async () => {
    const seeds = join(folder, 'seeds');
    cpSync(FIXTURES, seeds, { recursive: true });
    const { code, output } = await importing(seeds);
    expect(code, output).toBe(0);
    await hub.caughtUp();
    const service = await read(hub, '/services/service-page/');
    expect(service.status).toBe(200);
    expect(service.text).toContain('Écrivez-nous');
    expect(service.text).not.toMatch(/mailto:|registre\.example/);
    const list = await read(hub, '/organisations/');
    expect(list.text).toContain('Agence fictive');
  });

  it('the same content twice: no change, no new row in the feed', async () => {
    const before = await feedHead();
    const { code } = await importing(join(folder, 'seeds'));
    expect(code).toBe(0);
    expect(await feedHead()).toBe(before);
  });

  it('a dry run says what would happen, and writes nothing', async () => {
    const before = await feedHead();
    const path = collection('essai-a-blanc', { 'note.md': note('20250101000001', 'À blanc', 'Texte.') });
    const { code } = await importing(path, '--dry-run');
    expect(code).toBe(0);
    expect(await feedHead()).toBe(before);
    await hub.caughtUp();
    expect((await read(hub, '/organisations/a-blanc/')).status).toBe(404);
  });
});

describe('links between notes', () => {
  it('stay text until their target arrives, then become links and backlinks, without another import', async () => {
    const first = collection('source', {
      'source.md': note('20250201000001', 'Source', 'Voir [[20250201000002]] ici.'),
    });
    await importing(first);
    await hub.caughtUp();
    expect((await read(hub, '/organisations/source/')).text).toContain('[[20250201000002]]');
    await importing(collection('cible', { 'cible.md': note('20250201000002', 'Cible', 'Texte.') }));
    await hub.caughtUp();
    expect((await read(hub, '/organisations/source/')).text).toContain('href="/organisations/cible/"');
    expect((await read(hub, '/organisations/cible/')).text).toContain('href="/organisations/source/"');
  });

  it('a sponsor imported after its service appears on it: the order of files does not matter', async () => {
    await importing(
      collection('apres', {
        'services/aide.md':
          '---\ntitle: Aide\nmission: Aider.\nincubator: essai\nphases:\n  - name: construction\n    start: 2024-01-01\nsponsors:\n  - /organisations/tardive\n---\nTexte.\n',
      }),
    );
    await importing(collection('tardive', { 'tardive.md': note('20250301000001', 'Tardive', '') }));
    await hub.caughtUp();
    expect((await read(hub, '/services/aide/')).text).toContain('href="/organisations/tardive/"');
  });
});

describe('what such collections contain', () => {
  it('the good files go in, each bad one is named with its reason, and the exit code is 1', async () => {
    const path = collection('bizarre', {
      'bom-crlf.md': `\uFEFF${note('20250401000001', 'Avec BOM', 'Ligne.\r\nAutre.').replaceAll('\n', '\r\n')}`,
      'Évènement accentué.md': note('20250401000002', 'Accents É', 'Texte.'),
      sansextension: note('20250401000003', 'Sans extension', 'Texte.'),
      'html.md': note(
        '20250401000004',
        'Html',
        '<b>gras</b> <iframe src="https://x.example"></iframe> <a@b> ##Titre collé',
      ),
      'enorme.md': note('20250401000005', 'Énorme', 'mot '.repeat(250_000)),
      'vide.md': note('20250401000006', 'Vide', ''),
      'binaire.md': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0xff, 0xfe]),
      'sans-entete.md': 'Seulement du texte.',
      'cles.md': '---\ntitle: Sans identifiant ni type\n---\nTexte.',
      'image.png': Buffer.from([0x89, 0x50, 0x4e, 0x47]),
    });
    const { code, output } = await importing(path);
    expect(code).toBe(1);
    for (const bad of ['binaire.md', 'sans-entete.md', 'cles.md']) expect(output).toContain(bad);
    for (const good of ['enorme.md', 'vide.md', 'sansextension']) expect(output).not.toContain(`${good}:`);
    await hub.caughtUp();
    for (const slug of ['avec-bom', 'accents-e', 'sans-extension', 'html', 'enorme', 'vide'])
      expect((await read(hub, `/organisations/${slug}/`)).status, slug).toBe(200);
    expect((await read(hub, '/organisations/html/')).text).not.toMatch(/<iframe|a@b/);
  });

  it('a path that does not exist is said, with code 1', async () => {
    const { code, output } = await importing(join(folder, 'nulle-part'));
    expect(code).toBe(1);
    expect(output).toContain('nulle-part');
  });
});

it('leaves a hub with nothing to mend', async () => {
  await hub.caughtUp();
  expect(await differencesOf(hub)).toEqual([]);
});

it('prints neither a secret nor a stack trace', async () => {
  const { output } = await importing(join(folder, 'bizarre'));
  expect(output).not.toContain(hub.secrets.IMPORT_TOKEN);
  expect(output).not.toMatch(/\n\s+at /);
  expect(readFileSync(join(hub.home, 'secrets.env'), 'utf8')).toContain(hub.secrets.IMPORT_TOKEN);
});
