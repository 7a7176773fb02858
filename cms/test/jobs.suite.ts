import { describe, expect, it } from 'vitest';
import type * as RunOnce from '../src/jobs/run-once.ts';
import { compiled } from './built.ts';
import type { TestCms } from './strapi.ts';

const HOUR_MS = 3_600_000;

/** Jobs that one of N processes does. Run on each database. */
export function jobsSuite(cms: () => TestCms): void {
  const runOnce: typeof RunOnce.runOnce = (...given) => compiled<typeof RunOnce>('jobs/run-once').runOnce(...given);
  // Far from now, where the jobs of the CMS itself do not come.
  let now = Date.parse('2100-01-01T00:00:00Z');
  const run = <Result>(work: (signal: AbortSignal) => Promise<Result>, everyMs = HOUR_MS) =>
    runOnce(cms().strapi, { name: 'links', everyMs }, work, () => now);
  const row = () => cms().strapi.db.connection('palier_jobs').where('name', 'links').first();

  describe('a job', () => {
    it('runs in one of those that want to, however many they are', async () => {
      now += 24 * HOUR_MS;
      let runs = 0;
      const results = await Promise.all(Array.from({ length: 20 }, () => run(async () => ++runs)));
      expect(runs).toBe(1);
      expect(results.filter((result) => result !== undefined)).toEqual([1]);
    });

    it('runs again when it is due, and not before', async () => {
      now += 24 * HOUR_MS;
      expect(await run(async () => 'first')).toBe('first');
      now += HOUR_MS - 1;
      expect(await run(async () => 'early')).toBeUndefined();
      now += 1;
      expect(await run(async () => 'due')).toBe('due');
    });

    it('that throws is due again at once', async () => {
      now += 24 * HOUR_MS;
      await expect(run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
      expect(await run(async () => 'again')).toBe('again');
    });

    it('whose process died is taken up when its hold has ended, and the dead one changes nothing after', async () => {
      now += 24 * HOUR_MS;
      const dead = Promise.withResolvers<string>();
      const first = run(() => dead.promise);
      await expect.poll(async () => (await row()).holder).not.toBe('');
      expect(await run(async () => 'too early')).toBeUndefined();
      now += HOUR_MS;
      const heir = run(async () => {
        const { holder } = await row();
        dead.resolve('late');
        await first;
        expect((await row()).holder).toBe(holder);
        return 'heir';
      });
      expect(await heir).toBe('heir');
      expect(await row()).toMatchObject({ holder: '', held_until: '', ran_at: new Date(now).toISOString() });
    });

    it('is told when it is asked to stop', async () => {
      now += 24 * HOUR_MS;
      const stop = new AbortController();
      const running = runOnce(
        cms().strapi,
        { name: 'links', everyMs: HOUR_MS, signal: stop.signal },
        (signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error));
            stop.abort(new Error('asked to stop'));
          }),
        () => now,
      );
      await expect(running).rejects.toThrow('asked to stop');
      expect(await row()).toMatchObject({ holder: '' });
    });
  });
}
