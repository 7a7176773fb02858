import { searchGapsReport } from '@palier/model';
import type { SearchGapsReport } from '@palier/model';
import { beforeEach, describe, expect, it } from 'vitest';
import { SearchGaps } from './searchGaps.ts';

const HOUR_MS = 3_600_000;

let now: number;
/** What the CMS took, and what it was given, in order. */
let taken: SearchGapsReport[];
let given: SearchGapsReport[];
let isDown: boolean;

beforeEach(() => {
  now = Date.parse('2026-11-26T10:00:00Z');
  taken = [];
  given = [];
  isDown = false;
});

function counter(max?: number): SearchGaps {
  return new SearchGaps({
    now: () => now,
    ...(max !== undefined && { max }),
    async send(report) {
      given.push(structuredClone(report));
      await Promise.resolve();
      if (isDown) throw new Error('the CMS is down');
      taken.push(searchGapsReport.parse(structuredClone(report)));
    },
  });
}

const times = (gaps: SearchGaps, count: number, query: string, locale: 'fr' | 'en' = 'fr') => {
  for (let n = 0; n < count; n += 1) gaps.note(query, locale);
};
/** Lines of the reports that the CMS took, as text. */
const lines = () =>
  taken.flatMap((report) => report.gaps.map(({ query, locale, count, day }) => `${day} ${locale} ${query}: ${count}`));

describe('searches that found nothing', () => {
  it('are told from the third one of the day, by language, under one form', async () => {
    const gaps = counter();
    for (const typed of ['Plan de  reprise', ' plan de reprise', 'PLAN DE REPRISE', 'plan\tde reprise']) {
      gaps.note(typed, 'fr');
    }
    times(gaps, 3, 'recovery plan', 'en');
    times(gaps, 2, 'plan de reprise', 'en');
    times(gaps, 2, 'deux fois');
    await gaps.report();
    expect(lines()).toEqual(['2026-11-26 fr plan de reprise: 4', '2026-11-26 en recovery plan: 3']);
  });

  it('are forgotten once told, and counted from nothing again', async () => {
    const gaps = counter();
    times(gaps, 3, 'mot');
    await gaps.report();
    times(gaps, 2, 'mot');
    await gaps.report();
    expect(taken).toHaveLength(1);
    times(gaps, 1, 'mot');
    await gaps.report();
    expect(lines()).toEqual(['2026-11-26 fr mot: 3', '2026-11-26 fr mot: 3']);
    expect(new Set(taken.map(({ id }) => id)).size).toBe(2);
  });

  it('are forgotten at the end of the day when they were seen less than three times in it', async () => {
    const gaps = counter();
    now = Date.parse('2026-11-26T23:59:59.999Z');
    times(gaps, 2, 'mot');
    now += 1;
    times(gaps, 2, 'mot');
    await gaps.report();
    expect(given).toEqual([]);
    gaps.note('mot', 'fr');
    await gaps.report();
    expect(lines()).toEqual(['2026-11-27 fr mot: 3']);
  });

  it('are told under the day on which they were made, even when the day has ended', async () => {
    const gaps = counter();
    times(gaps, 3, 'hier');
    now += 24 * HOUR_MS;
    times(gaps, 4, 'hier');
    await gaps.report();
    expect(lines()).toEqual(['2026-11-26 fr hier: 3', '2026-11-27 fr hier: 4']);
  });

  it('are forgotten at the end of the day even when nobody searches any more', async () => {
    const gaps = counter();
    times(gaps, 2, 'mot');
    now += 24 * HOUR_MS;
    await gaps.report();
    now -= 24 * HOUR_MS;
    gaps.note('mot', 'fr');
    await gaps.report();
    expect(given).toEqual([]);
  });

  it('are not counted where they may name a person, or are too short', async () => {
    const gaps = counter();
    for (const typed of [
      'nom@exemple.fr',
      'jean@exem',
      'https://exemple.fr/x',
      '06 12 34 56 78',
      'n° 123456',
      'a',
      ' ',
    ]) {
      times(gaps, 5, typed);
    }
    await gaps.report();
    expect(given).toEqual([]);
  });

  it('wait while the CMS is down, and are then told as they were, so that it counts them once', async () => {
    const gaps = counter();
    isDown = true;
    times(gaps, 3, 'mot');
    await expect(gaps.report()).rejects.toThrow('the CMS is down');
    times(gaps, 5, 'mot');
    times(gaps, 2, 'rare');
    await expect(gaps.report()).rejects.toThrow('the CMS is down');
    now += 24 * HOUR_MS;
    isDown = false;
    await gaps.report();
    expect(lines()).toEqual(['2026-11-26 fr mot: 3', '2026-11-26 fr mot: 5']);
    expect(given.slice(0, 3)).toEqual([given[0], given[0], given[0]]);
    await gaps.report();
    expect(taken).toHaveLength(2);
  });

  it('are told once when two reports are asked for at the same time', async () => {
    const gaps = counter();
    times(gaps, 3, 'mot');
    const first = gaps.report();
    times(gaps, 3, 'autre');
    await Promise.all([first, gaps.report()]);
    expect(lines()).toEqual(['2026-11-26 fr mot: 3', '2026-11-26 fr autre: 3']);
  });

  it('are told five hundred at a time', async () => {
    const gaps = counter();
    for (let n = 0; n < 1100; n += 1) times(gaps, 3, `mot ${n}`);
    await gaps.report();
    expect(taken.map((report) => report.gaps.length)).toEqual([500, 500, 100]);
  });

  it('take no more memory than for 5,000 different ones: those least seen go first, the oldest of them before', async () => {
    const gaps = counter();
    times(gaps, 3, 'souvent');
    times(gaps, 1, 'vieille');
    for (let n = 0; n < 4998; n += 1) times(gaps, 2, `mot ${n}`);
    times(gaps, 3, 'nouvelle');
    times(gaps, 2, 'vieille');
    await gaps.report();
    expect(lines()).toEqual(['2026-11-26 fr souvent: 3', '2026-11-26 fr nouvelle: 3']);
  });

  it('take no more memory while the CMS is down: what waits stays, what is new and seldom does not come in', async () => {
    const gaps = counter(4);
    isDown = true;
    for (const query of ['un', 'deux mots', 'trois mots']) times(gaps, 3, query);
    await gaps.report().catch(() => undefined);
    times(gaps, 1, 'premier');
    times(gaps, 3, 'second');
    await gaps.report().catch(() => undefined);
    times(gaps, 9, 'sans place');
    isDown = false;
    await gaps.report();
    expect(lines().map((line) => line.slice(14))).toEqual(['un: 3', 'deux mots: 3', 'trois mots: 3', 'second: 3']);
    times(gaps, 3, 'place');
    await gaps.report();
    expect(lines()).toHaveLength(5);
  });

  it('cost little when thousands come that are all different', () => {
    const gaps = counter();
    const start = performance.now();
    for (let n = 0; n < 6000; n += 1) times(gaps, 2, `deux ${n.toString(36).replace(/\d/g, 'z')}`);
    for (let n = 0; n < 30_000; n += 1) gaps.note(`un ${n.toString(36).replace(/\d/g, 'z')}`, 'fr');
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('are never told more often than the contract allows', async () => {
    const gaps = counter();
    times(gaps, 100_010, 'inondation');
    await gaps.report();
    expect(lines()).toEqual(['2026-11-26 fr inondation: 100000']);
  });
});
