import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { explainDiskError, Failure } from './failure.ts';
import { writeFileAtomic } from './files.ts';
import { lockWhenFree } from './lock.ts';
import { ROOT } from './paths.ts';
import type { Step } from './progress.ts';
import { run } from './run.ts';
import { digestOfSources } from './source-digest.ts';

/** A part that is built before it runs. */
export interface Buildable {
  name: string;
  /** Folder of the part, relative to the root. */
  folder: string;
  /** Folder that the build makes, relative to the part's. */
  output: string;
  /** Glob patterns of what goes into it, relative to the root. */
  sources: readonly string[];
  /** Script of the build tool, and its arguments; run in the folder of the part. */
  command: () => [script: string, ...args: string[]];
}

const NOT_SOURCES = [
  '**/node_modules',
  '**/dist',
  '**/build',
  '**/.strapi',
  '**/.cache',
  '**/.astro',
  '**/types/generated',
];
const TESTS = ['**/*.test.ts', '**/*.test.tsx', '**/test'];

function scriptOf(folder: string, packageName: string, script: string): string {
  const manifest = createRequire(join(ROOT, folder, 'package.json')).resolve(`${packageName}/package.json`);
  return join(dirname(manifest), script);
}

/** What the hub builds, in this order. */
export const BUILDS: readonly Buildable[] = [
  {
    name: 'CMS',
    folder: 'cms',
    output: 'dist',
    sources: ['cms/**', 'calendar/**', 'model/**', 'package-lock.json'],
    command: () => [scriptOf('cms', '@strapi/strapi', 'bin/strapi.js'), 'build'],
  },
  {
    name: 'site',
    folder: 'site',
    output: 'dist',
    sources: ['site/**', 'search/**', 'nis2/**', 'calendar/**', 'model/**', 'package-lock.json'],
    command: () => [scriptOf('site', 'astro', 'bin/astro.mjs'), 'build'],
  },
];

const CACHE = join('node_modules', '.cache', 'palier');
/** In the output, so that it goes away with it: the digest of the sources that it was made from. */
const MARKER = '.palier-sources';

function digestOf(root: string, part: Buildable): string {
  return digestOfSources(root, part.sources, [...NOT_SOURCES, ...TESTS]);
}

function builtFrom(root: string, part: Buildable): string | null {
  const marker = join(root, part.folder, part.output, MARKER);
  return existsSync(marker) ? readFileSync(marker, 'utf8') : null;
}

/** True when the output of a part was made whole, from the sources as they are now. */
export function isBuilt(part: Buildable, root: string = ROOT): boolean {
  return builtFrom(root, part) === digestOf(root, part);
}

export interface BuildOptions {
  signal?: AbortSignal | undefined;
  /** Runs a build that is needed, to show that it goes on. */
  step?: Step | undefined;
  root?: string;
}

/**
 * Builds a part whose sources have changed; does nothing otherwise. Two processes that build together take turns.
 *
 * A build that fails or is stopped leaves the output of the one before; one that is killed leaves an output
 * without its marker, which the next start makes again.
 * @throws Failure with what the tool printed when it fails.
 */
export async function ensureBuilt(part: Buildable, options: BuildOptions = {}): Promise<void> {
  const { signal, step = (_label, task) => task(() => undefined), root = ROOT } = options;
  if (isBuilt(part, root)) return;
  await step(`Construction : ${part.name}`, async () => {
    const lock = await lockWhenFree(join(root, CACHE, `build-${part.folder}.lock`));
    try {
      // Another process may have built while this one waited.
      const digest = digestOf(root, part);
      if (builtFrom(root, part) !== digest) await build(root, part, digest, signal);
    } catch (error) {
      throw explainDiskError(error, join(root, part.folder));
    } finally {
      lock.release();
    }
  });
}

async function build(root: string, part: Buildable, digest: string, signal: AbortSignal | undefined): Promise<void> {
  const output = join(root, part.folder, part.output);
  const previous = join(root, CACHE, `previous-${part.folder}`);
  rmSync(previous, { recursive: true, force: true });
  // A half-made output is not worth coming back to.
  if (builtFrom(root, part) === null) rmSync(output, { recursive: true, force: true });
  if (existsSync(output)) {
    mkdirSync(dirname(previous), { recursive: true });
    renameSync(output, previous);
  }
  let done = false;
  try {
    const [script, ...args] = part.command();
    const env = {
      ...process.env,
      NODE_ENV: 'production',
      ASTRO_TELEMETRY_DISABLED: '1',
      STRAPI_TELEMETRY_DISABLED: 'true',
    };
    const { code, output: printed } = await run(script, args, { cwd: join(root, part.folder), env, signal });
    if (code !== 0 || !existsSync(output)) {
      if (/ENOSPC/.test(printed)) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
      throw new Failure(
        `la construction a échoué (${part.name}, code ${code}).`,
        'Corrigez la cause ci-dessus, puis recommencez.',
        printed.trimEnd().split('\n').slice(-30),
      );
    }
    writeFileAtomic(join(output, MARKER), digest);
    done = true;
  } finally {
    if (!done) {
      rmSync(output, { recursive: true, force: true });
      if (existsSync(previous)) renameSync(previous, output);
    }
    rmSync(previous, { recursive: true, force: true });
  }
}
