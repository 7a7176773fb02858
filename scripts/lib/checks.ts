/** The checks that run nothing of the hub: formatter, linter, types, imports, settings, lock file. */
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { FOREIGN_VARIABLES, SETTINGS, variablesRead, withSettingsTable } from '../settings.ts';
import { describeError } from './failure.ts';
import { ROOT } from './paths.ts';
import { run } from './run.ts';

export interface Check {
  name: string;
  /** Problems found, as text; null when there is none. */
  find: (signal: AbortSignal) => Promise<string | null>;
}

/** Script of a package that the root or one of its folders depends on. */
function tool(packageName: string, script: string, folder = '.'): string {
  const require = createRequire(join(ROOT, folder, 'package.json'));
  // Not every package lets its manifest be required.
  const folders = require.resolve.paths(packageName) ?? [];
  for (const candidate of folders) {
    const path = join(candidate, packageName, script);
    if (globSync(path).length > 0) return path;
  }
  return join(dirname(require.resolve(`${packageName}/package.json`)), script);
}

async function outputOf(
  signal: AbortSignal,
  folder: string,
  script: string,
  ...args: string[]
): Promise<string | null> {
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };
  const { code, output } = await run(script, args, { cwd: join(ROOT, folder), env, signal });
  return code === 0 ? null : output.trim();
}

/** Sources of the hub itself, tests included. */
function ownSources(): string[] {
  return globSync(
    '{cms,site,search,seeds,model,calendar,nis2,scripts,deploy,e2e,bench}/**/*.{ts,tsx,mjs,cjs,js,astro}',
    {
      cwd: ROOT,
      exclude: ['**/node_modules', '**/dist', '**/build', '**/.astro', '**/.cache', '**/types/generated'],
    },
  );
}

/** Problems between the table of settings, the code and the README. */
function settingsProblems(): string | null {
  const declared = new Set(SETTINGS.map(({ name }) => name));
  const known = new Set([...declared, ...FOREIGN_VARIABLES]);
  const problems: string[] = [];
  const mentioned = new Set<string>();
  for (const file of ownSources()) {
    if (file === join('scripts', 'settings.ts')) continue;
    const source = readFileSync(join(ROOT, file), 'utf8');
    for (const name of declared) if (source.includes(name)) mentioned.add(name);
    // Tests give variables of their own to what they try.
    if (file.endsWith('.test.ts')) continue;
    for (const name of variablesRead(source)) {
      if (!known.has(name)) problems.push(`${file} reads ${name}, which scripts/settings.ts does not declare`);
    }
  }
  for (const name of declared)
    if (!mentioned.has(name)) problems.push(`scripts/settings.ts declares ${name}, which no code reads`);
  try {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    if (withSettingsTable(readme) !== readme)
      problems.push('README.md: its table of settings is not the present one: run node scripts/settings.ts');
  } catch (error) {
    problems.push(`README.md: ${describeError(error)}`);
  }
  return problems.length === 0 ? null : problems.join('\n');
}

/** The lock file must install from whatever registry the machine is set to. */
function lockFileProblems(): string | null {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { resolved?: string }>;
  };
  const named = Object.entries(packages).filter(
    ([, { resolved }]) => resolved !== undefined && /^[a-z+]+:/.test(resolved),
  );
  return named.length === 0
    ? null
    : `package-lock.json names download addresses (${named.length}, ${named[0]?.[0]} the first): remove them (.npmrc, omit-lockfile-registry-resolved)`;
}

export const CHECKS: readonly Check[] = [
  {
    name: 'formatter (prettier)',
    find: (signal) => outputOf(signal, '.', tool('prettier', 'bin/prettier.cjs'), '--check', '--log-level=warn', '.'),
  },
  {
    name: 'linter (eslint)',
    find: (signal) => outputOf(signal, '.', tool('eslint', 'bin/eslint.js'), '--max-warnings=0', '.'),
  },
  { name: 'types (tsc)', find: (signal) => outputOf(signal, '.', tool('typescript', 'bin/tsc'), '-p', '.') },
  {
    name: 'types of what runs in a browser (tsc)',
    find: async (signal) => {
      const found: string[] = [];
      for (const folder of ['search/client', 'e2e', 'cms/src/admin']) {
        if (globSync(join(ROOT, folder, 'tsconfig.json')).length === 0) continue;
        const problems = await outputOf(signal, '.', tool('typescript', 'bin/tsc'), '-p', folder, '--noEmit');
        if (problems !== null) found.push(problems);
      }
      return found.length === 0 ? null : found.join('\n');
    },
  },
  {
    name: 'types of cms (tsc)',
    find: (signal) =>
      outputOf(signal, 'cms', tool('typescript', 'bin/tsc', 'cms'), '-p', '.', '--noEmit', '--incremental', 'false'),
  },
  {
    name: 'types of site (astro check)',
    find: (signal) =>
      outputOf(signal, 'site', tool('astro', 'bin/astro.mjs', 'site'), 'check', '--minimumFailingSeverity', 'warning'),
  },
  {
    name: 'imports between folders (dependency-cruiser)',
    find: (signal) =>
      outputOf(
        signal,
        '.',
        tool('dependency-cruiser', 'bin/dependency-cruiser.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        ...['model', 'calendar', 'search', 'seeds', 'cms', 'site', 'nis2', 'scripts', 'deploy', 'e2e', 'bench'].filter(
          (f) => globSync(join(ROOT, f)).length > 0,
        ),
      ),
  },
  { name: 'settings (scripts/settings.ts, README.md)', find: () => Promise.resolve(settingsProblems()) },
  { name: 'lock file', find: () => Promise.resolve(lockFileProblems()) },
];

export interface CheckResult {
  name: string;
  problems: string | null;
}

/** Types that Astro writes from the project, which the linter and the type checks of the site read. */
const GENERATED_TYPES: Check = {
  name: 'generated types (astro sync)',
  find: (signal) => outputOf(signal, 'site', tool('astro', 'bin/astro.mjs', 'site'), 'sync'),
};

/** Runs the checks, two at a time, in order. `onEnd` is told of each as it ends. */
export async function runChecks(signal: AbortSignal, onEnd: (result: CheckResult) => void): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  const runOne = async ({ name, find }: Check) => {
    const problems = await find(signal).catch((error: unknown) => {
      signal.throwIfAborted();
      return describeError(error);
    });
    results.push({ name, problems });
    onEnd({ name, problems });
  };
  await runOne(GENERATED_TYPES);
  const waiting = [...CHECKS];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) await runOne(check);
  };
  await Promise.all([worker(), worker()]);
  return results;
}
