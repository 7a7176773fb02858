import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, statusOf } from './lib/http.ts';
import { type RecordedProcess, findRunningHub } from './lib/hub-state.ts';
import { homePaths } from './lib/paths.ts';
import { freePorts } from './lib/ports.ts';
import { isRunning } from './lib/process-identity.ts';
import { temporaryFolder } from './lib/test/folder.ts';

/** A command of the hub as a person runs it, on a home folder of its own. */
function runScript(script: string, env: NodeJS.ProcessEnv, ...args: string[]) {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  return {
    child,
    ended,
    output: () => output,
    /** Resolves when it has printed that; rejects when it ends before. */
    until: (text: string) =>
      Promise.race([
        new Promise<void>((resolve) => {
          const look = () => (output.includes(text) ? resolve() : undefined);
          child.stdout?.on('data', look);
          look();
        }),
        ended.then(() => Promise.reject(new Error(`it ended first:\n${output}`))),
      ]),
  };
}

const READY = 'Palier est prêt.';

const processesOf = (home: string) => JSON.parse(readFileSync(homePaths(home).processes, 'utf8')) as RecordedProcess[];
const runningOf = (processes: RecordedProcess[]) =>
  processes.filter(({ process: one }) => isRunning(one)).map(({ name }) => name);

describe('npm start', () => {
  let home: string;
  let port: number;
  let env: NodeJS.ProcessEnv;
  let hub: ReturnType<typeof runScript>;
  let first: string;
  const get = (path: string) => call(`http://127.0.0.1:${port}${path}`);
  /** A part that has much to do on a busy machine may answer too late for once. */
  const everyPartIsUp = () =>
    expect
      .poll(async () => JSON.parse((await get('/healthz')).body) as unknown, { timeout: 30_000 })
      .toMatchObject({ status: 'up' });

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'palier-start-'));
    [port = 0] = await freePorts('127.0.0.1', 1);
    env = { PALIER_HOME: home, PORT: String(port) };
    hub = runScript('start.ts', env);
    await hub.until('Arrêter');
    first = hub.output();
  }, 600_000);

  afterAll(async () => {
    hub.child.kill('SIGTERM');
    await hub.ended;
    rmSync(home, { recursive: true, force: true });
  }, 60_000);

  test('serves site, administration, API and health at one address', async () => {
    expect(first).toContain(`http://localhost:${port}/`);
    expect(await get('/')).toMatchObject({ status: 200, body: expect.stringContaining('</html>') });
    expect((await get('/ressources/')).status).toBe(200);
    expect((await get('/admin')).status).toBe(200);
    expect((await get('/admin/init')).status).toBe(200);
    // The feed is for the publisher alone, which asks the CMS itself.
    expect((await get('/api/feed')).status).toBe(404);
    await everyPartIsUp();
  });

  test('understands a search from the first one on: its words are known when it says that it is ready', async () => {
    const { status, body } = await call(`http://127.0.0.1:${port}/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ q: 'ransomeware', locale: 'fr' }),
    });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ corrected: expect.any(String) });
  });

  test('shows how to sign in, and that sign-in works', async () => {
    const email = /adresse\s+(\S+)/.exec(first)?.[1] ?? '';
    const password = /mot de passe\s+(\S+)/.exec(first)?.[1] ?? '';
    const answer = await call(`http://127.0.0.1:${port}/admin/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    expect(answer.status).toBe(200);
  });

  test('shows no other secret, nor keeps any where others can read it', () => {
    const { secrets, logs, run } = homePaths(home);
    expect(statSync(secrets).mode & 0o777).toBe(0o600);
    const values = readFileSync(secrets, 'utf8')
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line) && !line.startsWith('ADMIN_PASSWORD='))
      .map((line) => line.slice(line.indexOf('=') + 1));
    expect(values.length).toBeGreaterThan(5);
    const shown = [
      first,
      ...[logs, run].flatMap((folder) => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))),
    ];
    for (const value of values) expect(shown.some((text) => text.includes(value))).toBe(false);
  });

  test('refuses a second hub on the same folder, and leaves the first alone', async () => {
    const second = await runScript('start.ts', { ...env, PORT: '0' }).ended;
    expect(second).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^Palier : un Palier tourne déjà sur .*\n$/),
    });
    expect((await get('/')).status).toBe(200);
  });

  test('refuses a taken port in one line, and leaves nothing running', async () => {
    const other = temporaryFolder();
    const second = await runScript('start.ts', { PALIER_HOME: other, PORT: String(port) }).ended;
    expect(second).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^Palier : le port \d+ est déjà pris\..*\n$/),
    });
    expect(processesOf(other)).toEqual([]);
  });

  test('starts a killed part again, and readers notice nothing', async () => {
    const before = processesOf(home);
    const cms = before.find(({ name }) => name === 'le CMS');
    process.kill(cms?.process.pid ?? 0, 'SIGKILL');
    await hub.until('le CMS s’est arrêté');
    expect((await get('/')).status).toBe(200);
    await hub.until('le CMS répond de nouveau');
    expect((await get('/admin/init')).status).toBe(200);
  });

  test('imports into the hub that runs, and once more changes nothing', async () => {
    const content = temporaryFolder();
    writeFileSync(
      join(content, 'essai.md'),
      '---\ntype: glossary-term\nterm: Essai de démarrage\nlocale: fr\n---\n\nUn mot que seul ce test connaît.\n',
    );
    const once_ = await runScript('import.ts', env, content).ended;
    expect(once_).toMatchObject({ code: 0, output: expect.stringContaining('1 créés') });
    const twice = await runScript('import.ts', env, content).ended;
    expect(twice).toMatchObject({ code: 0, output: expect.stringContaining('1 inchangés') });
    while ((await get('/glossaire/essai/')).status !== 200) await new Promise((resolve) => setTimeout(resolve, 50));
  });

  test('publishes everything again and finds nothing to mend', async () => {
    expect(await runScript('publish.ts', env, '--full').ended).toMatchObject({
      code: 0,
      output: expect.stringContaining('0 en erreur'),
    });
    expect(await runScript('doctor.ts', env).ended).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^Rien à réparer\.\n$/m),
    });
  });

  test('is backed up while it runs, and not restored under itself', async () => {
    const file = join(temporaryFolder(), 'hub.tar.gz');
    expect((await runScript('backup.ts', env, file).ended).code).toBe(0);
    expect(await runScript('restore.ts', env, file, '--force').ended).toMatchObject({
      code: 1,
      output: expect.stringContaining('tourne déjà'),
    });
    const other = temporaryFolder();
    expect((await runScript('restore.ts', { PALIER_HOME: other }, file).ended).code).toBe(0);
    expect(existsSync(homePaths(other).database)).toBe(true);
  });

  test('ends every process on Ctrl-C, with exit code 0', async () => {
    const processes = processesOf(home);
    expect(processes.length).toBeGreaterThanOrEqual(3);
    hub.child.kill('SIGINT');
    expect((await hub.ended).code).toBe(0);
    expect(runningOf(processes)).toEqual([]);
    expect(findRunningHub(home)).toBeNull();
    expect(await statusOf(`http://127.0.0.1:${port}/`)).toBeNull();
  });

  test('serves what it served before at its next start, without importing or showing the password again', async () => {
    hub = runScript('start.ts', env);
    await hub.until(READY);
    await hub.until('Arrêter');
    expect(hub.output()).not.toMatch(/Import|Première publication/);
    expect(hub.output()).not.toContain(/mot de passe\s+(\S+)/.exec(first)?.[1]);
    expect((await get('/')).status).toBe(200);
  });

  test('starts again after kill -9, over whatever was left', async () => {
    const left = processesOf(home);
    hub.child.kill('SIGKILL');
    await hub.ended;
    hub = runScript('start.ts', env);
    await hub.until(READY);
    expect(runningOf(left)).toEqual([]);
    expect((await get('/')).status).toBe(200);
    await everyPartIsUp();
  });
});

