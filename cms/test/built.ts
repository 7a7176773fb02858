import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

export const CMS = path.resolve(import.meta.dirname, '..');

/** The tests have a compiled CMS of their own: a build beside them replaces `dist`. */
export const DIST = path.join(CMS, '.cache', 'test');

const STAMP = path.join(DIST, '.tsbuildinfo');
const LOCK = path.join(tmpdir(), 'palier-cms-compiling');

/** Compiles the CMS when its sources are newer than what is compiled: the tests run what is compiled, as Strapi does. */
export async function ensureBuilt(): Promise<void> {
  while (isStale()) {
    try {
      mkdirSync(LOCK);
    } catch {
      // Another test file is at it. A lock that a killed run left is older than any compilation.
      if (existsSync(LOCK) && Date.now() - statSync(LOCK).mtimeMs > 180_000) rmdirSync(LOCK);
      await setTimeout(200);
      continue;
    }
    try {
      const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
      const options = ['--outDir', DIST, '--tsBuildInfoFile', STAMP];
      execFileSync(process.execPath, [tsc, '-p', CMS, ...options], { cwd: CMS, stdio: 'inherit' });
      utimesSync(STAMP, new Date(), new Date());
    } finally {
      rmdirSync(LOCK);
    }
  }
}

function isStale(): boolean {
  if (!existsSync(STAMP)) return true;
  const compiled = statSync(STAMP).mtimeMs;
  return ['src', 'config', 'tsconfig.json'].some((name) => newest(path.join(CMS, name)) > compiled);
}

function newest(file: string): number {
  const stat = statSync(file);
  if (!stat.isDirectory()) return file.endsWith('.test.ts') ? 0 : stat.mtimeMs;
  return Math.max(0, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

/** A module of the CMS as it runs there, by its path under `src`: another copy would have a state of its own. */
export function compiled<Module>(name: string): Module {
  return createRequire(import.meta.url)(path.join(DIST, 'src', `${name}.js`)) as Module;
}
