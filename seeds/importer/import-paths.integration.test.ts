import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { importRequest } from '@palier/model';
import type { ImportRequest, ImportResult } from '@palier/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exitCodeOf, importPaths } from './import-paths.ts';
import type { ImportOptions } from './import-paths.ts';
import { silentReport } from './report.ts';
import type { Report } from './report.ts';

/** A server that speaks the import contract over real HTTP; what the real CMS does is tested with the CMS. */
let server: http.Server;
let cmsUrl: string;
let requests: { headers: http.IncomingHttpHeaders; bytes: number; body: ImportRequest }[];
let sockets: number;
let answer: (request: ImportRequest) => { status: number; body: unknown };
let root: string;

const created = (request: ImportRequest) => ({
  status: 200,
  body: { results: request.documents.map((): ImportResult => ({ outcome: 'created' })) },
});

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'palier-import-'));
  requests = [];
  sockets = 0;
  answer = created;
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const body = importRequest.parse(JSON.parse(bytes.toString('utf8')));
      requests.push({ headers: request.headers, bytes: bytes.length, body });
      const { status, body: answered } = answer(body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answered));
    });
  });
  server.on('connection', () => (sockets += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cmsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(root, { recursive: true });
});

const page = (title: string, body = 'Corps') => `---\ntitle: ${title}\nmission: Aider\n---\n${body}`;

const put = (name: string, content: string | Uint8Array) => writeFile(join(root, name), content);

function run(options: Partial<ImportOptions> = {}, paths = [root]) {
  const said: string[] = [];
  const report: Report = {
    ...silentReport,
    refused: (file, remark) =>
      said.push(`${file.slice(root.length + 1)}|${remark.line}|${remark.key}|${remark.reason}`),
    notice: (text) => said.push(text),
  };
  return importPaths(paths, { dryRun: false, cmsUrl, token: 'jeton', delays: [5, 5], report, ...options }).then(
    (summary) => ({
      summary,
      said,
    }),
  );
}

