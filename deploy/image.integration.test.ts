import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, matchesGlob, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * The build stage of the image, as far as it can be run without a Docker engine: what the Dockerfile copies, in a
 * folder of its own, built by its own commands. Packages come from this repository in place of `npm ci`.
 */

const ROOT = join(import.meta.dirname, '..');
const [buildStage = ''] = readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8').split(/^FROM \$\{NODE\}$/m);
const instructions = (name: string) =>
  [...buildStage.matchAll(new RegExp(`^${name} (.+)$`, 'gm'))].map(([, argument]) => argument!);
const copies = instructions('COPY').map((argument) => {
  const words = argument.split(' ');
  return { sources: words.slice(0, -1), target: words.at(-1)! };
});
const rules = readFileSync(join(ROOT, 'deploy/Dockerfile.dockerignore'), 'utf8').split('\n');
const allowed = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1));
const ignored = rules.filter((rule) => rule.startsWith('**/'));

let app: string;

beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'palier-image-'));
  for (const { sources, target } of copies)
    for (const source of sources) {
      const isFolder = statSync(join(ROOT, source)).isDirectory();
      const path = isFolder ? join(app, target) : join(app, target, basename(source));
      mkdirSync(dirname(path), { recursive: true });
      cpSync(join(ROOT, source), path, { recursive: true, filter: isSent });
    }
  linkPackages();
});

afterAll(() => rmSync(app, { recursive: true, force: true }));

it('Docker gets every file that the Dockerfile copies', () => {
  for (const source of copies.flatMap(({ sources }) => sources))
    expect(allowed.some((path) => source === path || source.startsWith(`${path}/`))).toBe(true);
});

describe('what is copied is enough to build with', () => {
  const environment = Object.fromEntries(
    instructions('ENV').flatMap((argument) => argument.split(' ').map((pair) => pair.split('=') as [string, string])),
  );

  it.each(instructions('RUN').filter((command) => command.startsWith('cd ')))('%s', (command) => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd: app,
      // The image's own, nothing of the test's.
      env: { PATH: process.env['PATH'], HOME: app, ...environment },
      encoding: 'utf8',
    });
    expect(status, stdout + stderr).toBe(0);
  });

  it('leaves the site and the CMS built', () => {
    expect(readdirSync(join(app, 'site/dist'))).toEqual(expect.arrayContaining(['client', 'server']));
    expect(readdirSync(join(app, 'cms/dist'))).toContain('build');
  });
});

function isSent(path: string): boolean {
  return !ignored.some((rule) => matchesGlob(relative(ROOT, path), rule));
}

/** The installed packages, with those of the workspaces leading to the copies. */
function linkPackages(): void {
  const packages = join(app, 'node_modules');
  mkdirSync(join(packages, '@palier'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules')))
    if (name !== '@palier') symlinkSync(join(ROOT, 'node_modules', name), join(packages, name));
  for (const name of readdirSync(join(ROOT, 'node_modules/@palier'))) {
    symlinkSync(join(app, name), join(packages, '@palier', name));
    // A version that one workspace alone needs.
    const own = join(ROOT, name, 'node_modules');
    if (existsSync(own)) symlinkSync(own, join(app, name, 'node_modules'));
  }
}
