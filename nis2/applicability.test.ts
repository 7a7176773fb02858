import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ACTIVITIES } from './activities.ts';
import { readApplicabilityAnswers, type ApplicabilityAnswers, type Field } from './answers.ts';
import {
  ALTERNATIVES,
  ATTENTION,
  REGIMES,
  assessApplicability,
  canChange,
  whatWouldChange,
  type Regime,
  type VerdictRegime,
} from './applicability.ts';
import { PUBLIC_BODIES } from './public-bodies.ts';
import { SECTOR_IDS } from './sectors.ts';
import { SIZES, type Size } from './size.ts';

const FRENCH: ApplicabilityAnswers = {
  structure: 'private',
  establishedIn: ['FR'],
  formerOse: 'no',
  criticalEntity: 'no',
};

const FIGURES = {
  micro: { headcount: 5, turnoverMillionEuro: 1, balanceSheetMillionEuro: 1 },
  small: { headcount: 30, turnoverMillionEuro: 8, balanceSheetMillionEuro: 8 },
  medium: { headcount: 120, turnoverMillionEuro: 30, balanceSheetMillionEuro: 20 },
  large: { headcount: 900, turnoverMillionEuro: 300, balanceSheetMillionEuro: 200 },
} as const satisfies Record<Size, ApplicabilityAnswers>;

const regimeOf = (answers: ApplicabilityAnswers) => assessApplicability(answers).regime;

/**
 * Annexes I and II of the directive, written again from its text and apart from `activities.ts`: every type of entity, then what
 * it is when micro, small, medium, large. E: essential, I: important, -: out of scope.
 */
const ANNEXES = `
I.1.a.supply               - - I E
I.1.a.distribution         - - I E
I.1.a.transmission         - - I E
I.1.a.producer             - - I E
I.1.a.nemo                 - - I E
I.1.a.market-participant   - - I E
I.1.a.charging-point       - - I E
I.1.b.district-heating     - - I E
I.1.c.pipeline             - - I E
I.1.c.facility             - - I E
I.1.c.stockholding         - - I E
I.1.d.supply               - - I E
I.1.d.distribution         - - I E
I.1.d.transmission         - - I E
I.1.d.storage              - - I E
I.1.d.lng                  - - I E
I.1.d.undertaking          - - I E
I.1.d.refining             - - I E
I.1.e.hydrogen             - - I E
I.2.a.carrier              - - I E
I.2.a.airport              - - I E
I.2.a.traffic-control      - - I E
I.2.b.infrastructure       - - I E
I.2.b.railway-undertaking  - - I E
I.2.c.carrier              - - I E
I.2.c.port                 - - I E
I.2.c.traffic-services     - - I E
I.2.d.road-authority       - - I E
I.2.d.intelligent-transport - - I E
I.3.credit-institution     - - I E
I.4.trading-venue          - - I E
I.4.central-counterparty   - - I E
I.5.healthcare-provider    - - I E
I.5.reference-laboratory   - - I E
I.5.medicines-research     - - I E
I.5.pharmaceuticals        - - I E
I.5.critical-devices       - - I E
I.6.drinking-water         - - I E
I.7.waste-water            - - I E
I.8.ixp                    - - I E
I.8.dns                    E E E E
I.8.tld                    E E E E
I.8.cloud                  - - I E
I.8.data-centre            - - I E
I.8.cdn                    - - I E
I.8.trust-qualified        E E E E
I.8.trust-non-qualified    I I I E
I.8.public-networks        I I E E
I.8.communications-services I I E E
I.9.msp                    - - I E
I.9.mssp                   - - I E
I.10.central               E E E E
I.10.regional              E E E E
I.11.ground-infrastructure - - I E
II.1.postal                - - I I
II.2.waste                 - - I I
II.3.substances            - - I I
II.3.articles              - - I I
II.4.food                  - - I I
II.5.a.medical-devices     - - I I
II.5.b.electronics         - - I I
II.5.c.electrical          - - I I
II.5.d.machinery           - - I I
II.5.e.vehicles            - - I I
II.5.f.transport-equipment - - I I
II.6.marketplace           - - I I
II.6.search-engine         - - I I
II.6.social-network        - - I I
II.7.research              - - I I
`
  .trim()
  .split('\n')
  .map((line) => line.split(/ +/) as [string, ...string[]]);

const CLASS: Record<string, Regime> = { E: 'essential', I: 'important', '-': 'out-of-scope' };

