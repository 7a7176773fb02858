import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CHOICES,
  COLUMNS,
  EMPTY_SERVICE,
  FIELDS,
  TEMPLATE,
  checkServices,
  servicesFile,
  sheetRows,
  type Field,
  type FlawCode,
  type Service,
} from './homologation.ts';
import { z } from './json.ts';

const WHOLE: Service = {
  ...EMPTY_SERVICE,
  name: 'Prise de rendez-vous',
  siret: '732 829 320 00074',
  status: 'online',
  types: ['online-service', 'api'],
  hosting: 'cloud',
  openness: 'internet',
  audience: 'large',
  outage: 'lt12h',
  volume: 'high',
  location: 'eu',
};
const APPROVED: Service = {
  ...WHOLE,
  approvalDate: '2026-03-09',
  approvalPeriod: '2-years',
  authorityName: 'Martin Camille',
  authorityRole: 'Directrice générale des services',
};

const codes = (services: unknown) => checkServices(services).map(({ row, field, code }) => [row, field, code]);

describe('the columns of the model', () => {
  test('are eighteen, told apart by their headings', () => {
    expect(new Set(COLUMNS.map(({ heading }) => heading)).size).toBe(18);
    expect(COLUMNS.filter(({ field }) => field === 'types')).toHaveLength(TEMPLATE.typesMax);
    expect(FIELDS).toEqual(Object.keys(EMPTY_SERVICE));
  });

  test('carry a star in their heading exactly where they have to be filled in', () => {
    for (const { heading, required } of COLUMNS) expect(heading.endsWith('*'), heading).toBe(required);
  });
});

