import { dayOf, daysAfter, instantOf, workingDay } from '@palier/calendar/time';
import type { Core } from '@strapi/strapi';
import type { Transaction, WriteContext } from '../database/transaction.ts';
import type { Values } from '../import/effective.ts';
import { fillExample } from '../registrations/example.ts';
import { EVENT_DATES } from './dates.ts';

/** Fields of an import that hold a time in the zone of the event. */
const TIMES = ['startsAt', 'endsAt', 'opensAt', 'closesAt', 'movedFrom'] as const;

/** Those at which it is held. */
const HELD: ReadonlySet<string> = new Set(['startsAt', 'endsAt', 'movedFrom']);

const DEFAULT_ZONE = 'Europe/Paris';

/**
 * The values of an event to import, its times made instants. `+14 14:00` counts from the day of this import; a file that
 * is imported again unchanged is left alone before it comes here, so that its dates do not move by themselves.
 *
 * @param effective all that the sources say, for the zone: `values` may hold only what changed
 */
export function withInstants(values: Values, effective: Values, now = new Date()): Values {
  const timeZone = typeof effective['timeZone'] === 'string' ? effective['timeZone'] : DEFAULT_ZONE;
  const { movedFrom: _told, exampleRegistrations: _filled, ...kept } = values;
  const times = TIMES.filter((field) => field !== 'movedFrom' && typeof values[field] === 'string');
  return {
    ...kept,
    ...Object.fromEntries(
      times.map((field) => [field, importedInstant(values[field] as string, timeZone, now, HELD.has(field))]),
    ),
  };
}

/**
 * The instant of a time as imports write it. What counts from the day of the import and falls on a weekend is on the Monday
 * after; a registration that opens or closes stays on its day, before the event.
 */
function importedInstant(text: string, timeZone: string, now: Date, isHeld: boolean): string {
  const [, days, time] = /^([+-]\d+) (\d\d:\d\d)$/.exec(text) ?? [];
  if (days === undefined) return instantOf(text, timeZone);
  const day = daysAfter(dayOf(now.toISOString(), timeZone), Number(days));
  return instantOf(`${isHeld ? workingDay(day) : day}T${time}`, timeZone);
}

/** Fills a new example with registrations of nobody, as many as its file says. */
export async function fillNewExample(
  strapi: Core.Strapi,
  write: WriteContext,
  event: string,
  { isExample, exampleRegistrations: count }: Values,
  now = new Date(),
): Promise<void> {
  if (isExample === true && typeof count === 'number') await fillExample(strapi, write, event, count, now);
}

/**
 * Notes, before a new event is published for the first time, that it was to begin at another time: its publication is then
 * the move, as if the hub had announced it before.
 */
export async function noteEarlierDate(
  trx: Transaction,
  event: string,
  effective: Values,
  now = new Date(),
): Promise<void> {
  if (typeof effective['movedFrom'] !== 'string') return;
  const timeZone = typeof effective['timeZone'] === 'string' ? effective['timeZone'] : DEFAULT_ZONE;
  const startsAt = importedInstant(effective['movedFrom'], timeZone, now, true);
  await trx(EVENT_DATES)
    .insert({
      event,
      facts: '',
      sequence: 0,
      revised_at: now.toISOString(),
      starts_at: startsAt,
      ends_at: startsAt,
      phase: 'upcoming',
    })
    .onConflict('event')
    .ignore();
}
