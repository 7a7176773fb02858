/** Value below which a share of the measurements lie, such as 0.95 for the p95. @throws RangeError when there is none */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('no measurement');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** A figure as it is printed: three significant digits, no more than was measured. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
