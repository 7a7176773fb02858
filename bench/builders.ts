import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Resource } from '@palier/model';
import type { Snapshot } from '../site/publisher/snapshot/snapshot.ts';

const SITE = resolve(import.meta.dirname, '../site');

/** Folder, inside the site's, of the copies that `astro build` works on: there they find the packages that the site finds. */
export const ASTRO_COPIES = join(SITE, '.cache', 'bench-astro');

/**
 * `astro build` of the same site on the same snapshot: a copy of the project whose dynamic pages say their
 * paths, with static output. The bodies of resources are Markdown files in a content collection, as in any
 * Astro project, or, with `from: 'html'`, the ready HTML of the snapshot: less than any project could spare.
 *
 * @param name of the copy; one that exists is not built upon
 * @returns its duration in ms, start of the command included: that is what a person waits for
 */
export async function astroBuild(snapshot: Snapshot, name: string, from: 'markdown' | 'html'): Promise<number> {
  const copy = join(ASTRO_COPIES, name);
  for (const part of ['src', 'publisher', 'adapter', 'fonts', 'public', 'package.json', 'tsconfig.json'])
    cpSync(join(SITE, part), join(copy, part), { recursive: true });
  const config = readFileSync(join(SITE, 'astro.config.ts'), 'utf8');
  writeFileSync(
    join(copy, 'astro.config.ts'),
    config
      .replace("output: 'server'", "output: 'static', site: 'http://localhost:8080'")
      .replace(/^ *adapter:.*$/m, ''),
  );
  givePaths(join(copy, 'src/pages'), [...snapshot.wantedAddresses()]);
  if (from === 'markdown') bodiesAsCollection(snapshot, copy);
  const started = performance.now();
  await run(process.execPath, [resolve(SITE, '../node_modules/astro/bin/astro.mjs'), 'build', '--silent'], copy, {
    PALIER_SNAPSHOT: snapshot.db.name,
    ASTRO_TELEMETRY_DISABLED: '1',
  });
  const ms = performance.now() - started;
  const built = readdirSync(join(copy, 'dist/ressources')).length;
  if (built < 2) throw new Error('astro build made no resource page: there is nothing to compare with');
  return ms;
}

/**
 * Has every dynamic page of a project say which addresses it makes, of those of the snapshot: what `getStaticPaths` is
 * for. An address goes to the page with the fewest dynamic segments, as Astro would route it.
 */
function givePaths(pages: string, addresses: string[]): void {
  const routes = readdirSync(pages, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\[\w+\].*\.(?:astro|ts)$/.test(file))
    .map((file) => ({
      file,
      dynamic: file.split('[').length,
      pattern: new RegExp(
        `^/${file
          .replace(/\.(?:astro|ts)$/, '')
          .replace(/\/index$/, '')
          .replaceAll('.', '\\.')
          .replace(/\[(\w+)\]/g, '(?<$1>[^/]+)')}/?$`,
      ),
      paths: [] as { params: Record<string, string> }[],
    }))
    .sort((one, other) => one.dynamic - other.dynamic);
  for (const address of addresses)
    for (const { pattern, paths } of routes) {
      const match = pattern.exec(address);
      if (!match) continue;
      paths.push({ params: { ...match.groups } });
      break;
    }
  for (const [index, { file, paths }] of routes.entries()) {
    const name = `paths-${index}.json`;
    writeFileSync(join(pages, '..', name), JSON.stringify(paths));
    const up = '../'.repeat(file.split('/').length);
    const lines = [`import paths from '${up}${name}';`, 'export function getStaticPaths() { return paths; }'];
    if (file.endsWith('.astro')) addToScript(join(pages, file), lines);
    else writeFileSync(join(pages, file), `${lines.join('\n')}\n${readFileSync(join(pages, file), 'utf8')}`);
  }
}

/** Makes the pages of resources take their HTML from a content collection of Markdown files. */
function bodiesAsCollection(snapshot: Snapshot, copy: string): void {
  mkdirSync(join(copy, 'bodies'));
  for (const { slug, body } of resources(snapshot)) writeFileSync(join(copy, 'bodies', `${slug}.md`), body);
  writeFileSync(
    join(copy, 'src/content.config.ts'),
    `import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
export const collections = { bodies: defineCollection({ loader: glob({ base: './bodies', pattern: '*.md', retainBody: false }) }) };
`,
  );
  const page = join(copy, 'src/pages/ressources/[slug].astro');
  const read = 'if (!view) return nothingHere();\n';
  const source = readFileSync(page, 'utf8');
  if (!source.includes(read)) throw new Error(`${page} does not read its document as this measure expects`);
  const replace = `view.html = (await bodyOf('bodies', Astro.params.slug!))!.rendered!.html;\n`;
  writeFileSync(page, source.replace(read, read + replace));
  addToScript(page, [`import { getEntry as bodyOf } from 'astro:content';`]);
}

function resources(snapshot: Snapshot): Resource[] {
  const rows = snapshot.db.prepare("SELECT json FROM document WHERE type = 'resource'").pluck().all() as string[];
  return rows.map((json) => JSON.parse(json) as Resource);
}

/** Adds lines at the start of the script of an Astro page. */
function addToScript(file: string, lines: string[]): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace('---\n', `---\n${lines.join('\n')}\n`));
}

/** Hugo on the same Markdown with templates of the same shape; null where Hugo is not installed. */
export async function hugoBuild(snapshot: Snapshot, folder: string): Promise<number | null> {
  if (spawnSync('hugo', ['version']).error) return null;
  const content = join(folder, 'content/ressources');
  mkdirSync(content, { recursive: true });
  mkdirSync(join(folder, 'layouts/_default'), { recursive: true });
  for (const { title, summary, slug, maturity, body, firstPublishedAt } of resources(snapshot)) {
    const front = JSON.stringify({ title, summary, slug, maturity, date: firstPublishedAt });
    writeFileSync(join(content, `${slug}.md`), `${front}\n\n${body}`);
  }
  writeFileSync(
    join(folder, 'hugo.json'),
    JSON.stringify({
      baseURL: 'http://localhost:8080/',
      title: 'Palier',
      paginate: 50,
      disableKinds: ['taxonomy', 'term'],
    }),
  );
  writeFileSync(join(folder, 'config.json'), readFileSync(join(folder, 'hugo.json')));
  const page = (main: string) =>
    `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><header><nav><a href="/">Palier</a></nav></header><main><h1>{{ .Title }}</h1>${main}</main></body></html>`;
  writeFileSync(
    join(folder, 'layouts/_default/single.html'),
    page(
      '<p>{{ .Params.maturity }} {{ .Date.Format "2006-01-02" }}</p><p>{{ .Params.summary }}</p>{{ .TableOfContents }}{{ .Content }}',
    ),
  );
  writeFileSync(
    join(folder, 'layouts/_default/list.html'),
    page(
      '<ul>{{ range .Paginator.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a><p>{{ .Params.summary }}</p></li>{{ end }}</ul>',
    ),
  );
  const started = performance.now();
  await run('hugo', ['--quiet', '--source', folder], folder, {});
  return performance.now() - started;
}

function run(command: string, args: string[], cwd: string, env: Record<string, string>): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', fail);
    child.on('exit', (code) =>
      code === 0 ? done() : fail(new Error(`${command} ended with ${code}: ${output.slice(-2000)}`)),
    );
  });
}
