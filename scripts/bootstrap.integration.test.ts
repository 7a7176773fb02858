import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './lib/test/folder.ts';

const SOURCE = join(import.meta.dirname, 'bootstrap.cjs');

const LOCK = {
  name: 'tree',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': { name: 'tree', workspaces: ['one'] },
    one: { name: 'one', version: '1.0.0' },
    'node_modules/one': { resolved: 'one', link: true },
  },
};

/** A repository of one workspace and one command, whose installation needs no network. */
function newTree(command: string): string {
  const root = temporaryFolder();
  const write = (file: string, content: unknown) => {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), typeof content === 'string' ? content : JSON.stringify(content));
  };
  write('package.json', { name: 'tree', type: 'module', workspaces: ['one'] });
  write('one/package.json', { name: 'one', version: '1.0.0' });
  write('package-lock.json', LOCK);
  write('scripts/hello.ts', command);
  mkdirSync(join(root, 'scripts', 'lib'));
  copyFileSync(SOURCE, join(root, 'scripts', 'bootstrap.cjs'));
  copyFileSync(join(import.meta.dirname, 'lib', 'follow-parent.ts'), join(root, 'scripts', 'lib', 'follow-parent.ts'));
  return root;
}

interface Setup {
  /** Version that Node says it has. */
  version?: string;
  /** Script that stands for npm. */
  npm?: string;
  args?: string[];
}

/** What is said of an installation that takes longer than two seconds, as any does on a loaded machine. */
const PROGRESS = /^Installation .*… \d+ s\n/gm;

function start(root: string, { version, npm, args = ['hello'] }: Setup = {}) {
  const preload = join(root, 'version.cjs');
  writeFileSync(preload, version ? `Object.defineProperty(process, 'version', { value: '${version}' })` : '');
  const env: NodeJS.ProcessEnv = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  if (npm !== undefined) {
    env['npm_execpath'] = join(root, 'npm-cli.cjs');
    writeFileSync(env['npm_execpath'], npm);
  }
  const child = spawn(process.execPath, ['--require', preload, join(root, 'scripts', 'bootstrap.cjs'), ...args], {
    cwd: root,
    env,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    output: output.replace(PROGRESS, ''),
  }));
  return { child, ended, output: () => output };
}

const HELLO = 'const words: string[] = process.argv.slice(2); console.log(`hello ${words.join(" ")}`);';

