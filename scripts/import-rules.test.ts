import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const configuration = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: IFlattenedRuleSet['forbidden'];
  options: ICruiseOptions;
};

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'palier-imports-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Names of the rules that a tree of sources breaks. */
async function brokenBy(files: Record<string, string>): Promise<string[]> {
  for (const [file, source] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), source);
  }
  const folders = [...new Set(Object.keys(files).map((file) => file.split('/')[0] ?? ''))];
  const { tsConfig: _none, ...options } = configuration.options;
  const { output } = await cruise(folders, {
    ...options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: configuration.forbidden ?? [] },
  });
  return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name);
}

describe('the import table of the architecture', () => {
  test.each([
    ['site', 'cms', 'site-imports'],
    ['cms', 'site', 'cms-imports'],
    ['search', 'site', 'search-imports'],
    ['seeds', 'search', 'seeds-imports'],
    ['model', 'search', 'model-imports'],
    ['nis2', 'model', 'nis2-imports'],
    ['calendar', 'cms', 'calendar-imports'],
    ['site', 'scripts', 'site-imports'],
    ['model', 'e2e', 'model-imports'],
  ])('forbids that %s imports %s', async (from, to, rule) => {
    const files = {
      [`${from}/a.ts`]: `import { b } from '../${to}/b.ts';\nexport const a = b;\n`,
      [`${to}/b.ts`]: 'export const b = 1;\n',
    };
    expect(await brokenBy(files)).toEqual([rule]);
  });

  test.each([
    ['cms', 'model'],
    ['cms', 'calendar'],
    ['site', 'search'],
    ['site', 'model'],
    ['calendar', 'model'],
    ['search', 'model'],
    ['seeds', 'model'],
    ['scripts', 'site'],
    ['e2e', 'scripts'],
  ])('lets %s import %s', async (from, to) => {
    const files = {
      [`${from}/a.ts`]: `import { b } from '../${to}/b.ts';\nexport const a = b;\n`,
      [`${to}/b.ts`]: 'export const b = 1;\n',
    };
    expect(await brokenBy(files)).toEqual([]);
  });

  test('counts an import of types alone', async () => {
    const files = {
      'model/a.ts': "import type { B } from '../search/b.ts';\nexport type A = B;\n",
      'search/b.ts': 'export type B = 1;\n',
    };
    expect(await brokenBy(files)).toEqual(['model-imports']);
  });

  test('forbids a cycle inside one folder', async () => {
    const files = {
      'site/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
      'site/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
    };
    expect(await brokenBy(files)).toContain('no-cycle');
  });

  test('forbids an import that leads nowhere', async () => {
    expect(await brokenBy({ 'site/a.ts': "export * from './absent.ts';\n" })).toEqual(['resolvable']);
  });

  test('forbids that what runs imports what tests it', async () => {
    const files = { 'site/a.ts': "export * from './b.test.ts';\n", 'site/b.test.ts': 'export const b = 1;\n' };
    expect(await brokenBy(files)).toEqual(['no-test-in-production']);
  });

  test('lets the rules of NIS2 read and write nothing', async () => {
    const files = { 'nis2/a.ts': "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n" };
    expect(await brokenBy(files)).toEqual(['pure-rules']);
  });
});
