import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, it } from 'vitest';

it('sends readers at most 5 kB of search client, compressed, and no library with it', async () => {
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
  const bundle = output.output.map((file) => (file.type === 'chunk' ? file.code : '')).join('');
  expect(bundle).toContain('pagefind-entry.json');
  expect(gzipSync(bundle).length).toBeLessThanOrEqual(5_000);
  const modules = output.output.flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []));
  expect(modules.filter((path) => path.includes('node_modules'))).toEqual([]);
});