describe('every type of entity of the annexes', () => {
  it('is in the table, and nothing else is', () => {
    expect(ACTIVITIES.map(({ id }) => id).sort()).toEqual(ANNEXES.map(([id]) => id).sort());
    expect(new Set(ACTIVITIES.map(({ sector }) => sector))).toEqual(new Set(SECTOR_IDS));
    expect(SECTOR_IDS).toHaveLength(18);
  });

  it.each(ANNEXES)('%s is what the directive says at each size', (id, ...classes) => {
    expect(SIZES.map((size) => regimeOf({ ...FRENCH, ...FIGURES[size], activities: [id] }))).toEqual(
      classes.map((letter) => CLASS[letter]),
    );
  });

  it('follows the State that its own rule names', () => {
    const by = (rule: string) => ACTIVITIES.filter(({ jurisdiction }) => jurisdiction === rule).map(({ id }) => id);
    // Article 26(1)(b).
    expect(by('main-establishment')).toEqual(
      'I.8.dns I.8.tld I.8.cloud I.8.data-centre I.8.cdn I.9.msp I.9.mssp II.6.marketplace II.6.search-engine II.6.social-network'.split(
        ' ',
      ),
    );
    expect(by('services')).toEqual(['I.8.public-networks', 'I.8.communications-services']);
    expect(by('creation')).toEqual(['I.10.central', 'I.10.regional']);
    // Article 21(5): the same as 26(1)(b), and trust services.
    expect(
      ACTIVITIES.filter(({ digitalRules }) => digitalRules)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...by('main-establishment'), 'I.8.trust-qualified', 'I.8.trust-non-qualified'].sort());
  });
});

describe('the sixteen cases of the facts', () => {
  const cases: [string, ApplicabilityAnswers, VerdictRegime, string[]][] = [
    [
      'a human resources service in the cloud, 42 people, 12 M€ but 6 M€ of balance sheet',
      {
        establishedIn: ['FR'],
        headcount: 42,
        turnoverMillionEuro: 12,
        balanceSheetMillionEuro: 6,
        activities: ['I.8.cloud'],
      },
      'out-of-scope',
      ['SUPPLY_CHAIN'],
    ],
    [
      'cloud, 60 people, decisions in Berlin',
      { establishedIn: ['FR', 'DE'], headcount: 60, activities: ['I.8.cloud'], mainEstablishment: { decisions: 'DE' } },
      'other-member-state',
      ['MAIN_ESTABLISHMENT_ELSEWHERE'],
    ],
    ['cloud, 60 people, France', { establishedIn: ['FR'], headcount: 60, activities: ['I.8.cloud'] }, 'important', []],
    [
      'managed services, 30 people, 15 M€ and 11 M€ of balance sheet',
      {
        establishedIn: ['FR'],
        headcount: 30,
        turnoverMillionEuro: 15,
        balanceSheetMillionEuro: 11,
        activities: ['I.9.msp'],
      },
      'important',
      ['DIGITAL_RULES'],
    ],
    [
      'an operator of communications, 12 people',
      { establishedIn: ['FR'], headcount: 12, activities: ['I.8.public-networks'] },
      'important',
      [],
    ],
    [
      'an operator of communications, 80 people, in France and Italy',
      {
        establishedIn: ['FR'],
        servicesProvidedIn: ['FR', 'IT'],
        headcount: 80,
        activities: ['I.8.communications-services'],
      },
      'essential',
      ['SEVERAL_MEMBER_STATES'],
    ],
    [
      'a registrar of 5 people',
      { establishedIn: ['FR'], headcount: 5, activities: [], registersDomainNames: 'yes' },
      'registration-only',
      ['DOMAIN_NAMES'],
    ],
    [
      'a qualified provider of trust services, 8 people',
      { establishedIn: ['FR'], headcount: 8, activities: ['I.8.trust-qualified'] },
      'essential',
      [],
    ],
    [
      'a pharmaceutical laboratory, 300 people',
      { establishedIn: ['FR'], headcount: 300, activities: ['I.5.pharmaceuticals'] },
      'essential',
      [],
    ],
    [
      'a supplier of cars, 5,000 people',
      { establishedIn: ['FR'], headcount: 5000, activities: ['II.5.e.vehicles'] },
      'important',
      [],
    ],
    [
      'a clinic, 120 people, 20 M€, 12 M€ of balance sheet',
      {
        establishedIn: ['FR'],
        headcount: 120,
        turnoverMillionEuro: 20,
        balanceSheetMillionEuro: 12,
        activities: ['I.5.healthcare-provider'],
      },
      'important',
      [],
    ],
    [
      'a hypermarket that only retails, 400 people',
      { establishedIn: ['FR'], headcount: 400, activities: [] },
      'out-of-scope',
      [],
    ],
    [
      'a bank, 900 people',
      { establishedIn: ['FR'], headcount: 900, activities: ['I.3.credit-institution'] },
      'essential',
      ['DORA'],
    ],
    ['a former operator of essential services', { formerOse: 'yes' }, 'essential', ['OSE']],
    [
      'a municipality of 45,000 inhabitants',
      { structure: 'public', publicKind: 'municipality', population: 45_000 },
      'essential',
      ['BILL'],
    ],
    [
      'a community of municipalities, 18,000 inhabitants',
      { structure: 'public', publicKind: 'community-of-municipalities', population: 18_000 },
      'important',
      ['BILL'],
    ],
  ];

  it.each(cases)('%s', (_name, answers, regime, attention) => {
    const verdict = assessApplicability(answers);
    expect(verdict.regime).toBe(regime);
    expect(verdict.attention).toEqual(expect.arrayContaining(attention));
    expect(verdict.missing).toEqual([]);
    expect(verdict.reasons.length).toBeGreaterThan(0);
  });
});

