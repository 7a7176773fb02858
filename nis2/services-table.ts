import { readCsv } from './csv.ts';
import {
  CHOICES,
  COLUMNS,
  EMPTY_SERVICE,
  TEMPLATE,
  isDay,
  type ClosedField,
  type Column,
  type Field,
  type Service,
} from './homologation.ts';

/** A cell of a table that was read, whose words are none of the list. */
export interface UnreadCell {
  /** Place of the service among those that were read, from 1. */
  row: number;
  field: Field;
  /** What it says. */
  said: string;
}

/** Services that a table says. */
export interface ReadTable {
  services: Service[];
  /** What was left out, for the reader to choose. */
  unread: UnreadCell[];
  /** Rows beyond the limit of the file, left out. */
  beyond: number;
}

/**
 * Services from a table: cells copied from a spreadsheet (tabs), or CSV (semicolons or commas, quotes as in RFC 4180). The first
 * row that names two columns gives their order; without one, they are in the order of the model. Words of a list are known
 * whatever their capitals, accents, apostrophes and spaces.
 * @param text any text; what is no table gives no service.
 */
export function readTable(text: string): ReadTable {
  const rows = readCsv(text).rows.filter((row) => row.some((cell) => cell.trim() !== ''));
  const headingAt = rows.findIndex((row) => columnsOf(row).filter((found) => found !== null).length >= 2);
  const columns = headingAt < 0 ? COLUMNS : columnsOf(rows[headingAt]!);
  const lines = rows.slice(headingAt + 1);
  const unread: UnreadCell[] = [];
  const services = lines.slice(0, TEMPLATE.servicesMax).map((cells, index): Service => {
    const service: Service = { ...EMPTY_SERVICE, types: [] };
    for (const [at, column] of columns.entries()) {
      const said = (cells[at] ?? '').trim();
      if (column === null || said === '') continue;
      if (!put(service, column.field, said)) unread.push({ row: index + 1, field: column.field, said });
    }
    return service;
  });
  return { services, unread, beyond: Math.max(0, lines.length - TEMPLATE.servicesMax) };
}

/** Puts what a cell says into a service; false when it is none of the values of its list. */
function put(service: Service, field: Field, said: string): boolean {
  switch (field) {
    case 'name':
    case 'siret':
    case 'authorityName':
    case 'authorityRole':
      service[field] = said.replace(/\s+/g, ' ').slice(0, 2000);
      return true;
    case 'approvalDate': {
      const day = dayOf(said);
      service.approvalDate = day ?? '';
      return day !== null;
    }
    case 'types': {
      const code = codeOf('types', said) as Service['types'][number] | null;
      if (code !== null && !service.types.includes(code)) service.types = [...service.types, code];
      return code !== null;
    }
    default: {
      const code = codeOf(field, said);
      // The code is one of the field's own: the table of choices says so.
      Object.assign(service, { [field]: code });
      return code !== null;
    }
  }
}

/** A day as the French write it, `07/10/2026`, or as machines do. */
function dayOf(said: string): string | null {
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(said);
  const iso = french ? `${french[3]}-${french[2]!.padStart(2, '0')}-${french[1]!.padStart(2, '0')}` : said.slice(0, 10);
  return isDay(iso) ? iso : null;
}

function codeOf(field: ClosedField, said: string): string | null {
  const wanted = folded(said);
  const found = Object.entries(CHOICES[field]).find(([code, label]) => folded(label) === wanted || code === said);
  return found?.[0] ?? null;
}

function columnsOf(row: readonly string[]): (Column | null)[] {
  return row.map((cell) => {
    const said = folded(cell);
    return said === '' ? null : (COLUMNS.find(({ heading }) => folded(heading) === said) ?? null);
  });
}

/** The letters and digits alone, without accents, in small letters. */
function folded(text: string): string {
  return text
    .slice(0, 300)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9#]/g, '');
}
