/**
 * What a reader keeps in the browser. Where the browser refuses (private window, full, blocked) it is kept in memory, for
 * the time of the page.
 */

export const KEYS = {
  level: 'palier.level',
  list: 'palier.list',
  progress: 'palier.progress',
  /** Answers to « Suis-je concerné ? ». */
  applicability: 'palier.applicability',
  /** Texts that were begun. */
  drafts: 'palier.drafts',
  /** The self-assessment: its answers, and earlier results (`parseKeptAssessment`). */
  assessment: 'palier.assessment',
  homologation: 'palier.homologation',
  /** Results that were sent to be counted, so that none is sent twice. */
  contributed: 'palier.contributed',
  /** `off`: the key `/` does not open the search. */
  slash: 'palier.slash',
  /** `off`: keys alone do nothing in the queue of moderators. */
  queue: 'palier.queue',
  registrationFile: 'palier.registration-file',
  incident: 'palier.incident',
} as const;

const memory = new Map<string, string>();

/** The text under a key; null when there is none. */
export function read(key: string): string | null {
  if (memory.has(key)) return memory.get(key)!;
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a text under a key, null removes it. False: it will be forgotten with the page. */
export function write(key: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    memory.delete(key);
    return true;
  } catch {
    if (value === null) memory.delete(key);
    else memory.set(key, value);
    return false;
  }
}

/** The value under a key, if it is what `check` says; what anything else wrote there counts as nothing. */
export function readJson<Value>(key: string, check: (value: unknown) => value is Value): Value | null {
  try {
    const value: unknown = JSON.parse(read(key) ?? 'null');
    return check(value) ? value : null;
  } catch {
    return null;
  }
}
