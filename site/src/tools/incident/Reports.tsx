import { missingFields, type IncidentFile } from '@palier/nis2/incident-file';
import { INCIDENT_LIMITS, REPORT_FIELDS, type ReportField } from '@palier/nis2/incident-reports';
import { REPORT_KINDS, type ReportKind } from '@palier/nis2/incident';
import { useId } from 'react';
import { saveFile } from '../../client/save-file.ts';
import { fill } from '../../i18n/fill.ts';
import { count } from '../../i18n/text.ts';
import type { PartProps } from './parts.ts';
import { reportText } from './report-text.ts';

/** A template for each report, filled here and saved as a text. */
export default function Reports(part: PartProps) {
  const { t, file, locale } = part;
  return (
    <section aria-labelledby="reports">
      <h2 id="reports">{t.reports.title}</h2>
      <p className="soft">{t.reports.lead}</p>
      {REPORT_KINDS.map((kind) => {
        const missing = missingFields(file, kind).length;
        return (
          <details key={kind} className="fold">
            <summary>
              <strong>{t.clock.sent[kind].name}</strong>{' '}
              <span className="soft">
                {missing === 0 ? t.reports.complete : count(locale, t.reports.state, missing)}
              </span>
            </summary>
            {REPORT_FIELDS[kind].map((field) => (
              <Field key={field.id} {...part} kind={kind} field={field} />
            ))}
            <div className="onward">
              <button
                type="button"
                onClick={() =>
                  saveFile(`palier-${kind}.txt`, 'text/plain;charset=utf-8', reportText({ locale, t, file }, kind))
                }
              >
                {t.reports.save}
              </button>
            </div>
          </details>
        );
      })}
    </section>
  );
}

/** Fields that all reports begin with are written once. */
export const COMMON_FIELDS: ReadonlySet<string> = new Set(['entity', 'reference', 'contact']);

function Field({ kind, field, t, file, change }: PartProps & { kind: ReportKind; field: ReportField }) {
  const id = useId();
  const { kind: form, isRequired } = field;
  const value = file.reports[kind][field.id] ?? '';
  const set = (text: string) => change({ reports: written(file.reports, kind, field.id, text) });
  const common = { id, value };
  return (
    <div className="field">
      <label htmlFor={id}>
        {labelOf(t, field)}
        {isRequired && <small className="soft">{t.reports.required}</small>}
      </label>
      {form === 'yes-no' ? (
        <select {...common} onChange={({ target }) => set(target.value)}>
          <option value="" />
          {Object.entries(t.significance.answers).map(([answer, name]) => (
            <option key={answer} value={name}>
              {name}
            </option>
          ))}
        </select>
      ) : form === 'line' ? (
        <input {...common} maxLength={INCIDENT_LIMITS.line} onChange={({ target }) => set(target.value)} />
      ) : (
        <textarea {...common} rows={4} maxLength={INCIDENT_LIMITS.text} onChange={({ target }) => set(target.value)} />
      )}
    </div>
  );
}

export function written(
  reports: IncidentFile['reports'],
  kind: ReportKind,
  field: string,
  text: string,
): IncidentFile['reports'] {
  const kinds: readonly ReportKind[] = COMMON_FIELDS.has(field) ? REPORT_KINDS : [kind];
  return { ...reports, ...Object.fromEntries(kinds.map((one) => [one, { ...reports[one], [field]: text }])) };
}

export function labelOf(t: PartProps['t'], { id, article }: ReportField): string {
  const field = t.reports.fields[id as keyof typeof t.reports.fields];
  return article === null ? field : fill(t.reports.fieldWith, { field, article });
}