describe('designations', () => {
  test('a critical entity is essential whatever its size and its activity', () => {
    expect(regimeOf({ ...FRENCH, ...FIGURES.micro, activities: [], criticalEntity: 'yes' })).toBe('essential');
    expect(regimeOf({ criticalEntity: true })).toBe('essential');
  });

  test('a critical entity of another Member State is that State’s', () => {
    expect(regimeOf({ criticalEntity: 'yes', establishedIn: ['IT'] })).toBe('other-member-state');
  });

  test('who does not know whether it was designated is told to check, unless it is essential anyway', () => {
    const unsure = {
      ...FRENCH,
      formerOse: 'unknown',
      criticalEntity: 'unknown',
      activities: ['I.8.cloud'],
    } satisfies ApplicabilityAnswers;
    expect(assessApplicability({ ...unsure, ...FIGURES.medium }).attention).toEqual(
      expect.arrayContaining(['OSE', 'CER', 'POSSIBLE_DESIGNATION']),
    );
    const sure = assessApplicability({ ...unsure, ...FIGURES.large }).attention;
    for (const mark of ['OSE', 'CER', 'POSSIBLE_DESIGNATION'] as const) expect(sure).not.toContain(mark);
  });
});

describe('public bodies', () => {
  const bodies: [ApplicabilityAnswers['publicKind'], ApplicabilityAnswers, VerdictRegime][] = [
    ['central', {}, 'essential'],
    ['region', {}, 'essential'],
    ['department', {}, 'essential'],
    ['municipality', { population: 30_001 }, 'essential'],
    ['municipality', { population: 30_000 }, 'out-of-scope'],
    ['municipality', {}, 'undetermined'],
    ['metropolis', {}, 'essential'],
    ['urban-community', {}, 'essential'],
    ['agglomeration-community', { population: 40_000 }, 'essential'],
    ['agglomeration-community', { population: 28_000 }, 'important'],
    ['community-of-municipalities', {}, 'important'],
    ['public-establishment', {}, 'essential'],
    ['local-public-establishment', { activities: ['I.7.waste-water'] }, 'essential'],
    ['local-public-establishment', { activities: [] }, 'out-of-scope'],
    ['local-public-establishment', {}, 'undetermined'],
    ['higher-education', {}, 'important'],
    ['other', { activities: ['I.5.healthcare-provider'], ...FIGURES.large }, 'essential'],
    ['other', { activities: [] }, 'out-of-scope'],
  ];

  it.each(bodies)('%s, %j: %s', (publicKind, answers, regime) => {
    expect(regimeOf({ structure: 'public', publicKind, ...answers })).toBe(regime);
  });

  it('are each looked at', () => {
    expect(new Set(bodies.map(([kind]) => kind))).toEqual(new Set(PUBLIC_BODIES.map(({ id }) => id)));
  });

  test('a small municipality whose waterworks are large enough is caught by its activity', () => {
    const town = { structure: 'public', publicKind: 'municipality', population: 12_000 } as const;
    expect(regimeOf({ ...town, activities: ['I.6.drinking-water'], ...FIGURES.medium })).toBe('important');
    expect(regimeOf({ ...town, activities: ['I.6.drinking-water'], ...FIGURES.small })).toBe('out-of-scope');
    expect(regimeOf({ ...town, activities: ['I.6.drinking-water'] })).toBe('undetermined');
  });

  test('a body that France did not create is another State’s', () => {
    expect(regimeOf({ structure: 'public', publicKind: 'central', establishedIn: ['BE'] })).toBe('other-member-state');
    expect(regimeOf({ structure: 'public', publicKind: 'central', establishedIn: ['CH'] })).toBe('out-of-scope');
  });

  test('what rests on the bill says so, what rests on the directive does not', () => {
    const marks = (publicKind: ApplicabilityAnswers['publicKind']) =>
      assessApplicability({ structure: 'public', publicKind }).attention;
    expect(marks('region')).toContain('BILL');
    expect(marks('central')).not.toContain('BILL');
  });
});

