import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LogFile } from './log-file.ts';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';
import { nodeArguments, Service, type ServiceOptions, type ServiceState } from './service.ts';
import { temporaryFolder } from './test/folder.ts';

/** A service whose script says that it is ready by a file. */
function serviceOf(script: string, options: Partial<ServiceOptions> = {}) {
  const folder = temporaryFolder();
  const ready = join(folder, 'ready');
  const file = join(folder, 'script.mjs');
  writeFileSync(
    file,
    `import { rmSync, writeFileSync } from 'node:fs';
     const ready = () => writeFileSync(${JSON.stringify(ready)}, String(process.pid));
     ${script}`,
  );
  const states: ServiceState[] = [];
  const log = new LogFile(join(folder, 'part.log'));
  const service: Service = new Service({
    name: 'part',
    command: process.execPath,
    args: nodeArguments(file),
    env: { PATH: process.env['PATH'] },
    cwd: folder,
    log,
    isReady: async () => existsSync(ready) && readFileSync(ready, 'utf8') === String(service.identity?.pid),
    firstPause: 10,
    onChange: ({ state }) => states.push(state),
    ...options,
  });
  onTestFinished(async () => {
    await service.stop();
    log.close();
  });
  return { service, states, folder, log };
}

const FOREVER = 'ready(); setInterval(() => {}, 1000);';

const gone = async (identity: ProcessIdentity) => {
  while (isRunning(identity)) await new Promise((resolve) => setTimeout(resolve, 10));
};

test('a killed part starts again as another process', async () => {
  const { service, states } = serviceOf(FOREVER);
  await service.start();
  const first = service.identity;
  expect(await service.kill('SIGKILL')).toBe(true);
  expect(service.state).not.toBe('ready');
  await service.whenReady();
  expect(service.identity).not.toEqual(first);
  expect(states).toEqual(['starting', 'ready', 'waiting', 'starting', 'ready']);
});

test('a stopped part stays stopped, and may be started again', async () => {
  const { service, states } = serviceOf(FOREVER);
  await service.start();
  await service.stop();
  expect(service.state).toBe('stopped');
  expect(service.identity).toBeNull();
  expect(await service.kill('SIGKILL')).toBe(false);
  await service.start();
  expect(service.state).toBe('ready');
  expect(states).not.toContain('waiting');
});

test('a restart leaves one process, watched as before', async () => {
  const { service } = serviceOf(FOREVER);
  await service.start();
  const first = service.identity;
  await service.restart();
  expect(first && isRunning(first)).toBe(false);
  await service.kill('SIGKILL');
  await service.whenReady();
  expect(service.state).toBe('ready');
});

test('a part that will not end when asked is killed', async () => {
  const { service } = serviceOf(`process.on('SIGTERM', () => {}); ${FOREVER}`, { stopTimeout: 100 });
  await service.start();
  const identity = service.identity;
  await service.stop();
  expect(identity && isRunning(identity)).toBe(false);
});

test('what a part started ends with it', async () => {
  const script = `
    const { spawn } = await import('node:child_process');
    const child = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"], { stdio: 'ignore' });
    writeFileSync('child', String(child.pid));
    ${FOREVER}`;
  const { service, folder } = serviceOf(script, { stopTimeout: 100 });
  await service.start();
  const child = identify(Number(readFileSync(join(folder, 'child'), 'utf8')));
  expect(child).not.toBeNull();
  await service.stop();
  if (child) await gone(child);
});

test('a part that dies before it answers fails the start, with the end of its log', async () => {
  const { service } = serviceOf("console.error('the reason'); process.exit(3);");
  await expect(service.start()).rejects.toMatchObject({
    message: 'part n’a pas démarré (code de sortie 3).',
    details: expect.arrayContaining(['the reason']),
  });
  expect(service.identity).toBeNull();
});

test('a part that never answers fails the start and is ended', async () => {
  const { service } = serviceOf('setInterval(() => {}, 1000);', { startTimeout: 300 });
  await expect(service.start()).rejects.toThrow(/pas de réponse en 0.3 s/);
  expect(service.state).toBe('stopped');
  expect(service.identity).toBeNull();
});

test('a program that is not there fails the start', async () => {
  const { service } = serviceOf('', { command: '/absent/program', args: [] });
  await expect(service.start()).rejects.toThrow(/introuvable/);
});

test('a Node part ends by itself when its parent is killed', async () => {
  const folder = temporaryFolder();
  const part = join(folder, 'part.mjs');
  writeFileSync(part, "process.stdout.write('x'); setInterval(() => {}, 1000);");
  const parent = join(folder, 'parent.mts');
  writeFileSync(
    parent,
    `const { Service, nodeArguments } = await import(${JSON.stringify(join(import.meta.dirname, 'service.ts'))});
     const { LogFile } = await import(${JSON.stringify(join(import.meta.dirname, 'log-file.ts'))});
     const service = new Service({
       name: 'part', command: process.execPath, args: nodeArguments(${JSON.stringify(part)}), env: process.env,
       cwd: ${JSON.stringify(folder)}, log: new LogFile(${JSON.stringify(join(folder, 'part.log'))}),
       isReady: async () => service.options.log.tail(1).join() !== '',
     });
     await service.start();
     process.stdout.write(String(service.identity.pid));
     setInterval(() => {}, 1000);`,
  );
  const child = spawn(process.execPath, [parent], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [pid] = (await once(child.stdout, 'data')) as [Buffer];
  const identity = identify(Number(pid.toString()));
  expect(identity).not.toBeNull();
  child.kill('SIGKILL');
  if (identity) await gone(identity);
});
