import { happened, inState, type OpenEvent } from './event.ts';
import { countFree, nextPlace, takeSeats } from './seats.ts';
import type { Registration } from './tables.ts';
import { offerEnd, overFor } from './terms.ts';

/** Those who wait and can hope. A group larger than the event keeps its place, and the others step over it. */
function hopeful(event: OpenEvent) {
  const waiting = inState(event, 'waiting');
  const { capacity } = event.terms;
  return capacity === null ? waiting : waiting.where('seats', '<=', capacity);
}

/** True when a seat given now would be given before someone's turn. */
export const someoneWaits = async (event: OpenEvent): Promise<boolean> =>
  (await hopeful(event).first('id')) !== undefined;

/** What a newcomer gets: the seats when they are free and nobody waits for them, or else the next place on the list. */
export async function seatsOrPlace(event: OpenEvent, seats: number): Promise<Pick<Registration, 'state' | 'place'>> {
  const isSeated = !(await someoneWaits(event)) && (await takeSeats(event, seats));
  return isSeated ? { state: 'seated', place: null } : { state: 'waiting', place: await nextPlace(event) };
}

/**
 * Gives what is free to those who wait, or offers it to them, strictly in order: a group at the head that does not fit yet
 * stops the line. Nobody is called to an event that is cancelled or has started.
 */
export async function promote(event: OpenEvent): Promise<void> {
  const { terms, now } = event;
  if (overFor(terms, now)) return;
  const { seats, last } = await firstInLine(event);
  if (seats === 0 || !(await takeSeats(event, seats))) return;
  const given: Partial<Registration> =
    terms.waitlist === 'direct'
      ? { state: 'seated' }
      : { state: 'offered', offer_expires_at: offerEnd(terms, now).toISOString() };
  const called = (await hopeful(event).where('place', '<=', last).update(given).returning('*')) as Registration[];
  for (const registration of called.sort((a, b) => a.place! - b.place!))
    happened(event, terms.waitlist === 'direct' ? 'promoted' : 'offered', registration);
}

/** How many seats the head of the line is to get, and the place of the last who is to get some. */
async function firstInLine(event: OpenEvent): Promise<{ seats: number; last: number }> {
  const { capacity } = event.terms;
  const free = capacity === null ? Infinity : await countFree(event, capacity);
  const first = { seats: 0, last: 0 };
  if (free <= 0) return first;
  const line = hopeful(event).orderBy('place').select<{ place: number; seats: number }[]>('place', 'seats');
  if (free !== Infinity) void line.limit(free); // One seat each at least.
  for (const { place, seats } of await line) {
    if (first.seats + seats > free) break;
    first.seats += seats;
    first.last = place;
  }
  return first;
}
