import { read, utils } from '@e965/xlsx';
import { COLUMNS, EMPTY_SERVICE, TEMPLATE, checkServices, sheetRows, type Service } from '@palier/nis2/homologation';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workbookOf } from './workbook.ts';

const SERVICE: Service = {
  ...EMPTY_SERVICE,
  name: '=HYPERLINK("https://exemple.fr";"Paie & congés <2026>")',
  siret: '73282932000074',
  status: 'online',
  types: ['api', 'other'],
  hosting: 'saas',
  openness: 'some-third-parties',
  audience: 'very-large',
  outage: 'gt24h',
  volume: 'very-high',
  location: 'outside-eu',
  approvalDate: '2026-01-02',
  approvalPeriod: '6-months',
  authorityName: ' Martin  Camille ',
  authorityRole: '@DGS',
};

const write = (rows: readonly string[][]) =>
  workbookOf(rows, { sheet: TEMPLATE.sheet, headingRow: TEMPLATE.headingRow, widths: COLUMNS.map(() => 30) });

/** As MonServiceSécurisé reads a file: SheetJS, one sheet by its name, objects named by the sixth row, texts as shown. */
function readAsThatService(file: Uint8Array): Record<string, string>[] {
  const book = read(file, { type: 'buffer' });
  expect(Object.keys(book.Sheets)).toEqual(['Template services']);
  return utils.sheet_to_json(book.Sheets['Template services']!, { range: 5, defval: '', raw: false });
}

describe('the file for MonServiceSécurisé, read with an independent parser', () => {
  test('holds every service under the eighteen headings, to the letter', () => {
    const two = [SERVICE, { ...SERVICE, name: 'Un autre', types: ['api' as const] }];
    expect(checkServices(two)).toEqual([]);
    const rows = sheetRows(two, 'Liste des services');
    const found = readAsThatService(write(rows));
    expect(found).toHaveLength(2);
    for (const [at, line] of found.entries()) {
      expect(Object.keys(line)).toEqual(COLUMNS.map(({ heading }) => heading));
      expect(Object.values(line)).toEqual(rows[TEMPLATE.headingRow + at]);
    }
  });

  test('makes no formula of a name that begins like one, nor a number of a SIRET', () => {
    const book = read(write(sheetRows([SERVICE])), { type: 'buffer', cellFormula: true, cellNF: true });
    const sheet = book.Sheets[TEMPLATE.sheet]!;
    expect(sheet['A7']).toMatchObject({ t: 's', v: SERVICE.name });
    expect(sheet['A7']).not.toHaveProperty('f');
    expect(sheet['B7']).toMatchObject({ t: 's', v: '73282932000074' });
    expect(sheet['O7']).toMatchObject({ t: 's', v: '02/01/2026' });
  });

  test('is read with its title, or without', () => {
    for (const title of ['', 'Liste']) expect(readAsThatService(write(sheetRows([SERVICE], title)))).toHaveLength(1);
  });

  test('weighs less than its limit with 250 services, all texts of the longest and hard to compress', () => {
    const random = (seed: number) => {
      let state = seed + 1;
      return Array.from({ length: TEMPLATE.nameMax }, () => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        return String.fromCharCode(0x4e00 + (state % 20_000));
      }).join('');
    };
    const services = Array.from({ length: TEMPLATE.servicesMax }, (_, at): Service => ({
      ...SERVICE,
      name: random(at),
      authorityName: random(at + 1000),
      authorityRole: random(at + 2000),
    }));
    expect(checkServices(services)).toEqual([]);
    const file = write(sheetRows(services));
    expect(file.length).toBeLessThan(TEMPLATE.bytesMax);
    expect(readAsThatService(file)).toHaveLength(TEMPLATE.servicesMax);
  });

  test('keeps any text that XML can hold, letter for letter', () => {
    const text = fc
      .string({ unit: fc.constantFrom('é', '"', '&', '<', ']]>', '_x000D_', '_x', ' ', '\n', '😀', 'a', '\t') })
      .filter((one) => one !== '');
    fc.assert(
      fc.property(text, (cell) => {
        const book = read(write([[cell]]), { type: 'buffer' });
        expect((book.Sheets[TEMPLATE.sheet]!['A1'] as { v: string }).v).toBe(cell);
      }),
    );
  });

  test('can be read whatever is in its cells', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string({ unit: 'binary' }), { maxLength: 30 }), { maxLength: 5 }), (rows) => {
        expect(Object.keys(read(write(rows), { type: 'buffer' }).Sheets)).toEqual([TEMPLATE.sheet]);
      }),
    );
  });
});
