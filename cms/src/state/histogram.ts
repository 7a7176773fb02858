/** One bucket of a Prometheus histogram: how many observations were at most `bound`. */
interface Bucket {
  bound: number;
  count: number;
}

const LINE = /^(\w+)_bucket\{(?:[^}]*,)?le="([^"]+)"[^}]*\} (\d+(?:\.\d+)?)$/;

/**
 * Quantiles of a histogram in the text of Prometheus, in its unit, as `histogram_quantile` estimates them: between the
 * bounds of a bucket, in proportion. Null when nothing was observed, or the text has no such histogram.
 */
export function quantiles(text: string, name: string, wanted: readonly number[]): number[] | null {
  const buckets: Bucket[] = [];
  for (const line of text.split('\n')) {
    const [, metric, bound = '', count] = LINE.exec(line) ?? [];
    if (metric === name) buckets.push({ bound: bound === '+Inf' ? Infinity : Number(bound), count: Number(count) });
  }
  buckets.sort((a, b) => a.bound - b.bound);
  const total = buckets.at(-1)?.count ?? 0;
  return total === 0 ? null : wanted.map((quantile) => quantileOf(buckets, quantile * total));
}

function quantileOf(buckets: Bucket[], rank: number): number {
  const at = buckets.findIndex(({ count }) => count >= rank);
  const { bound, count } = buckets[at] as Bucket;
  const { bound: from, count: before } = buckets[at - 1] ?? { bound: 0, count: 0 };
  if (bound === Infinity) return from; // Nothing is known beyond the last bound.
  return from + ((bound - from) * (rank - before)) / (count - before);
}
