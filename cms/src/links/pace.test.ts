import { expect, it } from 'vitest';
import { Pace } from './pace.ts';

const { signal } = new AbortController();

/** A clock that moves only when someone sleeps. */
function fakeClock() {
  const waits: number[] = [];
  let now = 0;
  return {
    waits,
    now: () => now,
    sleep: async (ms: number) => {
      waits.push(ms);
      now += ms;
    },
  };
}

it('leaves the interval between two requests to a host, and none between two hosts', async () => {
  const clock = fakeClock();
  const pace = new Pace(2000, clock);
  for (const host of ['a', 'b', 'a', 'b', 'a']) await pace.turn(host, signal);
  expect(clock.waits).toEqual([2000, 2000]);
});

it('gives each of several that ask at once its own turn', async () => {
  const waits: number[] = [];
  const pace = new Pace(2000, { now: () => 0, sleep: async (ms) => waits.push(ms) });
  await Promise.all(['a', 'a', 'a'].map((host) => pace.turn(host, signal)));
  expect(waits).toEqual([2000, 4000]);
});

it('slows down for a host that asks for it, from the next request on, and never speeds up', async () => {
  const clock = fakeClock();
  const pace = new Pace(2000, clock);
  await pace.turn('a', signal);
  pace.slowDown('a', 7000);
  pace.slowDown('a', 100);
  pace.slowDown('b', 100);
  await pace.turn('a', signal);
  await pace.turn('b', signal);
  await pace.turn('b', signal);
  expect(clock.waits).toEqual([7000, 2000]);
});

it('gives no turn to who gave up', async () => {
  await expect(new Pace(0, fakeClock()).turn('a', AbortSignal.abort())).rejects.toThrow();
});
