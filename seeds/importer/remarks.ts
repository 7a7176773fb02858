import { cleanLine } from './text.ts';

/** What an author has to know about one place of a file, in French: it is shown as is by the command. */
export type Remark = {
  /** Line of the file, from 1; null when the remark concerns the whole file. */
  line: number | null;
  /** Front matter key as the author wrote it; null when the remark concerns none. */
  key: string | null;
  reason: string;
  remedy: string;
};

/** A remark about the whole file. */
export function aboutFile(reason: string, remedy: string): Remark {
  return { line: null, key: null, reason, remedy };
}

/**
 * One line of text: `file:line, clé « key » : reason → remedy`. Names and keys come from strangers: control
 * characters, which a terminal would obey, are dropped.
 */
export function formatRemark(file: string, remark: Remark): string {
  const place = remark.line === null ? file : `${file}:${remark.line}`;
  const key = remark.key === null ? '' : `, clé « ${remark.key} »`;
  return cleanLine(`${place}${key} : ${remark.reason} → ${remark.remedy}`);
}