describe('importPaths', () => {
  test('sends what can be imported, reports the rest, and fails for it', async () => {
    await put('a.md', page('A'));
    await put('b.md', 'sans en-tête');
    await put('c.md', Uint8Array.of(0, 1, 2));
    await put('d', page('D'));
    await put('Makefile', 'all:\n\techo');
    await put('program', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0));
    await put('photo.jpg', Uint8Array.of(0xff, 0xd8));
    const { summary, said } = await run();
    expect(requests.flatMap(({ body }) => body.documents.map(({ slug }) => slug))).toEqual(['a', 'd']);
    expect(summary).toMatchObject({ created: 2, refused: 2, ignored: 3, stopped: null });
    expect(exitCodeOf(summary)).toBe(1);
    expect(said.map((line) => line.slice(0, 4))).toEqual(['b.md', 'c.md']);
  });

  test('authenticates, gives the length, and keeps one connection over all batches', async () => {
    for (let index = 0; index < 120; index += 1) await put(`p${index}.md`, page(`P${index}`));
    const { summary } = await run();
    expect(summary.created).toBe(120);
    expect(exitCodeOf(summary)).toBe(0);
    expect(requests.map(({ body }) => body.documents.length)).toEqual([50, 50, 20]);
    expect(requests[0]?.headers).toMatchObject({
      authorization: 'Bearer jeton',
      'content-length': String(requests[0]?.bytes),
    });
    expect(sockets).toBe(1);
  });

  test('bounds the size of a request; a large document goes alone', async () => {
    const large = 'é'.repeat(600_000);
    for (const name of ['a', 'b', 'c']) await put(`${name}.md`, page(name, large));
    await run();
    expect(requests.map(({ body }) => body.documents.length)).toEqual([1, 1, 1]);
  });

  test('asks for a dry run', async () => {
    await put('a.md', page('A'));
    await run({ dryRun: true });
    expect(requests[0]?.body.dryRun).toBe(true);
  });

  test('refuses the second of two files that are one document', async () => {
    await put('a.md', page('A'));
    await put('a.txt', page('A'));
    const { summary, said } = await run();
    expect(requests[0]?.body.documents).toHaveLength(1);
    expect(summary.refused).toBe(1);
    expect(said[0]).toContain('a.txt|null|null|même document que');
  });

  test('reports what the CMS refuses at the line of the key', async () => {
    await put('a.md', page('A'));
    answer = () => ({
      status: 200,
      body: {
        results: [
          { outcome: 'refused', problem: { field: 'fields.mission', reason: 'trop vague', remedy: 'précisez' } },
        ],
      },
    });
    const { summary, said } = await run();
    expect(said).toEqual(['a.md|3|mission|trop vague']);
    expect(exitCodeOf(summary)).toBe(1);
  });

  test('counts what was updated and unchanged', async () => {
    await put('a.md', page('A'));
    await put('b.md', page('B'));
    answer = () => ({ status: 200, body: { results: [{ outcome: 'updated' }, { outcome: 'unchanged' }] } });
    expect((await run()).summary).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
  });

  test('tries again while the CMS is not ready', async () => {
    await put('a.md', page('A'));
    const statuses = [503, 502];
    answer = (request) => {
      const status = statuses.shift();
      return status === undefined ? created(request) : { status, body: {} };
    };
    const { summary } = await run();
    expect(summary).toMatchObject({ created: 1, stopped: null });
    expect(requests).toHaveLength(3);
  });

  test('stops with a remedy when the CMS stays away', async () => {
    await put('a.md', page('A'));
    const closed = http.createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const { summary, said } = await run({ cmsUrl: `http://127.0.0.1:${port}` });
    expect(said).toHaveLength(2);
    expect(summary.stopped?.reason).toContain('ECONNREFUSED');
    expect(exitCodeOf(summary)).toBe(1);
  });

  test.each([
    [401, {}, 'refuse l’accès'],
    [500, { error: { message: 'panne' } }, 'panne'],
    [413, {}, '413'],
    [200, { results: [] }, 'n’est pas celle d’un import'],
    [200, 'bonjour', 'n’est pas celle d’un import'],
  ])('does not insist on an answer %i %j', async (status, body, reason) => {
    await put('a.md', page('A'));
    answer = () => ({ status, body });
    const { summary } = await run();
    expect(requests).toHaveLength(1);
    expect(summary.stopped?.reason).toContain(reason);
  });

  test('says that an address of the CMS is wrong', async () => {
    await put('a.md', page('A'));
    expect((await run({ cmsUrl: 'nope' })).summary.stopped?.remedy).toContain('CMS_URL');
  });

  test('does not read a file over the limit', async () => {
    await put('a.md', Buffer.alloc(5 * 1024 * 1024 + 1, 97));
    expect((await run()).said[0]).toContain('5,0 Mo');
  });
});

describe('the command', () => {
  const command = new URL('cli.ts', import.meta.url).pathname;
  const execute = (args: string[], env: Record<string, string>) =>
    promisify(execFile)(process.execPath, [command, ...args], { env: { ...process.env, ...env } }).then(
      ({ stdout }) => ({ code: 0, out: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        out: error.stdout + error.stderr,
      }),
    );

  test('imports, prints a summary and exits with 0', async () => {
    await put('a.md', page('A'));
    const { code, out } = await execute([root], { CMS_URL: cmsUrl, IMPORT_TOKEN: 'jeton' });
    expect(out).toContain('Import : 1 créés');
    expect(code).toBe(0);
  });

  test('exits with 1 when a file is refused', async () => {
    await put('a.md', 'x');
    const { code, out } = await execute(['--dry-run', root], { CMS_URL: cmsUrl, IMPORT_TOKEN: 'jeton' });
    expect(out).toContain('REFUSÉ');
    expect(code).toBe(1);
  });

  test.each([
    [[], 'jeton', 'Aucun chemin'],
    [['--nope', 'x'], 'jeton', 'Option inconnue'],
    [['x'], '', 'IMPORT_TOKEN manque'],
  ])('with the arguments %j and the token %j it says what is wrong', async (args, token, text) => {
    const { code, out } = await execute(args, { CMS_URL: cmsUrl, IMPORT_TOKEN: token });
    expect(out).toContain(text);
    expect(code).toBe(2);
  });
});