describe('exclusions', () => {
  const ministry = { structure: 'public', publicKind: 'central' } as const;

  it.each(['national-security', 'public-security', 'defence', 'law-enforcement'] as const)(
    'an administration whose work is mainly %s is out of scope (Article 2(7))',
    (excluded) => {
      const verdict = assessApplicability({ ...ministry, excluded });
      expect(verdict).toMatchObject({ regime: 'out-of-scope', reasons: [{ article: '2(7)' }] });
    },
  );

  test('an embassy in a third country is out of scope (recital 8)', () => {
    expect(regimeOf({ ...ministry, excluded: ['diplomatic'] })).toBe('out-of-scope');
  });

  test('a financial entity that the State exempts from DORA is out of scope (Article 2(10))', () => {
    const bank = { ...FRENCH, ...FIGURES.large, activities: ['I.3.credit-institution'] };
    expect(regimeOf({ ...bank, excluded: 'dora-exempt' })).toBe('out-of-scope');
    expect(regimeOf({ ...bank, excluded: 'none' })).toBe('essential');
  });

  test('trust services in a closed system are not trust services (recital 11)', () => {
    const provider = { ...FRENCH, ...FIGURES.micro, activities: ['I.8.trust-qualified'] };
    expect(regimeOf({ ...provider, excluded: ['closed-trust-services'] })).toBe('out-of-scope');
  });

  test('a company that serves the army stays in scope, with a possible exemption (Article 2(8))', () => {
    const supplier = {
      ...FRENCH,
      ...FIGURES.large,
      activities: ['II.5.f.transport-equipment'],
      excluded: 'defence',
    } satisfies ApplicabilityAnswers;
    expect(assessApplicability(supplier)).toMatchObject({
      regime: 'important',
      attention: expect.arrayContaining(['NATIONAL_SECURITY_EXEMPTION']),
    });
  });

  test('an administration that provides trust services is not excluded (Article 2(9))', () => {
    expect(regimeOf({ ...ministry, excluded: 'defence', activities: ['I.8.trust-qualified'] })).toBe('essential');
  });

  test('an exclusion comes before a designation', () => {
    expect(regimeOf({ ...ministry, excluded: 'defence', formerOse: 'yes' })).toBe('out-of-scope');
  });
});

