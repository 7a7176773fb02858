import type { ReactNode } from 'react';

/** What the schema lets a list hold, as its `options`. */
export interface Limits {
  /** Number of values. */
  max?: number;
  /** Characters of a value. */
  maxLength?: number;
}

/** What an input of a custom field is given by the form. */
export interface InputProps {
  name: string;
  label: string;
  hint?: ReactNode;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  labelAction?: ReactNode;
  /** What the server, or Strapi, said of the value. */
  error?: string;
  /** As stored: what the field holds, whatever else a draft may hold. */
  value?: unknown;
  attribute?: { options?: Limits };
  onChange(name: string, value: string[] | string | null): void;
}

/** The strings of a stored value; none for one that is no list. */
export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** The lines of a pasted text that hold something, without blanks and list marks around them. */
export function linesOf(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.replace(/^\s*(?:[-*•–]\s+)?/, '').trim())
    .filter((line) => line !== '');
}

/** The list without what it holds twice; the first stays. */
export const distinct = (values: readonly string[]): string[] => [...new Set(values)];

/** What is wrong with a list of lines, or undefined. */
export function flawOfLines(lines: readonly string[], { max, maxLength = LINE_MAX }: Limits): string | undefined {
  const long = lines.findIndex((line) => line.length > maxLength);
  if (long !== -1) {
    const over = (lines[long] as string).length - maxLength;
    return `Ligne ${long + 1} : ${over} caractères de trop (${maxLength} au plus).`;
  }
  if (max !== undefined && lines.length > max) return `${lines.length} lignes : gardez-en ${max} au plus.`;
  return undefined;
}

const LINE_MAX = 500;
