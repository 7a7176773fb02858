/**
 * Public bodies: what the directive says of administrations, and what French law would say of each kind (bill on the resilience
 * of critical infrastructure, title II, as the Senate adopted it: `law.ts`). French law is not passed: every result that rests
 * on it carries the mark `BILL`.
 */

export interface PublicBody {
  id: string;
  /** Class of the body, from what decides it. */
  rule:
    | 'essential'
    | 'important'
    /** Essential above the number of inhabitants, as below it. */
    | { above: number; below: 'important' | 'out-of-scope' }
    /** Essential when it exercises an activity of the annexes, out of scope otherwise. */
    | 'by-activity'
    /** By activity and size, as an enterprise. */
    | 'as-enterprise';
  /** Where the rule stands. */
  article: string;
  source: 'nis2' | 'bill';
}

/** Inhabitants above which the bill makes a municipality, or the group that contains it, essential. */
export const INHABITANTS = 30_000;

export const PUBLIC_BODIES = [
  { id: 'central', rule: 'essential', article: '2(2)(f)(i), 3(1)(d)', source: 'nis2' },
  { id: 'region', rule: 'essential', article: 'art. 8', source: 'bill' },
  { id: 'department', rule: 'essential', article: 'art. 8', source: 'bill' },
  {
    id: 'municipality',
    rule: { above: INHABITANTS, below: 'out-of-scope' },
    article: 'art. 8',
    source: 'bill',
  },
  { id: 'metropolis', rule: 'essential', article: 'art. 8', source: 'bill' },
  { id: 'urban-community', rule: 'essential', article: 'art. 8', source: 'bill' },
  // The bill looks at the largest of its municipalities.
  {
    id: 'agglomeration-community',
    rule: { above: INHABITANTS, below: 'important' },
    article: 'art. 8, art. 9',
    source: 'bill',
  },
  // Amendments would ask for 30,000 inhabitants here too: not adopted in what was read.
  { id: 'community-of-municipalities', rule: 'important', article: 'art. 9', source: 'bill' },
  // Of the State, administrative.
  { id: 'public-establishment', rule: 'essential', article: 'art. 8', source: 'bill' },
  // Mixed syndicates, fire and rescue services, management centres, inter-departmental institutions.
  { id: 'local-public-establishment', rule: 'by-activity', article: 'art. 8', source: 'bill' },
  // Establishments of education that do research: the option of Article 2(5)(b).
  { id: 'higher-education', rule: 'important', article: 'art. 9 ; 2(5)(b)', source: 'bill' },
  { id: 'other', rule: 'as-enterprise', article: '2(1)', source: 'nis2' },
] as const satisfies readonly PublicBody[];

export type PublicKind = (typeof PUBLIC_BODIES)[number]['id'];