describe('jurisdiction', () => {
  const cases: [string, ApplicabilityAnswers, VerdictRegime, string[]][] = [
    ['established in France', { activities: ['I.6.drinking-water'], establishedIn: ['FR'] }, 'essential', ['FR']],
    [
      'established in Belgium only',
      { activities: ['I.6.drinking-water'], establishedIn: ['BE'] },
      'other-member-state',
      ['BE'],
    ],
    [
      'established in two States',
      { activities: ['I.6.drinking-water'], establishedIn: ['BE', 'FR'] },
      'essential',
      ['BE', 'FR'],
    ],
    [
      'established in Switzerland only',
      { activities: ['I.6.drinking-water'], establishedIn: ['CH'] },
      'out-of-scope',
      [],
    ],
    ['established on Réunion', { activities: ['I.6.drinking-water'], establishedIn: ['RE'] }, 'essential', ['FR']],
    ['established nobody knows where', { activities: ['I.6.drinking-water'] }, 'undetermined', []],
    [
      'communications in France only',
      { activities: ['I.8.public-networks'], establishedIn: ['FR'], servicesProvidedIn: ['FR'] },
      'essential',
      ['FR'],
    ],
    [
      'communications in Germany only, from France',
      { activities: ['I.8.public-networks'], establishedIn: ['FR'], servicesProvidedIn: ['DE'] },
      'other-member-state',
      ['DE'],
    ],
    [
      'communications outside the Union only, from France',
      { activities: ['I.8.public-networks'], establishedIn: ['FR'], servicesProvidedIn: ['MA'] },
      'out-of-scope',
      [],
    ],
    [
      'communications in France, Germany and Morocco',
      { activities: ['I.8.public-networks'], establishedIn: ['FR'], servicesProvidedIn: ['MA', 'DE', 'FR'] },
      'essential',
      ['DE', 'FR'],
    ],
    [
      'communications in France, from Germany',
      { activities: ['I.8.public-networks'], establishedIn: ['DE'], servicesProvidedIn: ['FR'] },
      'essential',
      ['FR'],
    ],
    ['cloud with one establishment', { activities: ['I.8.cloud'], establishedIn: ['FR', 'US'] }, 'essential', ['FR']],
    [
      'cloud with establishments in two States',
      { activities: ['I.8.cloud'], establishedIn: ['FR', 'IE'] },
      'undetermined',
      [],
    ],
    [
      'cloud decided in France',
      { activities: ['I.8.cloud'], establishedIn: ['FR', 'IE'], mainEstablishment: { decisions: 'FR', staff: 'IE' } },
      'essential',
      ['FR'],
    ],
    [
      'cloud decided outside the Union, operated in France',
      {
        activities: ['I.8.cloud'],
        establishedIn: ['FR', 'IE', 'US'],
        mainEstablishment: { decisions: 'US', operations: 'FR', staff: 'IE' },
      },
      'essential',
      ['FR'],
    ],
    [
      'cloud decided and operated outside the Union, most staff in Ireland',
      {
        activities: ['I.8.cloud'],
        establishedIn: ['FR', 'IE', 'US'],
        mainEstablishment: { decisions: 'US', operations: 'US', staff: 'IE' },
      },
      'other-member-state',
      ['IE'],
    ],
    [
      'cloud from outside the Union, represented in France',
      { activities: ['I.8.cloud'], establishedIn: ['US'], servicesProvidedIn: ['FR', 'DE'], representativeIn: 'FR' },
      'essential',
      ['FR'],
    ],
    [
      'cloud from outside the Union, represented in Germany',
      { activities: ['I.8.cloud'], establishedIn: ['US'], servicesProvidedIn: ['FR', 'DE'], representativeIn: 'DE' },
      'other-member-state',
      ['DE'],
    ],
    [
      'cloud from outside the Union, without a representative, in France and Germany',
      { activities: ['I.8.cloud'], establishedIn: ['US'], servicesProvidedIn: ['FR', 'DE'] },
      'undetermined',
      ['DE', 'FR'],
    ],
    [
      'cloud from outside the Union that serves nobody there',
      { activities: ['I.8.cloud'], establishedIn: ['US'], servicesProvidedIn: ['US', 'CA'] },
      'out-of-scope',
      [],
    ],
    [
      'a registrar of another State',
      { activities: [], registersDomainNames: 'yes', establishedIn: ['SE'] },
      'other-member-state',
      ['SE'],
    ],
    [
      'an exchange point of another State',
      { activities: ['I.8.ixp'], establishedIn: ['NL'] },
      'other-member-state',
      ['NL'],
    ],
    [
      'a small cloud of another State',
      { activities: ['I.8.cloud'], establishedIn: ['NL'], ...FIGURES.small },
      'out-of-scope',
      [],
    ],
  ];

  it.each(cases)('%s', (_name, answers, regime, states) => {
    const verdict = assessApplicability({ structure: 'private', ...FIGURES.large, ...answers });
    expect(verdict.regime).toBe(regime);
    expect(verdict.competentStates).toEqual(states);
  });
});

describe('several activities', () => {
  test('the strictest counts', () => {
    const both = ['II.4.food', 'I.5.pharmaceuticals'];
    expect(regimeOf({ ...FRENCH, ...FIGURES.large, activities: both })).toBe('essential');
    expect(regimeOf({ ...FRENCH, ...FIGURES.large, activities: ['II.4.food'] })).toBe('important');
    expect(
      regimeOf({
        ...FRENCH,
        ...FIGURES.medium,
        establishedIn: ['FR', 'DE'],
        activities: ['I.8.cloud', 'II.4.food'],
        mainEstablishment: { decisions: 'DE' },
      }),
    ).toBe('important');
  });

  test('an unknown that another activity makes useless is not asked for', () => {
    const verdict = assessApplicability({ ...FRENCH, activities: ['I.8.dns', 'II.4.food'] });
    expect(verdict).toMatchObject({ regime: 'essential', missing: [] });
  });
});

