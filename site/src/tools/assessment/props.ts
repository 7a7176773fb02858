import type { Level } from '@palier/model/levels';
import type { AssessmentWords } from '../../i18n/tools/assessment.fr.ts';
import type { ContributeWords } from '../../i18n/tools/contribute.fr.ts';
import type { ToolProps } from '../mount.tsx';
import type { Subject } from '../subjects.ts';

export interface AssessmentProps extends ToolProps<AssessmentWords> {
  levels: Record<Level, string>;
  /** Pages of the topics to read, by slug; a topic that is not published has none. */
  topics: Record<string, { url: string; name: string }>;
  /** Pages of the sectors, by slug. */
  sectors: Record<string, Subject>;
  contribute: ContributeWords;
  /** Page of the public figures. */
  figuresUrl: string;
  /** Where one learns which questionnaire is one's own. */
  checkerUrl: string;
}
