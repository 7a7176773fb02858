import { canonicalJson } from '@palier/model';
import type { Settings } from 'meilisearch';
import { SEARCH_LIMIT_MAX, SEARCH_OFFSET_MAX } from '../query.ts';

/**
 * Settings of the index, as code. What is not named here keeps the server's default.
 * Each has its test in `settings.integration.test.ts`.
 */
export const SETTINGS = {
  /** What is searched are terms, not texts (`text/`); in order of importance, the sections apart. */
  searchableAttributes: ['parts.title', 'parts.keywords', 'rest', 'passage'],
  filterableAttributes: [
    'document',
    'kind',
    'language',
    'maturity',
    'part',
    'sector',
    'shownIn',
    'topic',
    'type',
    'year',
  ],
  sortableAttributes: ['publishedAt'],
  displayedAttributes: [
    'aliases',
    'anchor',
    'digest',
    'document',
    'heading',
    'id',
    'kind',
    'language',
    'locale',
    'maturity',
    'parts',
    'sections',
    'summary',
    'terms.keywords',
    'terms.subjects',
    'terms.summary',
    'terms.title',
    'text',
    'title',
    'type',
    'url',
  ],
  /** What is found first; `rank.ts` puts it in order. Each rule more costs a tenth of the searches in a second. */
  rankingRules: ['words', 'sort', 'attribute'],
  /** Stop words and synonyms are taken care of where texts and queries become terms: decision 0022. */
  stopWords: [],
  synonyms: {},
  /** Mistakes are mended before the search, so that a misspelt word finds its synonyms too. */
  typoTolerance: { enabled: false },
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