describe('what is unknown', () => {
  test('nothing at all: undetermined, and it says what to ask first', () => {
    expect(assessApplicability({})).toMatchObject({
      regime: 'undetermined',
      missing: ['structure', 'activities', 'establishedIn'],
      reasons: [{ rule: 'unknown-activities' }],
    });
  });

  it.each([
    ['headcount', { ...FRENCH, activities: ['I.8.cloud'] }],
    ['balanceSheetMillionEuro', { ...FRENCH, headcount: 42, turnoverMillionEuro: 12, activities: ['I.8.cloud'] }],
    ['establishedIn', { structure: 'private', headcount: 80, activities: ['I.6.drinking-water'] }],
    ['mainEstablishment', { ...FRENCH, establishedIn: ['FR', 'DE'], headcount: 80, activities: ['I.8.cloud'] }],
    ['population', { structure: 'public', publicKind: 'municipality' }],
    ['publicKind', { structure: 'public' }],
    ['activities', { ...FRENCH, headcount: 80 }],
  ] as [Field, ApplicabilityAnswers][])('%s is asked for where it settles', (field, answers) => {
    const verdict = assessApplicability(answers);
    expect(verdict.regime).toBe('undetermined');
    expect(verdict.possible.length).toBeGreaterThan(1);
    expect(verdict.missing).toContain(field);
  });

  test('a figure that changes nothing is not asked for', () => {
    expect(assessApplicability({ ...FRENCH, activities: ['I.8.tld'] })).toMatchObject({
      regime: 'essential',
      missing: [],
    });
    // Below 50 people and 10 M€: the balance sheet cannot matter.
    const small = { ...FRENCH, headcount: 42, turnoverMillionEuro: 9, activities: ['I.8.cloud'] };
    expect(assessApplicability(small)).toMatchObject({ regime: 'out-of-scope', missing: [] });
  });

  test('staff given alone tells the size, and says that it was taken so; amounts said to be unknown stay unknown', () => {
    const staff = { ...FRENCH, headcount: 60, activities: ['I.8.cloud'] };
    expect(assessApplicability(staff)).toMatchObject({
      regime: 'important',
      presumed: ['turnoverMillionEuro', 'balanceSheetMillionEuro'],
    });
    const unsure = { ...staff, turnoverMillionEuro: 'unknown', balanceSheetMillionEuro: 'unknown' } as const;
    expect(assessApplicability(unsure)).toMatchObject({ regime: 'undetermined', possible: ['important', 'essential'] });
  });
});

describe('groups', () => {
  const subsidiary = { ...FRENCH, ...FIGURES.small, activities: ['I.8.cloud'] };

  test('a linked enterprise counts whole', () => {
    expect(regimeOf({ ...subsidiary, group: [{ relation: 'linked', ...FIGURES.large }] })).toBe('essential');
  });

  test('a partner counts for its share', () => {
    const partner = {
      relation: 'partner',
      headcount: 100,
      turnoverMillionEuro: 4,
      balanceSheetMillionEuro: 4,
    } as const;
    expect(regimeOf({ ...subsidiary, group: [{ ...partner, share: 25 }] })).toBe('important');
    expect(regimeOf({ ...subsidiary, group: [{ ...partner, headcount: 40, share: 25 }] })).toBe('out-of-scope');
    // Without the share, 25 to 50 %.
    expect(regimeOf({ ...subsidiary, group: [{ ...partner, headcount: 60 }] })).toBe('undetermined');
  });

  test('who said nothing of a group is told to count it', () => {
    expect(assessApplicability(subsidiary).attention).toContain('GROUP');
    expect(assessApplicability({ ...subsidiary, group: [] }).attention).not.toContain('GROUP');
  });

  test('systems that do not depend on the group are an exception that France has not confirmed (recital 16)', () => {
    const verdict = assessApplicability({
      ...subsidiary,
      group: [{ relation: 'linked', ...FIGURES.large }],
      independentSystems: 'yes',
    });
    expect(verdict).toMatchObject({ regime: 'essential', attention: expect.arrayContaining(['GROUP_EXCEPTION']) });
  });
});

