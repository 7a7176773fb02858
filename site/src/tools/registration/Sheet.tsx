import { LAW } from '@palier/nis2/law';
import type { Locale } from '@palier/model/locales';
import type { RegistrationField, RegistrationFieldId, RegistrationFile } from '@palier/nis2/registration-file';
import { fill } from '../../i18n/fill.ts';
import { formatDate } from '../../i18n/format.ts';
import type { ToolWords } from '../../i18n/tools/common.fr.ts';
import type { RegistrationWords } from '../../i18n/tools/registration-file.fr.ts';
import { valueWords } from './words.ts';

interface SheetProps {
  locale: Locale;
  words: ToolWords;
  t: RegistrationWords;
  file: RegistrationFile;
  states: Record<string, string>;
  /** Instant, ISO 8601; null as the server draws the page. */
  today: string | null;
  fields: readonly (RegistrationField & { id: RegistrationFieldId })[];
}

/** What is printed: every field with its value, those that are empty too. */
export default function Sheet({ locale, words, t, file, states, today, fields }: SheetProps) {
  return (
    <div className="sheet">
      <p>
        {fill(words.law, { date: formatDate(locale, LAW.date) })} {!LAW.transposedInFrance && words.lawBill}{' '}
        {today !== null && fill(t.sheet.made, { date: formatDate(locale, today) })}
      </p>
      <h2>{[t.sheet.title, file.name.trim()].filter(Boolean).join(' – ')}</h2>
      <dl>
        {fields.map(({ id, article }) => {
          const value = file[id];
          const all = (typeof value === 'string' ? [value] : value).filter((one) => one.trim() !== '');
          const label = t.fields[id];
          return (
            <div key={id}>
              <dt>{article === null ? label : fill(t.summary.item, { field: label, article })}</dt>
              <dd className="lines">
                {all.length === 0 ? t.sheet.empty : all.map((one) => valueWords(t, states, id, one)).join('\n')}
              </dd>
            </div>
          );
        })}
      </dl>
      <p>{t.sheet.tell}</p>
    </div>
  );
}
