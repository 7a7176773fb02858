import { KEYS, readJson, write } from './storage.ts';

/**
 * Texts that were begun, kept in this browser alone until they are sent or thrown away: a session that ends, a page that is left
 * or a network that fails loses nothing.
 */

/** Values of the fields of a form, by name; a box that is ticked is there. */
export type Fields = Record<string, string>;

interface Kept {
  /** By the name of the form. */
  drafts: Record<string, { at: number; fields: Fields }>;
  /** The one whose form was sent last: to be forgotten once it was taken. */
  sending: string | null;
}

/** How long a draft is kept, in ms, and how many. */
const KEPT_MS = 30 * 24 * 3_600_000;
const KEPT_MAX = 20;

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && typeof (value as Kept).drafts === 'object';

const kept = (): Kept => readJson(KEYS.drafts, isKept) ?? { drafts: {}, sending: null };

function keep({ drafts, sending }: Kept): void {
  const now = Date.now();
  const left = Object.entries(drafts)
    .filter(([, { at }]) => now - at < KEPT_MS)
    .sort(([, a], [, b]) => b.at - a.at)
    .slice(0, KEPT_MAX);
  const nothing = left.length === 0 && sending === null;
  write(KEYS.drafts, nothing ? null : JSON.stringify({ drafts: Object.fromEntries(left), sending }));
}

export const draftOf = (name: string): Fields | null => kept().drafts[name]?.fields ?? null;

export function keepDraft(name: string, fields: Fields): void {
  const { drafts, sending } = kept();
  keep({ drafts: { ...drafts, [name]: { at: Date.now(), fields } }, sending });
}

export function forgetDraft(name: string): void {
  const { drafts, sending } = kept();
  const { [name]: _, ...left } = drafts;
  keep({ drafts: left, sending });
}

/** The form is being sent: its draft stays until the hub says that it was taken. */
export const sendDraft = (name: string): void => keep({ ...kept(), sending: name });

/** What was sent was taken. */
export function draftWasTaken(): void {
  const { drafts, sending } = kept();
  if (sending === null) return;
  const { [sending]: _, ...left } = drafts;
  keep({ drafts: left, sending: null });
}

/** Whoever leaves a shared browser leaves no text in it. */
export const forgetDrafts = (): void => keep({ drafts: {}, sending: null });