describe('the questions that still matter', () => {
  test('a designated operator is asked nothing more', () => {
    const operator: ApplicabilityAnswers = { structure: 'private', formerOse: 'yes' };
    const asked = (Object.keys(ALTERNATIVES) as Field[]).filter((field) => canChange(operator, field));
    expect(asked).toEqual(['formerOse', 'excluded']);
  });

  test('the balance sheet is asked for only where turnover leaves a doubt', () => {
    const cloud = { ...FRENCH, activities: ['I.8.cloud'], headcount: 42 };
    expect(canChange({ ...cloud, turnoverMillionEuro: 9 }, 'balanceSheetMillionEuro')).toBe(false);
    expect(canChange({ ...cloud, turnoverMillionEuro: 12 }, 'balanceSheetMillionEuro')).toBe(true);
  });

  test('what would change a verdict is named with its regime', () => {
    const changes = whatWouldChange({ ...FRENCH, ...FIGURES.medium, activities: ['I.8.cloud'] });
    expect(changes).toContainEqual({ field: 'headcount', value: 'gte250', regime: 'essential' });
    expect(changes).toContainEqual({ field: 'formerOse', value: 'yes', regime: 'essential' });
    expect(changes).toContainEqual({
      field: 'mainEstablishment',
      value: { decisions: 'DE' },
      regime: 'other-member-state',
    });
  });
});

const oneOf = <Value>(...values: Value[]) => fc.constantFrom(...values);
const ids = ACTIVITIES.map(({ id }) => id);
const country = oneOf('FR', 'DE', 'IE', 'US', 'RE', 'CH');
const figure = (...bands: string[]) => fc.oneof(fc.integer({ min: 0, max: 500 }), oneOf(...bands, 'unknown'));
const ternary = oneOf<string | boolean>('yes', 'no', 'unknown', true, false);

/** Any answers that the schema takes. */
const anyAnswers = fc
  .record(
    {
      formerOse: ternary,
      criticalEntity: ternary,
      establishedIn: fc.array(country, { maxLength: 3 }),
      structure: oneOf('private', 'public', 'unknown'),
      publicKind: oneOf(...PUBLIC_BODIES.map(({ id }) => id), 'unknown'),
      population: fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.constant('unknown')),
      headcount: figure('lt10', '10-49', 'lt50', '50-249', 'gte250'),
      turnoverMillionEuro: figure('lt2', '2-10', 'lt10', '10-50', 'gte50'),
      balanceSheetMillionEuro: figure('lt2', '2-10', 'lt10', '10-43', 'gte43'),
      group: fc.array(
        fc.record(
          { relation: oneOf('linked', 'partner'), share: fc.integer({ min: 0, max: 100 }), headcount: figure('lt50') },
          { requiredKeys: ['relation'] },
        ),
        { maxLength: 2 },
      ),
      independentSystems: ternary,
      activities: fc.array(oneOf(...ids), { maxLength: 4 }),
      servicesProvidedIn: fc.array(country, { maxLength: 3 }),
      mainEstablishment: fc.record({ decisions: country, operations: country, staff: country }, { requiredKeys: [] }),
      representativeIn: country,
      excluded: oneOf('none', 'defence', 'dora-exempt', 'unknown'),
      registersDomainNames: ternary,
    },
    { requiredKeys: [] },
  )
  .map((answers) => answers as ApplicabilityAnswers);

const strictness = (regime: Regime) => REGIMES.indexOf(regime);
const range = (answers: ApplicabilityAnswers) => {
  const ranks = assessApplicability(answers).possible.map(strictness);
  return { low: Math.min(...ranks), high: Math.max(...ranks) };
};
/** Whatever was possible, nothing weaker is now. */
const isAtLeast = (after: ApplicabilityAnswers, before: ApplicabilityAnswers) => {
  const [a, b] = [range(after), range(before)];
  return a.low >= b.low && a.high >= b.high;
};