describe('the bootstrap', () => {
  test('is read by any Node, so that one that is too old can say so', () => {
    const messages = new Linter().verify(readFileSync(SOURCE, 'utf8'), {
      languageOptions: { ecmaVersion: 5, sourceType: 'script' },
    });
    expect(messages).toEqual([]);
  });

  test.each(['v18.20.4', 'v8.17.0'])('ends with one line of cause and remedy on Node %s', async (version) => {
    const { code, output } = await start(newTree(HELLO), { version }).ended;
    expect(code).toBe(1);
    expect(output).toMatch(/^Palier : Node v\S+ est trop ancien\. Installez Node 20 .*\n$/);
  });

  test('installs once, then runs the command in TypeScript with its arguments', async () => {
    const root = newTree(HELLO);
    expect(await start(root, { args: ['hello', 'a', '--b'] }).ended).toEqual({ code: 0, output: 'hello a --b\n' });
    expect(existsSync(join(root, 'node_modules', 'one'))).toBe(true);
    const npm = "console.log('npm error code SHOULD_NOT_RUN'); process.exit(1)";
    expect(await start(root, { npm }).ended).toEqual({ code: 0, output: 'hello \n' });
  });

  test('says that an installation goes on, until it ends', async () => {
    const root = newTree(HELLO);
    const npm = "setInterval(() => { if (require('fs').existsSync('enough')) process.exit(); }, 10)";
    const run = start(root, { npm });
    while (!/^Installation des paquets… \d+ s$/m.test(run.output()))
      await new Promise((resolve) => setTimeout(resolve, 10));
    writeFileSync(join(root, 'enough'), '');
    expect(await run.ended).toEqual({ code: 0, output: 'hello \n' });
  });

  test('repairs an installation that was killed', async () => {
    const root = newTree(HELLO);
    await start(root).ended;
    // npm writes it last.
    rmSync(join(root, 'node_modules', '.package-lock.json'));
    rmSync(join(root, 'node_modules', 'one'));
    expect((await start(root).ended).code).toBe(0);
    expect(existsSync(join(root, 'node_modules', 'one'))).toBe(true);
  });

  test('installs again when the lock file asks for something else', async () => {
    const root = newTree(HELLO);
    await start(root).ended;
    const npm = "console.error('npm error code ENOSPC'); process.exit(1)";
    const lock = { ...LOCK, packages: { ...LOCK.packages, 'node_modules/two': { version: '2.0.0' } } };
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock));
    expect(await start(root, { npm }).ended).toEqual({
      code: 1,
      output: 'Palier : le disque est plein. Libérez de la place, puis recommencez.\n',
    });
  });

  test.each([
    ['EACCES', /impossible d'écrire/],
    ['ENOTFOUND', /le registre npm ne répond pas/],
    ['ERESOLVE', /l'installation des paquets a échoué/],
  ])('says what npm’s %s means, and nothing of its noise', async (code, meaning) => {
    const npm = `console.log('noise'); console.error('npm error code ${code}'); process.exit(1)`;
    const { output } = await start(newTree(HELLO), { npm }).ended;
    expect(output).toMatch(meaning);
    expect(output).not.toContain('noise');
  });

  test('refuses to install under a hub that runs', async () => {
    const root = newTree(HELLO);
    mkdirSync(join(root, '.palier', 'run'), { recursive: true });
    writeFileSync(join(root, '.palier', 'run', 'hub.json'), JSON.stringify({ pid: process.pid }));
    const { code, output } = await start(root, { npm: 'process.exit(0)' }).ended;
    expect([code, output]).toEqual([1, expect.stringContaining(`processus ${process.pid}`)]);
  });

  test('takes over the lock of an installation that was killed', async () => {
    const root = newTree(HELLO);
    mkdirSync(join(root, '.palier'));
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    writeFileSync(join(root, '.palier', 'install.lock'), String(dead.pid));
    expect((await start(root).ended).code).toBe(0);
    expect(readdirSync(join(root, '.palier'))).toEqual([]);
  });

  test('lets one of two commands install while the other waits', async () => {
    const root = newTree(HELLO);
    const results = await Promise.all([start(root).ended, start(root).ended]);
    expect(results.map(({ code }) => code)).toEqual([0, 0]);
  });

  test('passes on the exit code of the command', async () => {
    expect((await start(newTree('process.exit(7);')).ended).code).toBe(7);
  });

  test('passes signals on, and waits for the command to end in its own way', async () => {
    const run = start(
      newTree(
        "process.on('SIGTERM', () => { console.log('ending'); process.exit(5); }); console.log('up'); setInterval(() => {}, 1000);",
      ),
    );
    while (!run.output().includes('up')) await new Promise((resolve) => setTimeout(resolve, 10));
    run.child.kill('SIGTERM');
    expect(await run.ended).toMatchObject({ code: 5, output: 'up\nending\n' });
  });

  test('ends the command when it is killed itself', async () => {
    const run = start(newTree("process.on('exit', () => {}); console.log(process.pid); setInterval(() => {}, 1000);"));
    while (!/\d+\n/.test(run.output())) await new Promise((resolve) => setTimeout(resolve, 10));
    run.child.kill('SIGKILL');
    // Closed once the command, which holds the same pipes, has ended too.
    expect((await run.ended).code).toBeNull();
  });

  test('ends the command when the shell that npm runs it in is killed', async () => {
    const root = newTree('console.log(process.pid); setInterval(() => {}, 1000);');
    const shell = spawn('sh', ['-c', `"${process.execPath}" scripts/bootstrap.cjs hello; true`], {
      cwd: root,
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await once(shell.stdout, 'data');
    shell.kill('SIGKILL');
    // Closed once all that hold the pipes have ended.
    await once(shell, 'close');
  });

  test.each(['', 'absent', '../x'])('refuses the command "%s"', async (command) => {
    expect(await start(newTree(HELLO), { args: [command] }).ended).toMatchObject({
      code: 1,
      output: expect.stringContaining('commande inconnue'),
    });
  });
});

describe('where the machine’s Node is not the one that is needed', () => {
  /** Stands for npm: "installs" the Node of the test, or whatever the script does instead. */
  const npmThat = (script: string) => `
    const { mkdirSync, symlinkSync, writeFileSync } = require('node:fs');
    const args = process.argv.slice(2);
    const prefix = args[args.indexOf('--prefix') + 1];
    if (args[0] === 'install') {
      mkdirSync(prefix + '/node_modules/node/bin', { recursive: true });
      ${script}
    } else {
      mkdirSync('node_modules', { recursive: true });
      writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/one': { link: true } } }));
    }`;
  const GOOD = npmThat("symlinkSync(process.execPath, prefix + '/node_modules/node/bin/node');");
  const aside = (root: string) => join(root, '.palier', 'node');

  test.each(['v20.20.2', 'v22.22.0', 'v24.2.0', 'v26.0.0'])(
    'another is installed aside, once, for Node %s',
    async (version) => {
      const root = newTree(HELLO);
      expect(await start(root, { version, npm: GOOD }).ended).toEqual({ code: 0, output: 'hello \n' });
      expect(readdirSync(aside(root))).toEqual(['24.21.0']);
      const never = "console.error('npm error code ENOSPC'); process.exit(1)";
      expect((await start(root, { version, npm: never }).ended).code).toBe(0);
    },
  );

  test('nothing stays of one that was not installed whole', async () => {
    const root = newTree(HELLO);
    const npm = npmThat("console.error('npm error code ENOSPC'); process.exit(1);");
    const { code, output } = await start(root, { version: 'v20.20.2', npm }).ended;
    expect([code, output]).toEqual([1, 'Palier : le disque est plein. Libérez de la place, puis recommencez.\n']);
    expect(readdirSync(aside(root))).toEqual([]);
  });

  test('one whose installation was killed is installed again', async () => {
    const root = newTree(HELLO);
    mkdirSync(join(aside(root), 'building', 'node_modules', 'node', 'bin'), { recursive: true });
    writeFileSync(join(aside(root), 'building', 'node_modules', 'node', 'bin', 'node'), 'half');
    expect((await start(root, { version: 'v20.20.2', npm: GOOD }).ended).code).toBe(0);
    expect(readdirSync(aside(root))).toEqual(['24.21.0']);
  });

  test('a package that brings no working Node is refused', async () => {
    const root = newTree(HELLO);
    const npm = npmThat(
      "writeFileSync(prefix + '/node_modules/node/bin/node', '#!/bin/sh\\necho v9.9.9\\n', { mode: 0o755 });",
    );
    const { code, output } = await start(root, { version: 'v20.20.2', npm }).ended;
    expect([code, output]).toEqual([1, expect.stringContaining('Installez Node 24')]);
    expect(readdirSync(aside(root))).toEqual([]);
  });
});
