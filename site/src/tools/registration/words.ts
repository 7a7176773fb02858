import type { RegistrationFieldId, RegistrationIssue } from '@palier/nis2/registration-file';
import { fill } from '../../i18n/fill.ts';
import type { RegistrationWords } from '../../i18n/tools/registration-file.fr.ts';

/** What is wrong with a value, in words. */
export function issueWords(t: RegistrationWords, { code, value, proposal, field }: RegistrationIssue): string {
  return fill(t.issues[code], {
    value: field === 'sectors' ? valueWords(t, {}, field, value) : value,
    proposal: proposal ?? '',
  });
}

/** A value as people read it; what is none of the known ones stays as it is. */
export function valueWords(
  t: RegistrationWords,
  states: Record<string, string>,
  field: RegistrationFieldId,
  value: string,
): string {
  const [sector = '', subsector] = value.split('/');
  switch (field) {
    case 'memberStates':
      return own(states, value) ?? value;
    case 'sectors':
      return (subsector === undefined ? own(t.sectors, sector) : own(t.subsectors, subsector)) ?? value;
    case 'digitalKinds':
    case 'regime':
    case 'dora':
    case 'criticalEntity':
    case 'inUnion':
      return own(t.values, value) ?? value;
    default:
      return value;
  }
}

/** What is typed may be called like what every object has. */
const own = (names: Record<string, string>, key: string): string | undefined =>
  Object.hasOwn(names, key) ? names[key] : undefined;
