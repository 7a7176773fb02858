import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SOURCES } from './law.ts';
import { REGIMES, assessApplicability, type VerdictRegime as Regime } from './applicability.ts';
import { obligationsFor } from './obligations.ts';

const CODES = ['DORA', 'OSE', 'CER', 'DOMAIN_NAMES', 'DIGITAL_RULES'];
const idsFor = (regime: Regime, ...attention: string[]) =>
  obligationsFor({ regime, attention }).obligations.map(({ id }) => id);

describe('an essential or an important entity', () => {
  it.each(['essential', 'important'] as const)(
    '%s: owes governance, ten measures, reports and registration',
    (regime) => {
      const ids = idsFor(regime);
      expect(ids).toContain('management-approves');
      expect(ids.filter((id) => id.startsWith('measure-'))).toHaveLength(10);
      const articles = obligationsFor({ regime, attention: [] }).obligations.flatMap((one) => one.articles);
      for (const letter of 'abcdefghij') expect(articles).toContain(`21(2)(${letter})`);
      expect(ids).toContain('registration');
      expect(ids.some((id) => /^(?:digital|domain|dora|cer|ose)/.test(id))).toBe(false);
    },
  );

  it('reports an incident after 24 hours, 72 hours and a month', () => {
    const { obligations } = obligationsFor({ regime: 'important', attention: [] });
    const deadline = (id: string) => obligations.find((one) => one.id === id)?.deadline;
    expect(deadline('early-warning')).toEqual({ within: 'PT24H', from: 'awareness' });
    expect(deadline('notification')).toEqual({ within: 'PT72H', from: 'awareness' });
    expect(deadline('final-report')).toEqual({ within: 'P1M', from: 'notification' });
    expect(deadline('registration-change')).toEqual({ within: 'P2W', from: 'change' });
  });

  it.each([
    ['essential', '34(4)', 10, 2, 'before-and-after', true],
    ['important', '34(5)', 7, 1.4, 'after', false],
  ] as const)(
    '%s: is fined under article %s, for articles 21 and 23 alone',
    (regime, article, m, percent, when, bars) => {
      const { obligations, supervision } = obligationsFor({ regime, attention: ['DIGITAL_RULES', 'DOMAIN_NAMES'] });
      expect(supervision).toMatchObject({ when, mayBarManagers: bars });
      for (const { id, source, articles, fine } of obligations) {
        const isOf21or23 = source === 'digital' || (source === 'nis2' && /^2[13]\(/.test(articles[0]!));
        expect(fine === null, id).toBe(!isOf21or23);
        if (fine) expect(fine).toMatchObject({ article, millionEuro: m, turnoverPercent: percent });
      }
    },
  );

  it('of finance follows DORA for measures, reports and supervision, and registers under NIS 2', () => {
    const { obligations, replacedByDora, supervision } = obligationsFor({ regime: 'essential', attention: ['DORA'] });
    expect(supervision).toBeNull();
    expect(replacedByDora).toContain('early-warning');
    expect(replacedByDora).toContain('management-approves');
    expect(obligations.filter(({ source }) => source === 'nis2').map(({ id }) => id)).toEqual([
      'registration',
      'registration-change',
      'voluntary-notification',
    ]);
    expect(obligations.filter(({ source }) => source === 'dora')).toHaveLength(3);
  });
});

describe('the other verdicts', () => {
  it('registration only: registers, keeps its data on domain names, and no more', () => {
    expect(idsFor('registration-only', 'DOMAIN_NAMES').sort()).toEqual([
      'domain-access',
      'domain-data',
      'domain-registration',
      'domain-registration-change',
      'registration',
      'registration-change',
      'voluntary-notification',
    ]);
  });

  it('another member state: the directive’s own list, without a fine that a law of ours would set', () => {
    const { state, obligations, supervision } = obligationsFor({ regime: 'other-member-state', attention: [] });
    expect([state, supervision]).toEqual(['elsewhere', null]);
    expect(obligations.map(({ id }) => id)).toEqual(idsFor('important'));
    expect(obligations.every(({ fine }) => fine === null)).toBe(true);
  });

  it('out of scope: may notify, and owes nothing', () => {
    const { state, obligations } = obligationsFor({ regime: 'out-of-scope', attention: [] });
    expect(state).toBe('none');
    expect(obligations.map(({ id, isBinding }) => [id, isBinding])).toEqual([['voluntary-notification', false]]);
  });

  it('undetermined: nothing is said to be owed under NIS 2; what other texts ask stays', () => {
    expect(obligationsFor({ regime: 'undetermined', attention: [] })).toMatchObject({
      state: 'undetermined',
      obligations: [],
    });
    expect(idsFor('undetermined', 'OSE')).toEqual(['ose-rules', 'ose-incidents']);
  });
});

it('what the directive asks is not in force in France; what regulations and the law in force ask is', () => {
  const { obligations } = obligationsFor({ regime: 'essential', attention: ['OSE', 'CER', 'DIGITAL_RULES'] });
  for (const { id, source, isInForce } of obligations) expect(isInForce, id).toBe(['digital', 'nis1'].includes(source));
});

it('any regime and any codes give a list, each row with its text and its article', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...REGIMES, 'undetermined'), fc.string()),
      fc.array(fc.oneof(fc.constantFrom(...CODES), fc.string())),
      (regime, attention) => {
        const { obligations, replacedByDora } = obligationsFor({ regime: regime as Regime, attention });
        const ids = [...obligations.map(({ id }) => id), ...replacedByDora];
        expect(new Set(ids).size).toBe(ids.length);
        for (const { source, articles } of obligations) {
          expect(SOURCES).toHaveProperty(source);
          expect(articles.length).toBeGreaterThan(0);
        }
      },
    ),
  );
});

it('asks nothing for a designation that an entity only does not know of', () => {
  const ids = (formerOse: 'yes' | 'unknown') =>
    obligationsFor(
      assessApplicability({
        structure: 'private',
        establishedIn: ['FR'],
        headcount: 80,
        activities: ['I.8.cloud'],
        formerOse,
      }),
    ).obligations.map(({ id }) => id);
  expect(ids('yes')).toContain('ose-rules');
  expect(ids('unknown')).not.toContain('ose-rules');
});
