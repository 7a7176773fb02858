import { change, happened, type OpenEvent, type Outcome } from './event.ts';
import { promote, someoneWaits } from './line.ts';
import { findIn } from './read.ts';
import { freeSeats, takeSeats } from './seats.ts';
import { holdsSeats, isLive } from './tables.ts';
import { flawOfSeats, hasStarted, isSeatCount, overFor, shutFor } from './terms.ts';

/** Cancels a registration, until the event starts. What it held goes to who waits. Cancelled again, it stays as it is. */
export async function cancel(event: OpenEvent, id: string): Promise<Outcome> {
  const { terms, now } = event;
  const registration = await findIn(event, id);
  if (!registration) return { refusal: 'unknown' };
  if (!isLive(registration)) return { registration, isChanged: false };
  if (hasStarted(terms, now)) return { refusal: 'closed' };
  const ended = await change(event, registration, { state: 'cancelled', ended_at: now.toISOString() });
  if (holdsSeats(registration)) await freeSeats(event, registration.seats);
  const outcome = happened(event, 'cancelled', ended);
  await promote(event); // Also when they only waited: the line may have stopped at them.
  return outcome;
}

/** Accepts the seats that a registration is offered. Accepted again, they stay. An offer that is due has lapsed. */
export async function accept(event: OpenEvent, id: string): Promise<Outcome> {
  const { terms, now } = event;
  const registration = await findIn(event, id);
  if (!registration) return { refusal: 'unknown' };
  const { state } = registration;
  if (state === 'seated') return { registration, isChanged: false };
  if (state === 'lapsed') return { refusal: 'lapsed' };
  if (state === 'cancelled') return { refusal: 'ended' };
  if (state !== 'offered') return { refusal: 'no-offer' };
  const refusal = overFor(terms, now);
  if (refusal) return { refusal };
  return happened(event, 'seated', await change(event, registration, { state: 'seated', offer_expires_at: null }));
}

/**
 * Changes how many seats a registration is for. Fewer: until the event starts, and they go to who waits. More: while one can
 * register, if they are free and nobody waits; who waits keeps to what they asked.
 */
export async function changeSeats(event: OpenEvent, id: string, seats: number): Promise<Outcome> {
  const { terms, now } = event;
  const registration = await findIn(event, id);
  if (!registration) return { refusal: 'unknown' };
  if (!isLive(registration)) return { refusal: 'ended' };
  if (!isSeatCount(seats)) return { refusal: 'invalid-seats' };
  const more = seats - registration.seats;
  if (more === 0) return { registration, isChanged: false };
  const refusal = more < 0 ? overFor(terms, now) : (shutFor(terms, now) ?? flawOfSeats(terms, seats));
  if (refusal) return { refusal };
  if (more > 0 && registration.state !== 'unconfirmed') {
    const isGiven = holdsSeats(registration) && !(await someoneWaits(event)) && (await takeSeats(event, more));
    if (!isGiven) return { refusal: 'no-seat' };
  }
  const outcome = happened(event, 'seats-changed', await change(event, registration, { seats }));
  if (more < 0) {
    if (holdsSeats(registration)) await freeSeats(event, -more);
    await promote(event);
  }
  return outcome;
}
