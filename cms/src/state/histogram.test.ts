import { describe, expect, it } from 'vitest';
import { quantiles } from './histogram.ts';

const text = (...counts: [bound: string, count: number][]) =>
  `# HELP x_seconds …\n${counts.map(([bound, count]) => `x_seconds_bucket{le="${bound}"} ${count}`).join('\n')}\nx_seconds_sum 1\n`;

describe('quantiles of a histogram', () => {
  it('stand between the bounds of their bucket, in proportion', () => {
    const histogram = text(['0.1', 10], ['0.2', 20], ['+Inf', 20]);
    expect(quantiles(histogram, 'x_seconds', [0.25, 0.5, 0.75])).toEqual([0.05, 0.1, expect.closeTo(0.15)]);
  });

  it('are the last bound where nothing more is known', () => {
    expect(quantiles(text(['0.1', 0], ['1', 0], ['+Inf', 5]), 'x_seconds', [0.5])).toEqual([1]);
  });

  it('are found among other metrics, other labels and in any order', () => {
    const mixed = `x_seconds_bucket{part="a",le="+Inf"} 2\ny_bucket{le="9"} 7\nx_seconds_bucket{part="a",le="2"} 2\nrubbish{`;
    expect(quantiles(mixed, 'x_seconds', [0.5])).toEqual([1]);
  });

  it.each(['', 'x_seconds 3', text(['0.1', 0], ['+Inf', 0])])('are none without an observation', (empty) => {
    expect(quantiles(empty, 'x_seconds', [0.5])).toBeNull();
  });
});
