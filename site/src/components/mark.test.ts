import { expect, test } from 'vitest';
import { markPaths } from './mark.ts';

test.each([1, 2, 3, 4])('level %i shows that many steps reached out of four', (rank) => {
  const { reached, others } = markPaths(rank);
  const steps = (path: string) => path.split('z').length - 1;
  expect([steps(reached), steps(others)]).toEqual([rank, 4 - rank]);
});
