import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { assessApplicability } from './applicability.ts';
import { assessMaturity, MATURITY_LEVELS } from './maturity.ts';
import { recommendedPath, STAGES, type CatalogueEntry } from './path.ts';

const NOW = Date.parse('2026-11-26T12:00:00Z');

const entry = (url: string, details: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  url,
  type: 'resource',
  level: 'novice',
  topics: ['hygiene'],
  sectors: [],
  minutes: 30,
  ...details,
});

const hospital = assessApplicability({
  structure: 'private',
  establishedIn: ['FR'],
  headcount: 400,
  activities: ['I.5.healthcare-provider'],
});

/** Everything in place but what is named. */
const assessed = (missing: Record<string, 'not-started'>) =>
  assessMaturity({
    questionnaire: 'quick',
    answers: Object.fromEntries(Object.entries(missing).map(([id, step]) => [id, { step }])),
  });

const urls = (...args: Parameters<typeof recommendedPath>) =>
  recommendedPath(...args).steps.map(({ entry: { url } }) => url);

describe('the path', () => {
  test('begins with quick wins, then what takes longer, then the next level', () => {
    const catalogue = [
      entry('/long/'),
      entry('/next/', { level: 'intermediate', minutes: 5 }),
      entry('/short/', { minutes: 10 }),
      entry('/expert/', { level: 'expert' }),
    ];
    expect(urls(null, null, catalogue, NOW)).toEqual(['/short/', '/long/', '/next/']);
  });

  test('follows the next actions of the assessment, the first one first', () => {
    const maturity = assessed({ secondFactor: 'not-started', backups: 'not-started' });
    const [first, second] = maturity.actions.map(({ question }) => question);
    const { steps } = recommendedPath(
      null,
      maturity,
      [
        entry('/a/', { topics: ['continuite'] }),
        entry('/b/', { topics: ['acces'] }),
        entry('/c/', { topics: ['industriel'] }),
      ],
      NOW,
    );
    expect(steps.map(({ why }) => why[0])).toEqual([
      { code: 'action', question: first },
      { code: 'action', question: second },
    ]);
  });

  test('proposes what is written for the sector of the verdict, and nothing of another sector', () => {
    const catalogue = [
      entry('/for-hospitals/', { topics: ['industriel'], sectors: ['sante'] }),
      entry('/for-banks/', { sectors: ['banque'] }),
      entry('/for-all/'),
    ];
    const { steps, sectors } = recommendedPath(hospital, null, catalogue, NOW);
    expect(sectors).toEqual(['sante']);
    expect(steps.map(({ entry: { url } }) => url)).toEqual(['/for-hospitals/', '/for-all/']);
    expect(steps[0]!.why).toContainEqual({ code: 'sector', sector: 'sante' });
  });

  test('says which article an obligation stands in', () => {
    const { steps } = recommendedPath(hospital, null, [entry('/reporting/', { topics: ['incidents'] })], NOW);
    expect(steps[0]!.why).toContainEqual({ code: 'obligation', article: '23' });
  });

  test('names events to come, the next one first, and none that is past', () => {
    const event = (url: string, startsAt: string) => entry(url, { type: 'event', startsAt });
    const catalogue = [
      event('/later/', '2027-01-10T09:00:00Z'),
      event('/soon/', '2026-12-01T09:00:00Z'),
      event('/past/', '2026-11-01T09:00:00Z'),
      event('/undated/', 'soon'),
    ];
    expect(urls(null, null, catalogue, NOW)).toEqual(['/soon/', '/later/']);
  });

  test('goes several ways: two steps at most of a stage are on one topic', () => {
    const catalogue = Array.from({ length: 9 }, (_, n) => entry(`/${n}/`)).concat(
      entry('/other/', { topics: ['acces'] }),
    );
    expect(urls(null, null, catalogue, NOW)).toHaveLength(3);
  });

  it('is whole for any catalogue, and does not depend on its order', () => {
    const any = fc.record({
      url: fc.stringMatching(/^\/[a-z]{1,6}\/$/),
      type: fc.constantFrom('resource' as const, 'event' as const, 'thread' as const),
      level: fc.constantFrom(...MATURITY_LEVELS, null),
      topics: fc.array(fc.constantFrom('hygiene', 'acces', 'incidents', 'x'), { maxLength: 3 }),
      sectors: fc.array(fc.constantFrom('sante', 'banque'), { maxLength: 2 }),
      minutes: fc.option(fc.nat(200)),
    });
    fc.assert(
      fc.property(fc.uniqueArray(any, { selector: ({ url }) => url, maxLength: 40 }), (catalogue) => {
        const { steps } = recommendedPath(hospital, null, catalogue, NOW);
        expect(recommendedPath(hospital, null, catalogue.toReversed(), NOW).steps).toEqual(steps);
        expect(new Set(steps.map(({ entry: { url } }) => url)).size).toBe(steps.length);
        const places = steps.map(({ stage }) => STAGES.indexOf(stage));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        for (const { why } of steps) expect(why.length).toBeGreaterThan(0);
      }),
    );
  });
});
