import { globSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EMPTY_REGISTRATION,
  REGISTRATION_FIELDS,
  checkRegistrationFile,
  parseRegistrationCsv,
  parseRegistrationFile,
  registrationCsv,
  registrationJson,
  type CsvWords,
  type RegistrationFile,
} from './registration-file.ts';
import { MEMBER_STATES } from './countries.ts';
import { SECTORS } from './sectors.ts';
import { isSiren, isSiret } from './siret.ts';

const COMPLETE: RegistrationFile = {
  ...EMPTY_REGISTRATION,
  name: 'Exemple SA',
  address: '1 rue de l’Exemple, 75000 Paris',
  emails: ['securite@exemple.fr'],
  phones: ['+33123456789'],
  networks: ['51.15.0.0/16'],
  sectors: ['energie', 'energie/gas'],
  memberStates: ['FR'],
};

/** Codes of what is found in a file, by field. */
const codes = (fields: Partial<RegistrationFile>, field: keyof RegistrationFile) =>
  checkRegistrationFile({ ...EMPTY_REGISTRATION, ...fields })
    .issues.filter((issue) => issue.field === field)
    .map(({ code, proposal }) => (proposal === null ? code : `${code} ${proposal}`));

describe('numbers of the register', () => {
  // Public examples of the method, and numbers made for the purpose.
  it.each(['732829320', '404833048', '356000000'])('%s has the key of a SIREN', (siren) => {
    expect(isSiren(siren)).toBe(true);
    const wrong = siren.slice(0, 8) + String((Number(siren[8]) + 1) % 10);
    expect(isSiren(wrong)).toBe(false);
  });

  it('a SIRET has two keys: its own, and that of its SIREN', () => {
    expect(isSiret('73282932000074')).toBe(true);
    expect(isSiret('73282932000075')).toBe(false);
    // Luhn holds for the 14 digits, not for the first nine.
    expect(isSiret('12345678000002')).toBe(false);
  });

  it('an establishment of La Poste has a sum of digits that 5 divides', () => {
    expect(isSiret('35600000049837')).toBe(true);
    expect(isSiret('35600000049838')).toBe(false);
    // Its head office follows the formula of all.
    expect(isSiret('35600000000048')).toBe(true);
  });

  it.each([
    ['73282932', ['siren-form']],
    ['732 829 320', []],
    ['732829321', ['siren-key']],
    ['７３２８２９３２０', ['siren-form']],
  ])('a SIREN is looked at as it was typed: %s', (siren, found) => {
    expect(codes({ siren }, 'siren')).toEqual(found);
  });

  it('a SIRET of another entity is told', () => {
    expect(codes({ siren: '404833048', siret: '73282932000074' }, 'siret')).toEqual(['siret-of-another']);
    expect(codes({ siren: '732829320', siret: '732 829 320 00074' }, 'siret')).toEqual([]);
  });
});

describe('lists', () => {
  it('ranges that overlap, are private, have bits too many or are written with a dash are told, with what to write', () => {
    const networks = ['51.15.0.0/16', '51.15.3.0/24', '10.0.0.5/8', '51.15.0.0/16', '1.2.3.4-1.2.3.9', 'non', ''];
    expect(codes({ networks }, 'networks')).toEqual([
      'network-overlap 51.15.0.0/16',
      'network-host-bits 10.0.0.0/8',
      'network-private',
      'duplicate',
      'network-dashed',
      'network-form',
    ]);
  });

  it('telephone numbers are proposed as all countries call them, and told when they come twice', () => {
    expect(codes({ phones: ['01 23 45 67 89', '+33123456789', '17'] }, 'phones')).toEqual([
      'phone-written +33123456789',
      'duplicate',
      'phone-form',
    ]);
  });

  it('a sector without its subsector, and what is no sector or no member state, are told', () => {
    expect(codes({ sectors: ['energie', 'banque', 'cirque', 'transports', 'transports/rail'] }, 'sectors')).toEqual([
      'subsector-missing',
      'value-unknown',
    ]);
    expect(codes({ memberStates: ['FR', 'GB', 'FR'] }, 'memberStates')).toEqual(['value-unknown', 'duplicate']);
  });

  it('2,000 ranges are looked at as well as one', () => {
    const networks = Array.from({ length: 2000 }, (_, n) => `51.${n >> 8}.${n & 255}.0/24`);
    expect(codes({ networks: [...networks, '51.0.0.0/8'] }, 'networks')).toHaveLength(2000);
  });
});

describe('what is missing', () => {
  it('of an empty file: all that Article 3(4) asks, each with its article', () => {
    const { missing, filled, asked } = checkRegistrationFile(EMPTY_REGISTRATION);
    expect(missing.map(({ field }) => field)).toEqual([
      'name',
      'address',
      'emails',
      'phones',
      'networks',
      'sectors',
      'memberStates',
    ]);
    for (const { article } of missing) expect(article).toMatch(/^3\(4\)\([a-d]\)$/);
    expect([filled, asked]).toEqual([0, 7]);
  });

  it('nothing, once it is complete', () => {
    const check = checkRegistrationFile(COMPLETE);
    expect([check.missing, check.issues, check.filled]).toEqual([[], [], 7]);
  });

  it('a field with an error is not filled', () => {
    expect(checkRegistrationFile({ ...COMPLETE, emails: ['non'] }).filled).toBe(6);
  });

  it('of a digital entity also what Article 27(2) asks; a representative only if it is outside the Union', () => {
    const missing = (fields: Partial<RegistrationFile>) =>
      checkRegistrationFile({ ...COMPLETE, ...fields }).missing.map(({ field }) => field);
    expect(missing({ digitalKinds: ['cloud'] })).toEqual(['mainEstablishment', 'inUnion']);
    const outside = { digitalKinds: ['cloud'], mainEstablishment: 'Genève', inUnion: 'no' };
    expect(missing(outside)).toEqual(['representative', 'representativeEmail', 'representativePhone']);
    expect(missing({ ...outside, inUnion: 'yes' })).toEqual([]);
  });
});

