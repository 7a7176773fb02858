/** So many values a query: databases bound the number of parameters. */
const SIZE = 500;

/** A list in parts that a query can take. */
export function chunks<Value>(values: readonly Value[]): Value[][] {
  return Array.from({ length: Math.ceil(values.length / SIZE) }, (_, at) => values.slice(at * SIZE, (at + 1) * SIZE));
}
