import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import { beforeAll, expect, it } from 'vitest';

let chunks: Rollup.OutputChunk[];

beforeAll(async () => {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL('./index.ts', import.meta.url)), formats: ['es'] },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('Vite built nothing');
  chunks = output.output.filter((file) => file.type === 'chunk');
});

const compressed = (some: Rollup.OutputChunk[]) => some.reduce((sum, { code }) => sum + gzipSync(code).length, 0);

/** What is loaded with the entry. */
function first(): Rollup.OutputChunk[] {
  const loaded = new Set<string>();
  const load = (name: string) => {
    if (loaded.has(name)) return;
    loaded.add(name);
    for (const imported of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) load(imported);
  };
  for (const { fileName, isEntry } of chunks) if (isEntry) load(fileName);
  return chunks.filter(({ fileName }) => loaded.has(fileName));
}

it('sends readers at most 2.5 kB, compressed, before the server fails', () => {
  expect(compressed(first())).toBeLessThanOrEqual(2_500);
});

it('sends what asks Pagefind only when it is needed, at most 12 kB with all the rest', () => {
  const holdsPagefind = ({ code }: Rollup.OutputChunk) => code.includes('pagefind-entry.json');
  expect(first().some(holdsPagefind)).toBe(false);
  expect(chunks.some(holdsPagefind)).toBe(true);
  expect(compressed(chunks)).toBeLessThanOrEqual(12_000);
});

it('sends no library, and no module that belongs to the server', () => {
  const modules = chunks.flatMap((chunk) => Object.keys(chunk.modules));
  expect(modules.length).toBeGreaterThan(5);
  expect(modules.filter((path) => path.includes('node_modules') || path.includes('/model/'))).toEqual([]);
  expect(modules.filter((path) => /\/(?:lexicon-file|document|query|synonyms)\.ts/.test(path))).toEqual([]);
});
