import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CRITERIA,
  INCIDENT_ENTITIES,
  SIGNIFICANCE_QUESTIONS,
  exceedsLoss,
  isSignificant,
  parseSignificance,
  type SignificanceAnswers,
} from './significance.ts';

const NO_DIRECTIVE = { severeDisruption: 'no', financialLoss: 'no', othersHarmed: 'no' } as const;
const NO_GENERAL = {
  lossEuro: 0,
  tradeSecrets: 'no',
  death: 'no',
  health: 'no',
  maliciousAccess: 'no',
  twiceInSixMonths: 'no',
} as const;

const noCriteria = (entity: string) =>
  Object.fromEntries(CRITERIA.filter((one) => one.entity === entity).map(({ article }) => [article, 'no' as const]));

describe('for most entities, Article 23(3)', () => {
  it.each(['severeDisruption', 'financialLoss', 'othersHarmed'] as const)('one of its effects is enough: %s', (id) => {
    const { verdict, reasons } = isSignificant({ entity: 'other', ...NO_DIRECTIVE, [id]: 'yes' });
    expect(verdict).toBe('yes');
    expect(reasons[0]).toMatchObject({ met: 'yes', answers: [id], source: 'nis2' });
    expect(reasons[0]!.article).toMatch(/^23\(3\)/);
  });

  it('none of its effects: not significant', () => {
    expect(isSignificant({ entity: 'other', ...NO_DIRECTIVE }).verdict).toBe('no');
  });

  it('an effect that is not known leaves it open, and says which', () => {
    expect(isSignificant({ entity: 'other', ...NO_DIRECTIVE, othersHarmed: 'unknown' })).toMatchObject({
      verdict: 'undetermined',
      missing: ['othersHarmed'],
    });
  });

  it('asks nothing of the thresholds of digital entities', () => {
    expect(isSignificant({ entity: 'other', ...NO_DIRECTIVE, lossEuro: 9e9, death: 'yes' }).verdict).toBe('no');
  });
});

describe('for digital entities, Regulation 2024/2690 alone', () => {
  it.each(CRITERIA.map(({ entity, article }) => [article, entity] as const))(
    'the criterion of Article %s is enough for its kind of entity, and counts for no other',
    (article, entity) => {
      const met = { ...NO_GENERAL, entity, criteria: { ...noCriteria(entity), [article]: 'yes' as const } };
      expect(isSignificant(met)).toMatchObject({
        verdict: 'yes',
        reasons: [
          { article, met: 'yes' },
          ...Array<unknown>(CRITERIA.filter((one) => one.entity === entity).length + 5).fill({}),
        ],
      });
      const other = entity === 'dns' ? 'tld' : 'dns';
      const elsewhere = {
        ...met,
        entity: other,
        criteria: { ...noCriteria(other), [article]: 'yes' as const },
      } as const;
      expect(isSignificant(elsewhere).verdict).toBe('no');
    },
  );

  it.each(['tradeSecrets', 'death', 'health', 'maliciousAccess'] as const)('%s is enough', (id) => {
    expect(isSignificant({ entity: 'cloud', ...NO_GENERAL, criteria: noCriteria('cloud'), [id]: 'yes' }).verdict).toBe(
      'yes',
    );
  });

  it('its criteria are exhaustive: those of the directive do not count', () => {
    const answers = { entity: 'cloud', ...NO_GENERAL, criteria: noCriteria('cloud'), severeDisruption: 'yes' } as const;
    expect(isSignificant(answers).verdict).toBe('no');
  });

  it('planned interruptions are not significant, whatever they cause (Article 3(2))', () => {
    expect(isSignificant({ entity: 'dns', scheduled: 'yes', criteria: { '5(a)': 'yes' } }).verdict).toBe('no');
  });

  it.each([
    [500_000, 100_000_000, 'no'],
    [500_001, 100_000_000, 'yes'],
    [200_000, 4_000_000, 'no'],
    [200_001, 4_000_000, 'yes'],
    [500_001, undefined, 'yes'],
    [400_000, undefined, 'unknown'],
    [0, undefined, 'no'],
    [undefined, 4_000_000, 'unknown'],
    [1, 0, 'yes'],
  ] as const)('a loss of %s € with a turnover of %s €: above the threshold, %s', (loss, turnover, met) => {
    expect(exceedsLoss(loss, turnover)).toBe(met);
  });

  it('incidents that come back count together: twice in six months, one cause, the loss above the threshold (Article 4)', () => {
    const again = {
      entity: 'cdn',
      ...NO_GENERAL,
      criteria: noCriteria('cdn'),
      twiceInSixMonths: 'yes',
      sameCause: 'yes',
      togetherEuro: 300_000,
      turnoverEuro: 4_000_000,
    } as const;
    expect(isSignificant(again)).toMatchObject({ verdict: 'yes' });
    expect(isSignificant(again).reasons[0]!.article).toBe('4');
    expect(isSignificant({ ...again, sameCause: 'no' }).verdict).toBe('no');
    expect(isSignificant({ ...again, togetherEuro: 200_000 }).verdict).toBe('no');
    expect(isSignificant({ ...again, sameCause: 'unknown' })).toMatchObject({ verdict: 'undetermined' });
  });
});

