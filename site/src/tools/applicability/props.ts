import type { ApplicabilityWords } from '../../i18n/tools/applicability.fr.ts';
import type { ContributeWords } from '../../i18n/tools/contribute.fr.ts';
import type { ObligationWords } from '../../i18n/tools/obligations.fr.ts';
import type { ToolProps } from '../mount.tsx';
import type { Subject } from '../subjects.ts';

export interface ApplicabilityGiven {
  /** Where one goes on from a verdict: the other tools, the paths. */
  next: Subject[];
  /** Pages of the sectors, by slug; a sector that is not published has none. */
  sectors: Record<string, Subject>;
  /** Page of the public figures. */
  figuresUrl: string;
  owed: ObligationWords;
  contribute: ContributeWords;
}

export type ApplicabilityProps = ToolProps<ApplicabilityWords> & ApplicabilityGiven;
