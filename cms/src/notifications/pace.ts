import type { NotificationPace } from '@palier/model';

const HOUR_MS = 3_600_000;

/** What is told at once waits so long for more of it: ten answers in five minutes are one mail. */
export const BATCH_MS = 5 * 60_000;

/** Digests leave at this hour in Paris; the weekly one on Mondays. */
const HOUR = '08';
const DAY = 'Mon';

const PARIS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  weekday: 'short',
  hour: '2-digit',
  hourCycle: 'h23',
});

/** When something that happens now goes by mail: an instant in ISO 8601; null for never. */
export function dueAt(pace: NotificationPace, now: Date): string | null {
  if (pace === 'never') return null;
  if (pace === 'at-once') return new Date(now.getTime() + BATCH_MS).toISOString();
  // Paris is whole hours away from UTC: its hours begin with ours, in summer and in winter.
  let hour = Math.floor(now.getTime() / HOUR_MS) + 1;
  while (!isHourOf(pace, hour)) hour += 1;
  return new Date(hour * HOUR_MS).toISOString();
}

function isHourOf(pace: 'daily' | 'weekly', hour: number): boolean {
  const parts = PARIS.formatToParts(hour * HOUR_MS);
  const part = (type: 'hour' | 'weekday') => parts.find((one) => one.type === type)?.value;
  return part('hour') === HOUR && (pace === 'daily' || part('weekday') === DAY);
}
