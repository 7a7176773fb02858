import type { Transaction } from '../database/transaction.ts';
import type { OpenEvent } from './event.ts';
import { lapse } from './lapse.ts';
import { promote } from './line.ts';
import { SEATS } from './tables.ts';
import type { ReadTerms, Terms } from './terms.ts';

interface SeatsRow {
  starts_at: string;
  ends_at: string;
  unsettled: boolean | 0 | 1;
}

/**
 * Opens the registrations of an event to this transaction alone, until it ends, and settles them: what is due lapses, and
 * what is free goes to who waits. After an organiser changed an event (in the same transaction), and for an event of
 * {@link unsettledEvents}, it is all there is to do.
 *
 * The terms are read once the event is locked: they are those that hold, whatever an organiser publishes at the same time.
 * A transaction opens one event, and takes the turn of writers (`writeTransaction`) before or never: no two wait for each other.
 *
 * @returns undefined when there is no such event
 */
export async function openEvent(
  trx: Transaction,
  id: string,
  readTerms: ReadTerms,
  now: Date,
): Promise<OpenEvent | undefined> {
  const [row] = (await lock(trx, id).returning(['starts_at', 'ends_at', 'unsettled'])) as SeatsRow[];
  const terms = await readTerms(trx, id);
  if (!terms) return undefined;
  if (!row) {
    // The first time. Of two that come at once one makes the row, and both lock it.
    await trx(SEATS)
      .insert({ event: id, taken: 0, next_place: 1, unsettled: false, ...times(terms) })
      .onConflict('event')
      .ignore();
    return openEvent(trx, id, readTerms, now);
  }
  const { starts_at, ends_at } = times(terms);
  if (row.unsettled || row.starts_at !== starts_at || row.ends_at !== ends_at)
    await trx(SEATS).where({ event: id }).update({ starts_at, ends_at, unsettled: false });
  const event: OpenEvent = { trx, terms, now, happenings: [] };
  await lapse(event);
  await promote(event);
  return event;
}

/** Locks the row of an event until the transaction ends; 0 when it has none. */
export const lock = (trx: Transaction, event: string) =>
  trx(SEATS)
    .where({ event })
    .update({ taken: trx.ref('taken') });

const times = ({ startsAt, endsAt }: Terms) => ({
  starts_at: new Date(startsAt).toISOString(),
  ends_at: new Date(endsAt).toISOString(),
});
