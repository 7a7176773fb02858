import type { Level } from '@palier/model/levels';
import type { AssessmentWords } from '../../i18n/tools/assessment.fr.ts';
import type { ToolProps } from '../mount.tsx';

export interface AssessmentProps extends ToolProps<AssessmentWords> {
  levels: Record<Level, string>;
  /** Pages of the topics to read, by slug; a topic that is not published has none. */
  topics: Record<string, { url: string; name: string }>;
  /** Where one learns which questionnaire is one's own. */
  checkerUrl: string;
}