describe('npm start that cannot', () => {
  test('say why it refuses a folder that is a file', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { code, output } = await runScript('start.ts', { PALIER_HOME: file }).ended;
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/^Palier : .* n’est pas un dossier\. .*PALIER_HOME\.\n$/),
    ]);
  });

  test.runIf(process.platform === 'linux')('write into its folder says so', async () => {
    // Nobody makes a folder there, not even root.
    const { code, output } = await runScript('start.ts', { PALIER_HOME: '/sys/palier' }).ended;
    expect([code, output]).toEqual([1, expect.stringMatching(/^Palier : impossible d’écrire dans .*\n$/)]);
  });

  test.each([
    [{ PORT: 'http' }, [], /^Palier : PORT=http n’est pas un port\..*\n$/],
    [{ DATABASE_URL: 'nonsense' }, [], /^Palier : DATABASE_URL n’est pas une adresse\..*\n$/],
    [{}, ['--prot=80'], /^Palier : argument inconnu .*\n$/],
  ])('be understood says so: %o %o', async (env, args, message) => {
    const folder = temporaryFolder();
    const { code, output } = await runScript('start.ts', { PALIER_HOME: folder, ...env }, ...args).ended;
    expect([code, output]).toEqual([1, expect.stringMatching(message)]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('use an address that is not this machine’s says so', async () => {
    const folder = temporaryFolder();
    const { code, output } = await runScript('start.ts', { PALIER_HOME: folder, HOST: '192.0.2.1', PORT: '8099' })
      .ended;
    expect([code, output]).toEqual([1, expect.stringMatching(/n’est pas une adresse de cette machine/)]);
  });

  test('be interrupted while it starts leaves nothing running', async () => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    const [port = 0] = await freePorts('127.0.0.1', 1);
    const run = runScript('start.ts', { PALIER_HOME: folder, PORT: String(port) });
    while (!existsSync(homePaths(folder).processes) || processesOf(folder).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const processes = processesOf(folder);
    run.child.kill('SIGINT');
    expect((await run.ended).code).toBe(130);
    expect(runningOf(processes)).toEqual([]);
    // The port is free again.
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
  });
});
