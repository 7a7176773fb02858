import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLUMNS, TEMPLATE, checkServices, sheetRows } from './homologation.ts';
import { readTable } from './services-table.ts';

const SERVICE = [
  'Prise de rendez-vous',
  '73282932000074',
  'En conception',
  'API',
  'Service en ligne',
  '',
  '',
  '',
  'Autre',
  "Interne à l'organisation",
  'Limitée',
  'Moins de 4h',
  'Elevé',
  "Au sein de l'Union européenne",
  '09/03/2026',
  '1 an',
  'Martin Camille',
  'Maire',
];
const READ = {
  name: 'Prise de rendez-vous',
  siret: '73282932000074',
  status: 'design',
  types: ['api', 'online-service'],
  hosting: 'other',
  openness: 'internal',
  audience: 'limited',
  outage: 'lt4h',
  volume: 'high',
  location: 'eu',
  approvalDate: '2026-03-09',
  approvalPeriod: '1-year',
  authorityName: 'Martin Camille',
  authorityRole: 'Maire',
};
const HEADINGS = COLUMNS.map(({ heading }) => heading);

const quoted = (cell: string) => (/[",;\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const table = (rows: string[][], separator: string, end = '\r\n') =>
  rows.map((row) => row.map(quoted).join(separator)).join(end);

describe('a table of services', () => {
  test.each([
    ['copied from a spreadsheet', '\t'],
    ['as French spreadsheets write CSV', ';'],
    ['as others write CSV', ','],
  ])('is read, %s, with its headings or without', (_name, separator) => {
    for (const rows of [[HEADINGS, SERVICE], [SERVICE]])
      expect(readTable(table(rows, separator))).toEqual({ services: [READ], unread: [], beyond: 0 });
  });

  test('is read as the model has it, with rows above its headings', () => {
    const rows = [['Liste des services'], [], [], [], [], HEADINGS, SERVICE];
    expect(readTable(`\ufeff${table(rows, ';')}`).services).toEqual([READ]);
  });

  test('has its columns in any order, some missing, some unknown', () => {
    const { services } = readTable('Statut *;Remarque;Nom du service numérique *\nEn conception;à revoir;Paie\n');
    expect(services).toMatchObject([{ name: 'Paie', status: 'design', siret: '' }]);
  });

  test.each([
    ['ELEVE', 'high'],
    ['élevé ', 'high'],
    ['high', 'high'],
    ['Tres  eleve', 'very-high'],
  ])('says %j, and means it', (said, volume) => {
    expect(readTable(`${HEADINGS[0]};${HEADINGS[12]}\nPaie;${said}`).services).toMatchObject([{ volume }]);
  });

  test('tells of the words that it does not know, and leaves the field to the reader', () => {
    const { services, unread } = readTable('Nom du service numérique *;Statut *\nPaie;Ouvert\nCongés;En conception');
    expect(services.map(({ status }) => status)).toEqual([null, 'design']);
    expect(unread).toEqual([{ row: 1, field: 'status', said: 'Ouvert' }]);
  });

  test('has 250 services at most, and says how many are left out', () => {
    const rows = Array.from({ length: 260 }, (_, at) => [`Service ${at}`, ...SERVICE.slice(1)]);
    const { services, beyond } = readTable(table([HEADINGS, ...rows], '\t'));
    expect([services.length, beyond]).toEqual([TEMPLATE.servicesMax, 10]);
  });

  test.each([
    ['nothing', ''],
    ['empty lines', '\n\r\n ; ;\n'],
    ['headings alone', HEADINGS.slice(0, 3).join(';')],
  ])('gives no service when it is %s', (_name, text) => expect(readTable(text).services).toEqual([]));

  test('gets an answer whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('"', ';', '\n', 'a') })),
        (text) => {
          expect(checkServices(readTable(text).services)).toBeInstanceOf(Array);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('gives back what the sheet was made of', () => {
    const { services } = readTable(table([SERVICE], '\t'));
    expect(readTable(table(sheetRows(services, 'Titre'), '\t', '\n')).services).toEqual(services);
  });
});
