import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { withProgress } from './progress.ts';

describe('progress', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const shownBy = async (milliseconds: number, rewritable: boolean) => {
    const stream = new PassThrough();
    let shown = '';
    stream.on('data', (chunk: Buffer) => (shown += chunk.toString()));
    const wait = (update: (text: string) => void) => {
      update('3/7');
      return new Promise<string>((resolve) => setTimeout(() => resolve('done'), milliseconds));
    };
    const work = withProgress('Work', wait, { stream, rewritable });
    await vi.advanceTimersByTimeAsync(milliseconds);
    expect(await work).toBe('done');
    return shown;
  };

  test('says nothing of what takes less than two seconds', async () => {
    expect(await shownBy(1900, true)).toBe('');
  });

  test('rewrites one line on a terminal', async () => {
    expect(await shownBy(4100, true)).toMatch(/^(\rWork… \d s, 3\/7\s*)+\n$/);
  });

  test('adds few lines to a log', async () => {
    expect((await shownBy(60_000, false)).trim().split('\n')).toHaveLength(4);
  });
});
