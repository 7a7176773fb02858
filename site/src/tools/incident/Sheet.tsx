import { formatInstant } from '@palier/calendar/words';
import { LAW } from '@palier/nis2/law';
import { REPORT_FIELDS } from '@palier/nis2/incident-reports';
import { REPORT_KINDS, type Timeline } from '@palier/nis2/incident';
import type { Significance as Result } from '@palier/nis2/significance';
import { fill } from '../../i18n/fill.ts';
import { formatDate } from '../../i18n/format.ts';
import { zoneWords } from './Clock.tsx';
import { citation, type PartProps } from './parts.ts';
import { COMMON_FIELDS, labelOf } from './Reports.tsx';
import { Reasons } from './Significance.tsx';

/** What is printed: the results, without what was asked. */
export default function Sheet({
  timeline,
  result,
  now,
  ...part
}: PartProps & { timeline: Timeline; result: Result; now: number | null }) {
  const { t, file, words, locale } = part;
  // What all reports begin with is in each of them: it begins none.
  const written = REPORT_KINDS.filter((kind) =>
    Object.entries(file.reports[kind]).some(([id, text]) => !COMMON_FIELDS.has(id) && text.trim() !== ''),
  );
  const dated = timeline.deadlines.filter(({ at }) => at !== null);
  return (
    <div className="sheet">
      <p>
        {fill(words.law, { date: formatDate(locale, LAW.date) })} {!LAW.transposedInFrance && words.lawBill}{' '}
        {now !== null && fill(t.sheet.made, { date: formatDate(locale, new Date(now).toISOString()) })}
      </p>
      {file.title.trim() !== '' && <h2>{fill(t.sheet.incident, { name: file.title.trim() })}</h2>}
      {dated.length > 0 && (
        <>
          <h2>{t.clock.results}</h2>
          <table>
            <tbody>
              {dated.map((deadline) => (
                <tr key={deadline.id}>
                  <th scope="row">{t.clock.sent[deadline.sent].name}</th>
                  <td>
                    {fill(t.clock.inZone, {
                      date: formatInstant(locale, deadline.at!, file.timeZone),
                      zone: zoneWords(part, file.timeZone),
                    })}
                  </td>
                  <td>{citation(t, deadline)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {file.significance.entity !== undefined && (
        <>
          <h2>{t.significance.title}</h2>
          <p>
            <strong>{t.significance.verdicts[result.verdict]}</strong>
          </p>
          <Reasons t={t} result={result} />
        </>
      )}
      {written.map((kind) => (
        <section key={kind}>
          <h2>{t.clock.sent[kind].name}</h2>
          <dl>
            {REPORT_FIELDS[kind].map((field) => (
              <div key={field.id}>
                <dt>{labelOf(t, field)}</dt>
                <dd className="lines">{file.reports[kind][field.id]?.trim() || t.reports.empty}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {dated.length === 0 && written.length === 0 && <p>{t.sheet.empty}</p>}
    </div>
  );
}
