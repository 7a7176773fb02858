import type { ApplicabilityAnswers } from '@palier/nis2/answers';
import type { ApplicabilityWords } from '../../i18n/tools/applicability.fr.ts';
import type { ToolProps } from '../mount.tsx';

/** What the form of a question is given, whatever it asks. */
export interface FormProps {
  /** What was answered before, if anything was. */
  before: ApplicabilityAnswers;
  /** Names the heading that says what is asked. */
  labelledBy: string;
  locale: ToolProps<ApplicabilityWords>['locale'];
  t: ApplicabilityWords;
  /** Tells the answer as it stands; null while there is none. */
  say(answer: Partial<ApplicabilityAnswers> | null): void;
}
