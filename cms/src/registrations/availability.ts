import type { Availability } from '@palier/model';
import { EVENT_DATES } from '../events/dates.ts';
import type { OpenEvent } from './event.ts';
import { seatsOf } from './read.ts';

/** Of the seats, the part below which few are left; and the number, where that part is less. */
const FEW = { part: 0.1, seats: 2 };

/** Notes whether seats are left, for the pages of an event. True when that has changed: its published state has to follow. */
export async function noteAvailability({ trx, terms: { event, capacity } }: OpenEvent): Promise<boolean> {
  if (capacity === null) return false;
  const { taken, waiting } = await seatsOf(trx, event);
  const availability = waiting > 0 ? 'full' : availabilityOf(capacity - taken, capacity);
  const changed = await trx(EVENT_DATES)
    .where({ event })
    .whereRaw("coalesce(availability, 'open') <> ?", [availability])
    .update({ availability });
  return changed > 0;
}

/** What is said of so many seats left. */
function availabilityOf(left: number, capacity: number): Availability {
  if (left <= 0) return 'full';
  return left <= Math.max(FEW.seats, capacity * FEW.part) ? 'few' : 'open';
}
