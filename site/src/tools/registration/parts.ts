import type {
  RegistrationField,
  RegistrationFieldId,
  RegistrationFile,
  RegistrationIssue,
} from '@palier/nis2/registration-file';
import type { RegistrationWords } from '../../i18n/tools/registration-file.fr.ts';

/** What a field of the form is given. */
export interface FieldProps {
  t: RegistrationWords;
  field: RegistrationField & { id: RegistrationFieldId };
  file: RegistrationFile;
  issues: readonly RegistrationIssue[];
  /** Names of the member states, by their codes. */
  states: Record<string, string>;
  set(value: string | string[]): void;
}
