import type { LinkCheck } from '@palier/model';
import type { LinkReason, Outcome } from './check-link.ts';

/** What is known of an address: a row of `palier_link_checks`. */
export interface LinkRow {
  url: string;
  asked_on: string;
  checked_on: string | null;
  status: LinkCheck['status'] | null;
  code: number | null;
  /** Text on PostgreSQL, where it does not fit in an integer. */
  size: number | string | null;
  mime: string | null;
  failures: number;
  failed_on: string | null;
  reason: LinkReason | null;
}

/** Days on which a link has failed without a success between them, from which on it is broken. */
const DAYS_TO_BREAK = 2;

/**
 * What is known of an address after one more check. It is broken after a firm answer or failures on two days; what says
 * nothing leaves it as it was, and so does a first failure.
 * @param today date of the check, ISO 8601.
 */
export function afterCheck(before: LinkRow | undefined, url: string, outcome: Outcome, today: string): LinkRow {
  const known: LinkRow = before ?? {
    url,
    asked_on: today,
    checked_on: null,
    status: null,
    code: null,
    size: null,
    mime: null,
    failures: 0,
    failed_on: null,
    reason: null,
  };
  const { verdict, code } = outcome;
  const asked = { ...known, asked_on: today, code };
  if (verdict === 'ok') {
    const { size, mime } = outcome;
    return { ...asked, checked_on: today, status: 'ok', size, mime, failures: 0, failed_on: null, reason: null };
  }
  const { reason } = outcome;
  if (verdict === 'unknown') return { ...asked, reason };
  const failures = known.failed_on === today ? known.failures : known.failures + 1;
  const failed = { ...asked, failures, failed_on: today, reason };
  if (!outcome.firm && failures < DAYS_TO_BREAK) return failed;
  return { ...failed, checked_on: today, status: 'broken', size: null, mime: null };
}

/** What readers are told of an address; null while nobody can say. */
export function publishedCheck(row: LinkRow | undefined): LinkCheck | null {
  if (!row?.status || !row.checked_on) return null;
  const { checked_on: checkedOn, status, size, mime } = row;
  return { checkedOn, status, size: size === null ? null : Number(size), mime };
}
