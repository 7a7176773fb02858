import { linkCheck } from '@palier/model';
import { describe, expect, it } from 'vitest';
import type { Outcome } from './check-link.ts';
import { afterCheck, publishedCheck, type LinkRow } from './judgement.ts';

const URL = 'https://exemple.fr/';
const [MONDAY, TUESDAY, WEDNESDAY] = ['2026-11-23', '2026-11-24', '2026-11-25'] as const;
const OK: Outcome = { verdict: 'ok', code: 200, size: 12, mime: 'application/pdf' };
const GONE: Outcome = { verdict: 'failed', firm: true, code: 404, reason: 'status' };
const DOWN: Outcome = { verdict: 'failed', firm: false, code: 500, reason: 'status' };
const MUTE: Outcome = { verdict: 'unknown', code: null, reason: 'timeout' };

/** What is known after these checks, in order. */
function after(...checks: [Outcome, day: string][]): LinkRow {
  const [first, ...others] = checks;
  if (!first) throw new Error('no check');
  const start = afterCheck(undefined, URL, ...first);
  return others.reduce((row, check) => afterCheck(row, URL, ...check), start);
}

describe('a link', () => {
  it('that answers is ok, with what is said of its file', () => {
    const row = after([OK, MONDAY]);
    expect(publishedCheck(row)).toEqual({ checkedOn: MONDAY, status: 'ok', size: 12, mime: 'application/pdf' });
    expect(linkCheck.safeParse(publishedCheck(row)).success).toBe(true);
  });

  it('that is gone for sure is broken at once, and nothing is said of its file any more', () => {
    const row = after([OK, MONDAY], [GONE, TUESDAY]);
    expect(row).toMatchObject({ code: 404, reason: 'status' });
    expect(publishedCheck(row)).toEqual({ checkedOn: TUESDAY, status: 'broken', size: null, mime: null });
  });

  it('that fails once stays as it was, with the date of the check that it follows from', () => {
    expect(publishedCheck(after([DOWN, MONDAY]))).toBeNull();
    expect(publishedCheck(after([OK, MONDAY], [DOWN, TUESDAY]))).toMatchObject({ checkedOn: MONDAY, status: 'ok' });
  });

  it('that fails on two days is broken, however often it was asked on the first', () => {
    expect(publishedCheck(after([DOWN, MONDAY], [DOWN, MONDAY], [DOWN, MONDAY]))).toBeNull();
    expect(publishedCheck(after([DOWN, MONDAY], [DOWN, TUESDAY]))).toMatchObject({ status: 'broken' });
  });

  it('that answers between two failures is not broken', () => {
    expect(publishedCheck(after([DOWN, MONDAY], [OK, TUESDAY], [DOWN, WEDNESDAY]))).toMatchObject({ status: 'ok' });
    expect(after([DOWN, MONDAY], [OK, MONDAY])).toMatchObject({ failures: 0, failed_on: null, reason: null });
  });

  it('that gives no answer stays what it was, and why is kept', () => {
    expect(publishedCheck(after([MUTE, MONDAY]))).toBeNull();
    const broken = after([GONE, MONDAY], [MUTE, TUESDAY]);
    expect(publishedCheck(broken)).toMatchObject({ checkedOn: MONDAY, status: 'broken' });
    expect(broken).toMatchObject({ asked_on: TUESDAY, reason: 'timeout' });
    const fine = after([OK, MONDAY], [MUTE, TUESDAY], [MUTE, WEDNESDAY]);
    expect(publishedCheck(fine)).toMatchObject({ checkedOn: MONDAY, status: 'ok', size: 12 });
  });

  it('that fails, says nothing, then fails again is broken', () => {
    expect(publishedCheck(after([DOWN, MONDAY], [MUTE, TUESDAY], [DOWN, WEDNESDAY]))).toMatchObject({
      status: 'broken',
    });
  });

  it('that is broken and answers again is ok', () => {
    expect(publishedCheck(after([GONE, MONDAY], [OK, TUESDAY]))).toMatchObject({ checkedOn: TUESDAY, status: 'ok' });
  });

  it('has the size of a number, which PostgreSQL gives as text', () => {
    expect(publishedCheck({ ...after([OK, MONDAY]), size: '9007199254740991' })?.size).toBe(9007199254740991);
  });
});