it('without the kind of the entity, says yes only where both texts do, and asks for it otherwise', () => {
  expect(isSignificant({ severeDisruption: 'yes', death: 'yes' }).verdict).toBe('yes');
  expect(isSignificant({ severeDisruption: 'yes' })).toMatchObject({ verdict: 'undetermined' });
  expect(isSignificant({}).missing[0]).toBe('entity');
});

it('every kind of digital entity has criteria of one article, the articles follow each other', () => {
  const articles = INCIDENT_ENTITIES.filter((entity) => entity !== 'other').map(
    (entity) => new Set(CRITERIA.filter((one) => one.entity === entity).map(({ article }) => article.split('(')[0])),
  );
  expect(articles.map((set) => [...set])).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map((n) => [String(n)]));
});

const yesNo = fc.constantFrom('yes', 'no', 'unknown' as const);
const answersOf = fc.record(
  {
    entity: fc.constantFrom(...INCIDENT_ENTITIES),
    ...Object.fromEntries(SIGNIFICANCE_QUESTIONS.map(({ id }) => [id, yesNo])),
    lossEuro: fc.double({ min: 0, max: 1e7, noNaN: true }),
    togetherEuro: fc.double({ min: 0, max: 1e7, noNaN: true }),
    turnoverEuro: fc.double({ min: 0, max: 1e9, noNaN: true }),
    criteria: fc.dictionary(fc.constantFrom(...CRITERIA.map(({ article }) => article)), yesNo),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<SignificanceAnswers>;

it('an answer more never turns a verdict round: what was settled stays settled', () => {
  fc.assert(
    fc.property(
      answersOf,
      fc.constantFrom(...SIGNIFICANCE_QUESTIONS.map(({ id }) => id)),
      yesNo,
      (answers, id, more) => {
        const before = isSignificant({ ...answers, [id]: 'unknown' }).verdict;
        const after = isSignificant({ ...answers, [id]: more }).verdict;
        if (before !== 'undetermined') expect(after).toBe(before);
      },
    ),
  );
});

it('any JSON gives a verdict with its reasons or the path of a field: 100,000 of them', () => {
  fc.assert(
    fc.property(fc.oneof({ weight: 3, arbitrary: answersOf }, fc.object(), fc.jsonValue()), (value) => {
      const parsed = parseSignificance(value);
      if ('flaws' in parsed) return parsed.flaws.length > 0;
      const { verdict, reasons, missing } = isSignificant(parsed.answers);
      return reasons.length > 0 && (verdict === 'undetermined') === missing.length > 0;
    }),
    { numRuns: 100_000 },
  );
}, 240_000);
