import * as z from 'zod/mini';

// The policy of the site's pages forbids `eval`, and zod tries it once to see: it must not even try.
z.config({ jitless: true });

export { z };

/** What is wrong with one value of an input, and where: `group[0].share`. */
export interface FieldError {
  path: string;
  message: string;
}

type Issue = z.core.$ZodIssue;

/** What a schema finds wrong with a value, by field, in French. */
export function fieldErrors(issues: readonly Issue[], above: readonly PropertyKey[] = []): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    const path = [...above, ...issue.path];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: pathText([...path, key]), message: 'champ inconnu' }));
    // The form that was meant is the one that was followed furthest.
    const inside = issue.code === 'invalid_union' ? issue.errors.find((one) => one.some(goesDeeper)) : undefined;
    if (inside) return fieldErrors(inside, path);
    return [{ path: pathText(path), message: issue.message === DEFAULT ? 'valeur inattendue' : issue.message }];
  });
}

/** What zod/mini, which carries no words of its own, says of everything. */
const DEFAULT = 'Invalid input';

const goesDeeper = (issue: Issue) => issue.path.length > 0;

/** `['group', 0, 'share']` as `group[0].share`; a key that is no plain name in quotes: `["a b"]`. */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'string' && /^[\w$]+$/.test(key)) return text === '' ? key : `${text}.${key}`;
    return `${text}[${typeof key === 'number' ? key : JSON.stringify(String(key))}]`;
  }, '');
}
