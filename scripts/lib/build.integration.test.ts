import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Buildable, ensureBuilt, isBuilt } from './build.ts';
import { temporaryFolder } from './test/folder.ts';

/** A part whose build copies its source, counts its runs, and fails, or waits to be stopped, when the source says so. */
function newPart(): {
  root: string;
  part: Buildable;
  write: (source: string) => void;
  runs: () => number;
  output: () => string;
} {
  const root = temporaryFolder();
  const folder = join(root, 'part');
  mkdirSync(folder);
  const tool = join(root, 'tool.mjs');
  writeFileSync(
    tool,
    `import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
     const source = readFileSync('source.ts', 'utf8');
     appendFileSync('../runs', 'x');
     mkdirSync('dist');
     writeFileSync('dist/half-made', '');
     if (source === 'wait') { writeFileSync('../waiting', ''); await new Promise((resolve) => setTimeout(resolve, 60_000)); }
     if (source === 'bad') { console.error('the reason'); process.exit(2); }
     writeFileSync('dist/output', source);`,
  );
  return {
    root,
    part: { name: 'part', folder: 'part', output: 'dist', sources: ['part/**'], command: () => [tool] },
    write: (source) => writeFileSync(join(folder, 'source.ts'), source),
    runs: () => (existsSync(join(root, 'runs')) ? readFileSync(join(root, 'runs'), 'utf8').length : 0),
    output: () => readFileSync(join(folder, 'dist', 'output'), 'utf8'),
  };
}

test('a part is built when its sources change, and only then', async () => {
  const { root, part, write, runs, output } = newPart();
  write('one');
  expect(isBuilt(part, root)).toBe(false);
  await ensureBuilt(part, { root });
  await ensureBuilt(part, { root });
  expect([runs(), output(), isBuilt(part, root)]).toEqual([1, 'one', true]);
  write('two');
  await ensureBuilt(part, { root });
  expect([runs(), output()]).toEqual([2, 'two']);
  rmSync(join(root, 'part', 'dist'), { recursive: true });
  await ensureBuilt(part, { root });
  expect(runs()).toBe(3);
});

test('a build that fails says why and leaves the output of the one before', async () => {
  const { root, part, write, output } = newPart();
  write('one');
  await ensureBuilt(part, { root });
  write('bad');
  await expect(ensureBuilt(part, { root })).rejects.toMatchObject({ details: expect.arrayContaining(['the reason']) });
  expect(output()).toBe('one');
  expect(isBuilt(part, root)).toBe(false);
});

test('a first build that fails leaves nothing', async () => {
  const { root, part, write } = newPart();
  write('bad');
  await expect(ensureBuilt(part, { root })).rejects.toThrow();
  expect(readdirSync(join(root, 'part'))).toEqual(['source.ts']);
});

test('a build that is interrupted leaves nothing half-made', async () => {
  const { root, part, write } = newPart();
  write('wait');
  const controller = new AbortController();
  const building = ensureBuilt(part, { root, signal: controller.signal });
  while (!existsSync(join(root, 'waiting'))) await new Promise((resolve) => setTimeout(resolve, 10));
  controller.abort();
  await expect(building).rejects.toThrow(/abort/i);
  expect(readdirSync(join(root, 'part'))).toEqual(['source.ts']);
});

test('an output that a killed build left is made again', async () => {
  const { root, part, write, output } = newPart();
  write('one');
  mkdirSync(join(root, 'part', 'dist'));
  writeFileSync(join(root, 'part', 'dist', 'half-made'), '');
  await ensureBuilt(part, { root });
  expect(output()).toBe('one');
});

test('two that build together build once', async () => {
  const { root, part, write, runs } = newPart();
  write('one');
  await Promise.all([ensureBuilt(part, { root }), ensureBuilt(part, { root })]);
  expect(runs()).toBe(1);
});
