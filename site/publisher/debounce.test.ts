import { describe, expect, it } from 'vitest';
import { Debounce } from './debounce.ts';

const NEVER = 3_600_000;

/** True when the promise is settled after everything that can happen now has happened. */
async function isSettled(promise: Promise<void>): Promise<boolean> {
  let settled = false;
  void promise.then(() => (settled = true));
  for (let turn = 0; turn < 5; turn += 1) await new Promise((done) => setImmediate(done));
  return settled;
}

describe('waiting until work is due', () => {
  it('takes as long as nothing has changed, also once what had is worked off', async () => {
    const debounce = new Debounce(0, NEVER);
    const stop = new AbortController();
    debounce.note();
    debounce.clear();
    const due = debounce.due(stop.signal);
    expect(await isSettled(due)).toBe(false);
    debounce.note();
    await due;
    expect(debounce.remainingMs).toBe(0);
  });

  it('takes as long as changes have not paused, unless the first one has waited long enough', async () => {
    const { signal } = new AbortController();
    const [patient, pressed] = [new Debounce(NEVER, NEVER), new Debounce(NEVER, 0)];
    for (const debounce of [patient, pressed]) debounce.note();
    expect(patient.remainingMs).toBeGreaterThan(0);
    expect(await isSettled(patient.due(signal))).toBe(false);
    await pressed.due(signal);
  });

  it('ends when it is told to stop, whatever it waits for', async () => {
    const stop = new AbortController();
    const [idle, held] = [new Debounce(NEVER, NEVER), new Debounce(NEVER, NEVER)];
    held.note();
    const both = Promise.all([idle.due(stop.signal), held.due(stop.signal)]);
    stop.abort();
    await both;
    await idle.due(stop.signal);
  });
});
