import type { Source } from './source.ts';

/** The steps of a learning path, each still to be checked by the contract of `model/`. */
export function readSteps(source: Source): Record<string, unknown>[] | undefined {
  return source.records('steps')?.map(({ fields }) => ({
    title: fields.get('title') || null,
    note: fields.get('note') ?? '',
    maturity: fields.get('maturity'),
    target: fields.get('target') || null,
    minutes: asMinutes(fields.get('minutes')),
  }));
}

function asMinutes(text: string | undefined): unknown {
  if (text === undefined || text === '') return null;
  return /^\d+$/.test(text) ? Number(text) : text;
}
