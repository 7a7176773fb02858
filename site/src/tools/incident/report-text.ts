import { LAW } from '@palier/nis2/law';
import type { IncidentFile } from '@palier/nis2/incident-file';
import { REPORT_FIELDS } from '@palier/nis2/incident-reports';
import type { ReportKind } from '@palier/nis2/incident';
import type { Locale } from '@palier/model/locales';
import { fill } from '../../i18n/fill.ts';
import { formatDate } from '../../i18n/format.ts';
import type { IncidentWords } from '../../i18n/tools/incident.fr.ts';

/** A report as a text that any program opens: its fields, those that are empty too, so that one sees what is missing. */
export function reportText(
  { locale, t, file }: { locale: Locale; t: IncidentWords; file: IncidentFile },
  kind: ReportKind,
): string {
  const texts = file.reports[kind];
  const fields = REPORT_FIELDS[kind].map(({ id, article }) => {
    const name = t.reports.fields[id as keyof typeof t.reports.fields];
    const label = article === null ? name : fill(t.reports.fieldWith, { field: name, article });
    return `${label}\n${texts[id]?.trim() || t.reports.empty}`;
  });
  const head = [t.clock.sent[kind].name, fill(t.reports.fileHead, { date: formatDate(locale, LAW.date) })];
  const title = file.title.trim() === '' ? [] : [fill(t.sheet.incident, { name: file.title.trim() })];
  return `${[...head, ...title, ...fields].join('\n\n').replace(/\r?\n/g, '\r\n')}\r\n`;
}
