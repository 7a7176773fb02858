import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  addMilestones,
  announceHub,
  endLeftovers,
  findRunningHub,
  readMilestones,
  recordProcesses,
  takeHome,
  withdrawHub,
} from './hub-state.ts';
import { homePaths } from './paths.ts';
import { identify, isRunning } from './process-identity.ts';
import { temporaryFolder } from './test/folder.ts';

const ADDRESSES = { url: 'http://127.0.0.1:1', cmsUrl: null, publisherUrl: null, meiliUrl: null };

function newHome(): string {
  const home = temporaryFolder();
  mkdirSync(homePaths(home).run);
  return home;
}

describe('a running hub', () => {
  test('is found by the other commands until it says that it ends', () => {
    const home = newHome();
    expect(findRunningHub(home)).toBeNull();
    announceHub(home, ADDRESSES);
    expect(findRunningHub(home)).toMatchObject({ ...ADDRESSES, pid: process.pid });
    withdrawHub(home);
    expect(findRunningHub(home)).toBeNull();
  });

  test('is not taken for the process that got its number after a kill', () => {
    const home = newHome();
    const left = { ...ADDRESSES, pid: process.pid, process: { pid: process.pid, startedAt: 'long ago' } };
    writeFileSync(homePaths(home).hub, JSON.stringify(left));
    expect(findRunningHub(home)).toBeNull();
  });

  test('keeps its home folder for itself and says where it is', () => {
    const home = newHome();
    const lock = takeHome(home);
    announceHub(home, ADDRESSES);
    expect(() => takeHome(home)).toThrow(new RegExp(`processus ${process.pid}, http://127.0.0.1:1`));
    lock.release();
    takeHome(home).release();
  });
});

test('milestones add up and survive a damaged file', () => {
  const home = newHome();
  expect(readMilestones(home)).toEqual({});
  addMilestones(home, { seeds: 'started' });
  addMilestones(home, { signInShown: true });
  expect(readMilestones(home)).toEqual({ seeds: 'started', signInShown: true });
  writeFileSync(homePaths(home).milestones, '{"see');
  expect(readMilestones(home)).toEqual({});
});

describe('what a killed hub left running', () => {
  const leftover = async (script: string) => {
    const child = spawn(process.execPath, ['-e', `${script}; process.stdout.write('x'); setInterval(() => {}, 1000)`], {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    const identity = identify(child.pid ?? 0);
    if (!identity) throw new Error('the child does not run');
    return identity;
  };

  test('is ended by the next start, asked or killed', async () => {
    const home = newHome();
    const docile = await leftover('');
    const stubborn = await leftover("process.on('SIGTERM', () => {})");
    recordProcesses(home, [
      { name: 'docile', process: docile },
      { name: 'stubborn', process: stubborn },
    ]);
    expect(await endLeftovers(home)).toEqual(['docile', 'stubborn']);
    expect([docile, stubborn].filter(isRunning)).toEqual([]);
    expect(await endLeftovers(home)).toEqual([]);
  });

  test('is never a process that merely has the same number', async () => {
    const home = newHome();
    const other = await leftover('');
    recordProcesses(home, [{ name: 'other', process: { ...other, startedAt: 'long ago' } }]);
    expect(await endLeftovers(home)).toEqual([]);
    expect(isRunning(other)).toBe(true);
  });

  test('does not matter when its record was cut short', async () => {
    const home = newHome();
    writeFileSync(join(home, 'run', 'processes.json'), '[{"na');
    expect(await endLeftovers(home)).toEqual([]);
  });
});
