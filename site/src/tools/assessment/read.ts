import { parseAssessment, type Assessment, type MaturityFlaw } from '@palier/nis2/maturity';
import { assessmentFromCsv } from '@palier/nis2/maturity-csv';
import { readTextFile, type FileFlaw } from '../read-file.ts';

/** Largest file, in bytes: what the tool writes takes a tenth of it at most. */
export const FILE_MAX = 500_000;

export type ReadFlaw = FileFlaw | 'newer' | MaturityFlaw;

/** The assessment that a file holds, as the tool wrote it, in JSON or as a table; or why it holds none. */
export async function readAssessment(file: File): Promise<{ assessment: Assessment } | { flaw: ReadFlaw }> {
  const read = await readTextFile(file, FILE_MAX);
  if ('flaw' in read) return read;
  const parsed = /^\s*[[{]/.test(read.text) ? fromJson(read.text) : assessmentFromCsv(read.text);
  if (parsed.ok) return { assessment: parsed.value };
  const isNewer =
    parsed.errors.some(({ path }) => path === 'version') && !parsed.errors.some(({ path }) => path === 'format');
  return { flaw: isNewer ? 'newer' : parsed.errors[0]! };
}

function fromJson(text: string): ReturnType<typeof parseAssessment> {
  try {
    return parseAssessment(JSON.parse(text));
  } catch {
    return { ok: false, errors: [{ path: '', message: 'not JSON' }] };
  }
}
