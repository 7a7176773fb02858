import { FIELDS, type Service } from '@palier/nis2/homologation';
import type { Locale } from '@palier/model/locales';
import { fill } from '../../i18n/text.ts';
import type { ToolWords } from '../../i18n/tools/common.fr.ts';
import type { HomologationWords } from '../../i18n/tools/homologation.fr.ts';

interface SheetProps {
  services: readonly Service[];
  locale: Locale;
  words: ToolWords;
  t: HomologationWords;
  lawDate: string;
}

const LOCALES_OF_DATES: Record<Locale, string> = { fr: 'fr', en: 'en-GB' };

/** What is printed: the list, for who decides. */
export default function Sheet({ services, locale, words, t, lawDate }: SheetProps) {
  const day = (date: Date) => date.toLocaleDateString(LOCALES_OF_DATES[locale], { dateStyle: 'long' });
  return (
    <section className="sheet">
      <p>
        {fill(t.sheet.date, { date: day(new Date()) })} {fill(words.law, { date: day(new Date(lawDate)) })}
      </p>
      {services.map((service, index) => (
        <section key={index}>
          <h2>{service.name.trim() || fill(t.list.unnamed, { n: String(index + 1) })}</h2>
          <table>
            <tbody>
              {FIELDS.filter((field) => field !== 'name').map((field) => {
                const said = saidOf(service, field, t, day);
                return said === '' ? null : (
                  <tr key={field}>
                    <th scope="row">{t.fields[field]}</th>
                    <td>{said}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      ))}
    </section>
  );
}

function saidOf(service: Service, field: keyof Service, t: HomologationWords, day: (date: Date) => string): string {
  switch (field) {
    case 'types':
      return service.types.map((type) => t.choices.types[type]).join(', ');
    case 'name':
    case 'siret':
    case 'authorityName':
    case 'authorityRole':
      return service[field];
    case 'approvalDate': {
      const date = new Date(service.approvalDate);
      return service.approvalDate === '' || Number.isNaN(date.getTime()) ? service.approvalDate : day(date);
    }
    default: {
      const code = service[field];
      const labels: Record<string, string> = t.choices[field];
      return code === null ? '' : (labels[code] ?? '');
    }
  }
}
