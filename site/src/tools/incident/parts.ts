import type { Incident } from '@palier/nis2/incident';
import type { IncidentFile } from '@palier/nis2/incident-file';
import type { Deadline, Timeline } from '@palier/nis2/incident';
import type { Significance } from '@palier/nis2/significance';
import type { Locale } from '@palier/model/locales';
import type { ToolWords } from '../../i18n/tools/common.fr.ts';
import type { IncidentWords } from '../../i18n/tools/incident.fr.ts';
import { fill } from '../../i18n/fill.ts';

export type { Deadline, Incident, Significance, Timeline };

/** What every part of the tool is given. */
export interface PartProps {
  locale: Locale;
  words: ToolWords;
  t: IncidentWords;
  file: IncidentFile;
  change(part: Partial<IncidentFile>): void;
}

/** The article behind a deadline, as it is cited. */
export function citation(t: IncidentWords, { article, source }: Deadline): string {
  return fill(source === 'gdpr' ? t.clock.articleGdpr : t.clock.article, { article });
}
