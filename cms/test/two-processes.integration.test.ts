import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIST } from './built.ts';
import { editorOf } from './editor.ts';
import { startCms, type TestCms } from './strapi.ts';

let cms: TestCms;
let other: ChildProcess;
let lines: AsyncIterator<string>;

beforeAll(async () => {
  cms = await startCms('postgres');
  await editorOf(cms).topic(); // Its feed rows must not stand among those of the tests.
  const started = spawn(process.execPath, [path.join(import.meta.dirname, 'second-process.cjs'), DIST], {
    env: { ...process.env, ...cms.env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  other = started;
  lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
});

afterAll(async () => {
  other?.stdin?.end();
  if (other?.exitCode === null) await once(other, 'exit');
  await cms?.stop();
});

/** Makes the other process publish, and resolves with the identifiers once all are committed. */
async function publishThere(count: number): Promise<string[]> {
  other.stdin?.write(`${count}\n`);
  return ((await lines.next()).value as string).split(' ');
}

/** Follows the feed of this process until it has seen as many documents as expected, or nothing more comes. */
async function follow(head: number, expected: number): Promise<{ seqs: number[]; ids: string[] }> {
  const seen: { seqs: number[]; ids: string[] } = { seqs: [], ids: [] };
  for (let after = head; seen.ids.length < expected;) {
    const { rows } = await cms.feed(after, 20);
    if (rows.length === 0) return seen;
    seen.seqs.push(...rows.map((row) => row.seq));
    seen.ids.push(...rows.map((row) => row.documentId));
    after = rows.at(-1)?.seq ?? after;
  }
  return seen;
}

describe('two CMS processes on one PostgreSQL', () => {
  it('never show a row behind one that was already served, however slow the transaction that wrote it', async () => {
    const head = await cms.head();
    const served: string[] = [];
    let slow = '';
    let there: Promise<string[]> | undefined;
    await cms.strapi.db.transaction(async () => {
      slow = await editorOf(cms).published('resource');
      // The row of this transaction has its number and is not committed. The other process must wait, or be done.
      let finished = false;
      there = publishThere(1).finally(() => (finished = true));
      while (!finished && !(await someoneWaits())) await setTimeout(20);
      served.push(...(await cms.feed(head)).rows.map((row) => row.documentId));
    });
    const fast = await there;
    expect(served).toEqual([]);
    expect((await cms.feed(head)).rows.map((row) => row.documentId)).toEqual([slow, ...(fast ?? [])]);
  });

  it('hand each change once and in order to a consumer that follows one of them', async () => {
    const each = 40;
    const following = follow(await cms.head(), 2 * each);
    const here = Promise.all(Array.from({ length: each }, () => editorOf(cms).published('resource')));
    const wanted = [...(await publishThere(each)), ...(await here)];
    const { seqs, ids } = await following;
    expect(ids.sort()).toEqual(wanted.sort());
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  });
});

/** True while a session waits for an advisory lock; asked outside of the transaction under test. */
async function someoneWaits(): Promise<boolean> {
  const { rows } = await cms.strapi.db.connection.raw(
    "select 1 from pg_locks where locktype = 'advisory' and not granted",
  );
  return rows.length > 0;
}
