import type { PublicStatistics, ResultFigures } from '@palier/model';
import type { Locale } from '@palier/model/locales';
import { fill } from '../i18n/fill.ts';

/** On the page of figures: those that are not published, from the server. The page says it calmly without. */

export interface StatisticsGiven {
  address: string;
  /** Names of sectors in the language of the page, by the last segment of their French page. */
  sectors: Record<string, string>;
  seatsTaken: { one: string; other: string };
  unavailable: string;
  number: string;
  contributions: {
    until: string;
    all: string;
    others: string;
    unsaid: string;
    none: string;
    result: string;
    sector: string;
    results: Record<string, string>;
    applicability: string;
    assessment: string;
  };
}

const page = document.querySelector<HTMLElement>('[data-statistics]')!;
const given = JSON.parse(page.dataset['statistics']!) as StatisticsGiven;
const locale = document.documentElement.lang as Locale;
const state = page.querySelector<HTMLElement>('[data-live-state]')!;
const numbers = new Intl.NumberFormat(locale);

void show();

async function show(): Promise<void> {
  try {
    const response = await fetch(given.address, { headers: { accept: 'application/json' }, credentials: 'omit' });
    const { seatsTaken, contributions } = (await response.json()) as PublicStatistics;
    const words = given.contributions;
    const tables = (['applicability', 'assessment'] as const).flatMap((tool) =>
      contributions[tool].length > 0 ? [table(words[tool], contributions[tool])] : [],
    );
    const form = given.seatsTaken[new Intl.PluralRules(locale).select(seatsTaken) === 'one' ? 'one' : 'other'];
    if (seatsTaken > 0)
      page.querySelector('[data-seats-taken]')!.textContent = fill(form, { n: numbers.format(seatsTaken) });
    page.querySelector('[data-contributions]')!.replaceChildren(...tables);
    const month = new Date(`${contributions.until}-01T00:00:00Z`).toLocaleDateString(locale, {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
    state.textContent = tables.length === 0 ? words.none : fill(words.until, { month });
  } catch {
    state.textContent = given.unavailable;
  }
}

function table(caption: string, results: readonly ResultFigures[]): HTMLElement {
  const { contributions: words, number, sectors } = given;
  const rows = results.flatMap(({ result, total, sectors: cells, others }) => {
    const name = words.results[result] ?? result;
    const lines: [string, number][] = [
      [words.all, total],
      ...cells.map(({ sector, count }): [string, number] => [
        sector === null ? words.unsaid : (sectors[sector] ?? sector),
        count,
      ]),
    ];
    if (others !== null) lines.push([words.others, others]);
    return lines.map(([sector, count], at) => {
      const first = make('th', at === 0 ? name : '');
      if (at > 0) return make('tr', make('td', sector), make('td', numbers.format(count)));
      first.setAttribute('scope', 'rowgroup');
      first.setAttribute('rowspan', String(lines.length));
      return make('tr', first, make('td', sector), make('td', numbers.format(count)));
    });
  });
  const headings = [words.result, words.sector, number].map((text) => {
    const heading = make('th', text);
    heading.setAttribute('scope', 'col');
    return heading;
  });
  const whole = make('table', make('caption', caption), make('thead', make('tr', ...headings)), make('tbody', ...rows));
  whole.className = 'figures';
  return whole;
}

function make(name: string, ...parts: (Node | string)[]): HTMLElement {
  const element = document.createElement(name);
  element.append(...parts);
  return element;
}
