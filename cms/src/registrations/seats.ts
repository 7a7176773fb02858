import type { OpenEvent } from './event.ts';
import { SEATS } from './tables.ts';

const rowOf = ({ trx, terms }: OpenEvent) => trx(SEATS).where({ event: terms.event });

/** Takes so many seats if they are free; false when they are not. The database decides. */
export async function takeSeats(event: OpenEvent, seats: number): Promise<boolean> {
  const row = rowOf(event);
  const { capacity } = event.terms;
  if (capacity !== null) void row.where('taken', '<=', capacity - seats);
  return (await row.increment('taken', seats)) === 1;
}

export async function freeSeats(event: OpenEvent, seats: number): Promise<void> {
  await rowOf(event).decrement('taken', seats);
}

/** How many seats are free: below zero when the organiser took away some that were taken. */
export async function countFree(event: OpenEvent, capacity: number): Promise<number> {
  const { taken } = (await rowOf(event).first<{ taken: number } | undefined>('taken'))!;
  return capacity - taken;
}

/** The next place on the waiting list, from 1. */
export async function nextPlace(event: OpenEvent): Promise<number> {
  const [row] = (await rowOf(event).increment('next_place', 1).returning('next_place')) as { next_place: number }[];
  return row!.next_place - 1;
}