describe('whatever is answered', () => {
  it('gives one verdict that is whole', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const verdict = assessApplicability(answers);
        expect(verdict.possible.length).toBeGreaterThan(0);
        expect(verdict.regime).toBe(verdict.possible.length === 1 ? verdict.possible[0] : 'undetermined');
        expect(verdict.reasons.length).toBeGreaterThan(0);
        expect(verdict.sizes.length).toBeGreaterThan(0);
        expect(ATTENTION).toEqual(expect.arrayContaining(verdict.attention));
        expect(verdict.lawDate).toMatch(/^\d{4}-\d\d-\d\d$/);
        if (verdict.regime !== 'undetermined') expect(verdict.missing).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('does not depend on the order of activities, countries and exclusions, nor on repetitions', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const again = <Item>(list: readonly Item[] | undefined) => list && [...list].reverse().concat(list);
        const { activities, establishedIn, servicesProvidedIn } = answers;
        const shuffled = {
          ...answers,
          ...(Array.isArray(activities) && { activities: again(activities) }),
          ...(Array.isArray(establishedIn) && { establishedIn: again(establishedIn) }),
          ...(Array.isArray(servicesProvidedIn) && { servicesProvidedIn: again(servicesProvidedIn) }),
        } as ApplicabilityAnswers;
        const { reasons: _, ...one } = assessApplicability(answers);
        const { reasons: __, ...other } = assessApplicability(shuffled);
        expect(other).toEqual(one);
      }),
      { numRuns: 3_000 },
    );
  });

  it('a larger staff never lowers the regime', () => {
    fc.assert(
      fc.property(anyAnswers, fc.nat(1_000), fc.nat(1_000), (answers, staff, more) => {
        const figures = { turnoverMillionEuro: 8, balanceSheetMillionEuro: 8, ...answers };
        expect(isAtLeast({ ...figures, headcount: staff + more }, { ...figures, headcount: staff })).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('one more activity never lowers the regime', () => {
    fc.assert(
      fc.property(anyAnswers, fc.array(oneOf(...ids), { maxLength: 3 }), oneOf(...ids), (answers, activities, more) => {
        // Trust services end an exclusion (Article 2(9)): still never lower.
        expect(isAtLeast({ ...answers, activities: [...activities, more] }, { ...answers, activities })).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('a designation never lowers the regime', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        expect(isAtLeast({ ...answers, formerOse: 'yes' }, { ...answers, formerOse: 'no' })).toBe(true);
        expect(isAtLeast({ ...answers, registersDomainNames: 'yes' }, { ...answers, registersDomainNames: 'no' })).toBe(
          true,
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it('a better known figure never contradicts what was possible before', () => {
    fc.assert(
      fc.property(anyAnswers, fc.nat(500), (answers, headcount) => {
        const unknown = {
          ...answers,
          headcount: 'unknown' as const,
          turnoverMillionEuro: answers.turnoverMillionEuro ?? 'unknown',
        };
        const before = assessApplicability(unknown).possible;
        const after = assessApplicability({ ...unknown, headcount }).possible;
        expect(before).toEqual(expect.arrayContaining(after));
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('any JSON', () => {
  it('gives a verdict or errors that name a field, and no exception', () => {
    let [verdicts, refusals] = [0, 0];
    const fields = Object.keys(ALTERNATIVES);
    const junk = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.oneof(oneOf(...fields), fc.string()), fc.oneof(fc.jsonValue(), ternary, figure('lt50'))),
      fc
        .tuple(anyAnswers, oneOf(...fields), fc.jsonValue())
        .map(([answers, field, value]) => ({ ...answers, [field]: value })),
    );
    fc.assert(
      fc.property(junk, (json) => {
        // As it comes from outside: no value that JSON does not have.
        const read = readApplicabilityAnswers(JSON.parse(JSON.stringify(json)));
        if ('errors' in read) {
          refusals += 1;
          expect(read.errors.length).toBeGreaterThan(0);
          for (const { path, message } of read.errors) {
            expect(path).toMatch(typeof json === 'object' && json !== null && !Array.isArray(json) ? /./ : /^$/);
            expect(message).toMatch(/^(attendu|champ inconnu|activité inconnue|valeur inattendue)/);
          }
        } else {
          verdicts += 1;
          expect(assessApplicability(read.answers).possible.length).toBeGreaterThan(0);
        }
        // Even answers that nobody checked make no exception.
        assessApplicability((typeof json === 'object' && json !== null ? json : {}) as ApplicabilityAnswers);
      }),
      { numRuns: 100_000 },
    );
    expect(verdicts).toBeGreaterThan(1_000);
    expect(refusals).toBeGreaterThan(1_000);
  });

  it.each([
    [{ headcount: -1 }, 'headcount'],
    [{ headcount: '50' }, 'headcount'],
    [{ activities: ['I.8.cloud', 'I.8.clowd'] }, 'activities[1]'],
    [{ activities: ['__proto__'] }, 'activities[0]'],
    [{ establishedIn: ['FR', 'UK'] }, 'establishedIn[1]'],
    [{ establishedIn: 'FR' }, 'establishedIn'],
    [{ group: [{ relation: 'linked', headcount: 'many' }] }, 'group[0].headcount'],
    [{ group: [{ relation: 'cousin' }] }, 'group[0].relation'],
    [{ mainEstablishment: { decisions: 'France' } }, 'mainEstablishment.decisions'],
    [{ excluded: ['defence', 'secret'] }, 'excluded[1]'],
    [{ turnover: 3 }, 'turnover'],
    [[], ''],
    [null, ''],
  ])('%j: the error is at %j', (json, path) => {
    expect(readApplicabilityAnswers(json)).toEqual({ errors: [{ path, message: expect.any(String) }] });
  });
});
