import { canonicalJson } from '@palier/model';
import type { Settings } from 'meilisearch';
import { STOP_WORDS } from '../stop-words.ts';
import { SYNONYM_GROUPS } from '../synonyms.ts';
import { SEARCH_LIMIT_MAX, SEARCH_OFFSET_MAX } from '../query.ts';

/** Every word of a group leads to all the others. */
function synonymTable(groups: readonly (readonly string[])[]): Record<string, string[]> {
  const table: Record<string, string[]> = {};
  for (const group of groups) {
    for (const word of group) {
      table[word] = [...(table[word] ?? []), ...group.filter((other) => other !== word)];
    }
  }
  return table;
}

/**
 * Settings of the index, as code. What is not named here keeps the server's default.
 * Each has its test in `settings.integration.test.ts`.
 */
export const SETTINGS = {
  /** In order of importance: a match in a title counts more than one in a text. */
  searchableAttributes: [
    'title',
    'aliases',
    'tags',
    'topics',
    'publishers',
    'sectors',
    'nis2Articles',
    'summary',
    'text',
  ],
  filterableAttributes: ['locale', 'maturity', 'type'],
  sortableAttributes: ['publishedAt'],
  displayedAttributes: ['id', 'locale', 'maturity', 'summary', 'text', 'title', 'type', 'url'],
  /** The server's own rules, and of two equal hits the newer. */
  rankingRules: ['words', 'typo', 'proximity', 'attribute', 'sort', 'exactness', 'publishedAt:desc'],
  stopWords: [...STOP_WORDS],
  synonyms: synonymTable(SYNONYM_GROUPS),
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['fra', 'eng'] }],
  typoTolerance: {
    /** `2022` is not a misspelt `2023`, nor `27001` a misspelt `27005`. */
    disableOnNumbers: true,
    /** Acronyms of five letters and more: one letter away is another thing. */
    disableOnWords: ['anssi', 'ebios', 'enisa', 'lopmi', 'recyf'],
  },
  /** A change is searchable in 0.3 s instead of 0.4 to 1.4 s among 10,000 documents (design/PITFALLS.md). */
  proximityPrecision: 'byAttribute',
  /** No query may walk further than the last page that `/search` serves. */
  pagination: { maxTotalHits: SEARCH_OFFSET_MAX + SEARCH_LIMIT_MAX },
  /** In milliseconds: a hard query gives its best hits so far while the browser still waits for them (800 ms). */
  searchCutoffMs: 500,
  /** Nothing searches among facet values; not indexing them makes changes faster. */
  facetSearch: false,
} satisfies Settings;

export type SettingName = keyof typeof SETTINGS;

/** Lists whose order means nothing to the server, which gives them back in its own. */
const SETS: readonly string[] = ['filterableAttributes', 'sortableAttributes', 'displayedAttributes', 'stopWords'];

const sorted = (values: unknown) => (Array.isArray(values) ? (values as unknown[]).toSorted() : values);

function comparable(name: string, value: unknown): string {
  if (SETS.includes(name)) return canonicalJson(sorted(value));
  if (name === 'synonyms') {
    return canonicalJson(
      Object.entries(value ?? {})
        .map(([word, others]) => [word, sorted(others)])
        .toSorted(),
    );
  }
  return canonicalJson(value);
}

/** The wanted value with the server's keys that we say nothing of, so that their defaults are no difference. */
function completed(wanted: unknown, present: unknown): unknown {
  const both = [wanted, present].every((v) => v !== null && typeof v === 'object' && !Array.isArray(v));
  return both ? { ...(present as object), ...(wanted as object) } : wanted;
}

/** Settings to send to a server that has `present`: only those that differ. */
export function changedSettings(present: Record<string, unknown>): Partial<typeof SETTINGS> {
  return Object.fromEntries(
    Object.entries(SETTINGS).filter(([name, wanted]) => {
      const whole = name === 'synonyms' ? wanted : completed(wanted, present[name]);
      return comparable(name, whole) !== comparable(name, present[name]);
    }),
  );
}
