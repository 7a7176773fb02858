import { LOCALES, type Locale } from '@palier/model/locales';

/** A query and what a person would want for it. */
export interface Judged {
  id: string;
  query: string;
  locale: Locale;
  /** Kind of reader and of difficulty: `novice`, `acronyme`, `faute`… */
  profile: string;
  /** Grade of each resource that answers, 3 best, by its `ref` in the seeds; all others answer nothing. */
  grades: Map<string, number>;
}

const HEAD = 'query_id\tquery\tlang\tprofile\tref\tgrade';

/**
 * Reads judgements: tab-separated lines under a head, one a query and resource.
 *
 * @throws with the line number when the head or a line is not as it should be
 */
export function parseJudgements(text: string): Judged[] {
  const [head, ...lines] = text.trim().split(/\r?\n/);
  if (head !== HEAD) throw new Error(`judgements, line 1: expected the columns ${HEAD.replaceAll('\t', ', ')}`);
  const queries = new Map<string, Judged>();
  for (const [index, line] of lines.entries()) {
    const [id, query, lang, profile, ref, grade = '', ...more] = line.split('\t');
    const locale = LOCALES.find((one) => one === lang);
    if (!id || !query || !locale || !profile || !ref || !/^[0-3]$/.test(grade) || more.length > 0)
      throw new Error(`judgements, line ${index + 2}: expected six columns, lang fr or en, grade 0 to 3: ${line}`);
    const judged = queries.get(id) ?? { id, query, locale, profile, grades: new Map<string, number>() };
    judged.grades.set(ref, Number(grade));
    queries.set(id, judged);
  }
  return [...queries.values()];
}
