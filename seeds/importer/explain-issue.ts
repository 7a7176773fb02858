import type { z } from 'zod';
import type { Remark } from './remarks.ts';
import type { Place } from './source.ts';

type Issue = z.core.$ZodIssue;

/**
 * What a violation of the import contract means to the author of the file.
 *
 * @param candidate - what was parsed, to tell a missing value from a wrong one
 * @param keys - front matter key of each field, where the names differ
 * @param placeOf - where a key stands in the file, when it is there
 * @param bodyLine - line where the body starts
 */
export function explainIssue(
  issue: Issue,
  candidate: unknown,
  keys: Record<string, string>,
  placeOf: (key: string) => Place | undefined,
  bodyLine: number,
): Remark {
  const path = issue.path.filter((part) => part !== 'fields');
  const field = String(path[0] ?? '');
  const name = keys[field] ?? field;
  const place = placeOf(name);
  const [reason, remedy] = explain(issue, field, valueAt(candidate, issue.path));
  const inBody = field === 'body' || field === 'definition' || field === 'answer';
  return { line: place?.line ?? (inBody ? bodyLine : null), key: place?.key ?? name, reason, remedy };
}

function explain(issue: Issue, field: string, value: unknown): [reason: string, remedy: string] {
  if (field === 'slug' && value === '') {
    return [
      'aucun identifiant ne peut être tiré du nom',
      'renommez le fichier avec des lettres latines ou des chiffres',
    ];
  }
  if (value === undefined) return ['la clé manque', 'ajoutez-la avec une valeur'];
  if (value === '') return ['la valeur est vide', 'donnez une valeur'];
  const shown = typeof value === 'string' || typeof value === 'number' ? ` (« ${String(value).slice(0, 60)} »)` : '';
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string'
        ? [`le texte dépasse ${issue.maximum} caractères`, 'raccourcissez-le']
        : [`la valeur dépasse ${issue.maximum}${shown}`, 'réduisez-la'];
    case 'too_small':
      return [`la valeur est inférieure à ${issue.minimum}${shown}`, 'corrigez-la'];
    case 'invalid_value':
      return [`la valeur n’est pas connue${shown}`, `valeurs : ${issue.values.map(String).join(', ')}`];
    default:
      return [`la valeur n’a pas la forme attendue${shown}`, FORMS[field] ?? 'voyez le format dans seeds/README.md'];
  }
}

const TIME_FORM = 'écrivez 2027-01-14 14:00, ou +14 14:00 pour quatorze jours après l’import, à l’heure du lieu';

const FORMS: Record<string, string> = {
  startsAt: TIME_FORM,
  endsAt: TIME_FORM,
  opensAt: TIME_FORM,
  closesAt: TIME_FORM,
  movedFrom: TIME_FORM,
  timeZone: 'donnez un fuseau de la base IANA, par exemple Europe/Paris',
  programme: 'donnez à chaque moment un titre, et une heure sous la forme 09:30 ou aucune',
  speakers: 'donnez à chacun un nom',
  slug: 'écrivez des minuscules sans accent, des chiffres et des tirets, par exemple double-authentification',
  noteId: 'donnez 14 chiffres, par exemple 20230924193322',
  nis2Articles: 'citez l’article sous la forme 21, 21(2) ou 21(2)(d)',
  language: 'donnez un code de langue en deux lettres, par exemple fr',
  year: 'donnez une année, par exemple 2026',
};

function valueAt(root: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (value !== null && typeof value === 'object' ? Reflect.get(value, part) : undefined),
    root,
  );
}
