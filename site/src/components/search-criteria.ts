import type { DocumentType } from '@palier/model/documents';
import { LEVELS, type Level } from '@palier/model/levels';

/** What a reader asks the search. */
export interface Criteria {
  q: string;
  type: DocumentType | null;
  maturity: Level | null;
}

// Not imported from the model, whose schemas would be sent to browsers; a type left out fails the type check.
const TYPES: Record<DocumentType, true> = {
  resource: true,
  'learning-path': true,
  organisation: true,
  service: true,
  'glossary-term': true,
  topic: true,
  sector: true,
};

/** Criteria in the query part of an address; what it holds that means nothing is left out. */
export function criteriaOf(search: string): Criteria {
  const parameters = new URLSearchParams(search);
  const type = parameters.get('type') ?? '';
  const maturity = parameters.get('maturity');
  return {
    q: (parameters.get('q') ?? '').slice(0, 200),
    type: Object.hasOwn(TYPES, type) ? (type as DocumentType) : null,
    maturity: LEVELS.find((level) => level === maturity) ?? null,
  };
}

/** Query part of the address of a search, with its `?`; empty when nothing is asked. */
export function queryOf({ q, type, maturity }: Criteria): string {
  const parameters = new URLSearchParams();
  if (q.trim()) parameters.set('q', q.trim());
  if (type) parameters.set('type', type);
  if (maturity) parameters.set('maturity', maturity);
  return parameters.size > 0 ? `?${parameters}` : '';
}
