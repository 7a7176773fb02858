import { officialLawMonths } from '../environment.ts';

/**
 * Day before which what an answer says of the law is to be checked: so many months ago (`OFFICIAL_LAW_MONTHS`). Readers are
 * told; the hub's team finds them in the list of threads.
 */
export function oldLawDay(now: Date): string {
  const day = new Date(now);
  day.setUTCMonth(day.getUTCMonth() - officialLawMonths());
  return day.toISOString().slice(0, 10);
}