describe('a list of services', () => {
  test('that is whole has no flaw, with an approval or without', () => {
    expect(checkServices([WHOLE, { ...APPROVED, name: 'Un autre' }])).toEqual([]);
  });

  test.each<[string, Partial<Record<Field, unknown>>, Field, FlawCode]>([
    ['no name', { name: ' \u00a0' }, 'name', 'missing'],
    ['a name of 201 characters', { name: 'e'.repeat(201) }, 'name', 'too-long'],
    ['a name on two lines', { name: 'Un\nservice' }, 'name', 'unwritable'],
    ['a name that XML cannot hold', { name: 'Un \u0001 service' }, 'name', 'unwritable'],
    ['half of a character', { name: 'Un \ud83d service' }, 'name', 'unwritable'],
    ['no SIRET', { siret: '' }, 'siret', 'missing'],
    ['a SIREN for a SIRET', { siret: '732829320' }, 'siret', 'not-digits'],
    ['a SIRET that a spreadsheet rounded', { siret: '7,32829E+13' }, 'siret', 'not-digits'],
    ['a SIRET with a wrong key', { siret: '73282932000075' }, 'siret', 'not-a-siret'],
    ['no status', { status: null }, 'status', 'missing'],
    ['an unknown status', { status: 'En ligne' }, 'status', 'unknown-value'],
    ['a value that every object has', { status: 'constructor' }, 'status', 'unknown-value'],
    ['no type', { types: [] }, 'types', 'missing'],
    ['a type twice', { types: ['api', 'api'] }, 'types', 'type-twice'],
    ['an unknown type', { types: ['site'] }, 'types', 'unknown-value'],
    ['no hosting', { hosting: undefined }, 'hosting', 'missing'],
    ['a day that does not exist', { ...APPROVED, approvalDate: '2026-02-30' }, 'approvalDate', 'not-a-date'],
    ['a day in French', { ...APPROVED, approvalDate: '09/03/2026' }, 'approvalDate', 'not-a-date'],
    ['an approval without a day', { ...APPROVED, approvalDate: '' }, 'approvalDate', 'approval-incomplete'],
    ['an approval without a period', { ...APPROVED, approvalPeriod: null }, 'approvalPeriod', 'approval-incomplete'],
    ['an approval without an authority', { ...APPROVED, authorityName: ' ' }, 'authorityName', 'approval-incomplete'],
    ['an approval without its role', { ...APPROVED, authorityRole: '' }, 'authorityRole', 'approval-incomplete'],
  ])('with %s is refused, there', (_name, part, field, code) => {
    expect(
      codes([
        { ...APPROVED, name: 'Le premier' },
        { ...WHOLE, ...part },
      ]),
    ).toEqual([[2, field, code]]);
  });

  test('takes a name of 200 characters, and one that begins like a formula', () => {
    expect(
      checkServices([
        { ...WHOLE, name: 'e'.repeat(200) },
        { ...WHOLE, name: '=HYPERLINK("x")' },
      ]),
    ).toEqual([]);
  });

  test('says of the second that its name is taken, spaces around it or not', () => {
    expect(codes([WHOLE, { ...WHOLE, name: ` ${WHOLE.name} ` }])).toEqual([[2, 'name', 'name-taken']]);
  });

  test('has 250 services at most, and one at least', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => ({ ...WHOLE, name: `Service ${at}` }));
    expect(checkServices(many(250))).toEqual([]);
    expect(codes(many(251))).toEqual([[0, null, 'too-many']]);
    expect(codes([])).toEqual([[0, null, 'empty']]);
  });

  test('gives the flaws of an empty service in the order of the columns', () => {
    expect(codes([EMPTY_SERVICE]).map(([, field]) => field)).toEqual(FIELDS.slice(0, FIELDS.indexOf('approvalDate')));
  });

  test('gets an answer whatever it is, each flaw with its remedy', () => {
    const something = fc.oneof(
      fc.anything(),
      fc.array(fc.record(Object.fromEntries(FIELDS.map((field) => [field, fc.anything()])), { requiredKeys: [] })),
      fc.array(fc.anything()),
    );
    fc.assert(
      fc.property(something, (services) => {
        for (const { row, remedy } of checkServices(services)) {
          expect(row).toBeGreaterThanOrEqual(0);
          expect(remedy).toMatch(/\.$/);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the sheet', () => {
  test('has its headings in row 6, and a row a service', () => {
    const rows = sheetRows([APPROVED], 'Liste');
    expect(rows).toHaveLength(7);
    expect(rows[0]).toEqual(['Liste']);
    expect(rows[5]).toEqual(COLUMNS.map(({ heading }) => heading));
    expect(rows[6]).toEqual([
      'Prise de rendez-vous',
      '73282932000074',
      'En ligne et accessible aux usagers et/ou agents',
      'Service en ligne',
      'API',
      '',
      '',
      '',
      'Le système d’information repose sur une infrastructure ou une plateforme Cloud (IaaS/PaaS)',
      'Accessible depuis internet',
      'Large',
      'Moins de 12h',
      'Elevé',
      "Au sein de l'Union européenne",
      '09/03/2026',
      '2 ans',
      'Martin Camille',
      'Directrice générale des services',
    ]);
  });

  test('holds words of that service alone in its closed columns, whatever is chosen', () => {
    fc.assert(
      fc.property(fc.array(anyService()), (services) => {
        const rows = sheetRows(services).slice(TEMPLATE.headingRow);
        for (const row of rows)
          for (const [at, { field }] of COLUMNS.entries())
            if (field in CHOICES)
              expect(['', ...Object.values(CHOICES[field as keyof typeof CHOICES])]).toContain(row[at]);
      }),
    );
  });
});

describe('the file that is kept', () => {
  test('takes every draft, as its JSON Schema says', () => {
    fc.assert(
      fc.property(fc.array(anyService(), { maxLength: 5 }), (services) => {
        const file = { tool: 'palier-homologation', version: 1, services };
        expect(servicesFile.safeParse(JSON.parse(JSON.stringify(file))).success).toBe(true);
      }),
    );
    expect(z.toJSONSchema(servicesFile)).toMatchObject({ type: 'object', additionalProperties: false });
  });

  test.each([
    ['nothing', null],
    ['a newer version', { tool: 'palier-homologation', version: 2, services: [] }],
    ['another tool', { tool: 'palier-incident', version: 1, services: [] }],
    ['an unknown field', { tool: 'palier-homologation', version: 1, services: [], x: 1 }],
    ['a parent', JSON.parse('{"tool":"palier-homologation","version":1,"services":[{"__proto__":{}}]}')],
  ])('is not %s', (_name, json) => expect(servicesFile.safeParse(json).success).toBe(false));
});

function anyService(): fc.Arbitrary<Service> {
  const one = <F extends keyof typeof CHOICES>(field: F) =>
    fc.constantFrom(null, ...(Object.keys(CHOICES[field]) as (keyof (typeof CHOICES)[F])[]));
  return fc.record({
    name: fc.string({ maxLength: 250 }),
    siret: fc.string(),
    status: one('status'),
    types: fc.subarray(Object.keys(CHOICES.types) as Service['types']),
    hosting: one('hosting'),
    openness: one('openness'),
    audience: one('audience'),
    outage: one('outage'),
    volume: one('volume'),
    location: one('location'),
    approvalDate: fc.string(),
    approvalPeriod: one('approvalPeriod'),
    authorityName: fc.string(),
    authorityRole: fc.string(),
  });
}