it('the sectors are those of the hub', () => {
  const slugs = globSync('*.md', { cwd: join(import.meta.dirname, '../seeds/content/sectors') })
    .filter((file) => !file.endsWith('.en.md'))
    .map((file) => file.replace('.md', ''));
  expect(SECTORS.map(({ id }) => id as string).toSorted()).toEqual(slugs.toSorted());
  expect(MEMBER_STATES).toHaveLength(27);
});

describe('files', () => {
  const words: CsvWords = {
    heads: ['Champ', 'Valeur'],
    labels: Object.fromEntries(REGISTRATION_FIELDS.map(({ id }) => [id, id])) as CsvWords['labels'],
  };
  const texts = fc.string({ unit: 'binary', maxLength: 60 });
  const lists = fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), { maxLength: 5 });
  const files = fc.record(
    Object.fromEntries(
      REGISTRATION_FIELDS.map(({ id }) => [id, typeof EMPTY_REGISTRATION[id] === 'string' ? texts : lists]),
    ),
  ) as unknown as fc.Arbitrary<RegistrationFile>;

  it('what was saved is opened again, as JSON and as CSV, whatever was typed', () => {
    fc.assert(
      fc.property(files, (file) => {
        expect(parseRegistrationFile(JSON.parse(JSON.stringify(registrationJson(file))))).toEqual({ file });
        expect(parseRegistrationCsv(registrationCsv(file, words))).toEqual({ file });
      }),
    );
  });

  it('a formula stays a text in the spreadsheet', () => {
    const csv = registrationCsv({ ...COMPLETE, name: '=HYPERLINK("http://exemple.fr")' }, words);
    expect(csv).toContain(`"'=HYPERLINK(""http://exemple.fr"")"`);
  });

  it.each([
    [null, 'not-ours', ''],
    [{}, 'not-ours', 'format'],
    [[], 'not-ours', ''],
    [{ format: 'palier-registration-file', version: 2, fields: {} }, 'newer', 'version'],
    [{ format: 'palier-registration-file', version: 1, fields: { name: 3 } }, 'not-ours', 'fields.name'],
    [{ format: 'palier-registration-file', version: 1, fields: { emails: [3] } }, 'not-ours', 'fields.emails.0'],
    [{ format: 'palier-registration-file', version: 1, fields: { name: 'x'.repeat(2001) } }, 'not-ours', 'fields.name'],
  ])('%j is not taken, and says where: %s %s', (value, flaw, path) => {
    expect(parseRegistrationFile(value)).toEqual({ flaw, path });
  });

  it('a field that is left out is empty, one that is unknown is left out', () => {
    const value = { format: 'palier-registration-file', version: 1, fields: { name: 'A', __proto__: 1, autre: 2 } };
    expect(parseRegistrationFile(value)).toEqual({ file: { ...EMPTY_REGISTRATION, name: 'A' } });
  });

  it.each([
    ['', 'not-ours'],
    ['a;b\r\nc;d', 'not-ours'],
    ['palier-registration-file/2;x\r\n', 'newer'],
  ])('the CSV %j is not taken: %s', (text, flaw) => {
    expect(parseRegistrationCsv(text)).toMatchObject({ flaw });
  });

  it('any JSON is a file that can be looked at, or none: 100,000 of them', () => {
    const hostile = fc.oneof(
      fc.jsonValue(),
      fc.record({
        format: fc.constant('palier-registration-file'),
        version: fc.constant(1),
        fields: fc.record(
          {
            siren: fc.string(),
            siret: fc.string({ unit: fc.constantFrom('0', '3', '5', '6', ' ') }),
            networks: fc.array(
              fc.oneof(fc.string({ unit: fc.constantFrom('1', '.', ':', '/', '0', 'f') }), fc.ipV6()),
              {
                maxLength: 3,
              },
            ),
            phones: fc.array(fc.string({ unit: fc.constantFrom('0', '+', '3', ' ', '(') }), { maxLength: 3 }),
            emails: fc.array(fc.oneof(fc.emailAddress(), fc.string()), { maxLength: 3 }),
            sectors: fc.array(fc.string(), { maxLength: 3 }),
            regime: fc.anything(),
          },
          { requiredKeys: [] },
        ),
      }),
    );
    fc.assert(
      fc.property(hostile, (value) => {
        const parsed = parseRegistrationFile(value);
        return 'file' in parsed ? checkRegistrationFile(parsed.file).asked >= 7 : parsed.flaw.length > 0;
      }),
      { numRuns: 100_000 },
    );
  }, 240_000);
});
