import type { RegistrationRefusal as Refusal, RegistrationState } from '@palier/model';
import type { Transaction } from '../database/transaction.ts';
import { REGISTRATIONS, type Registration } from './tables.ts';
import type { Terms } from './terms.ts';

/** What people are told of, once each. */
export type HappeningKind =
  | 'to-confirm' // A visitor registered: nothing is theirs before they confirm.
  | 'seated' // At once, or by accepting an offer.
  | 'waiting'
  | 'offered'
  | 'promoted' // From the waiting list to a seat.
  | 'seats-changed'
  | 'cancelled'
  | 'offer-lapsed';

export interface Happening {
  kind: HappeningKind;
  /** As it was after that. */
  registration: Registration;
}

/** An event whose registrations this transaction alone changes: see {@link openEvent}. */
export interface OpenEvent {
  readonly trx: Transaction;
  readonly terms: Terms;
  readonly now: Date;
  /** What happened so far, in order. People are told in the same transaction, also when what was asked is refused. */
  readonly happenings: Happening[];
}

/** What came of a request: the registration as it is now, and whether the request changed it; or why it was refused. */
export type Outcome = { registration: Registration; isChanged: boolean } | { refusal: Refusal };

/** Notes what happened, and answers with it. */
export function happened({ happenings }: OpenEvent, kind: HappeningKind, registration: Registration): Outcome {
  happenings.push({ kind, registration });
  return { registration, isChanged: true };
}

/** The registrations of an event that are in a state. */
export const inState = ({ trx, terms }: OpenEvent, state: RegistrationState) =>
  trx(REGISTRATIONS).where({ event: terms.event, state });

/** Changes a registration. The state that it was found in is asked for again: it changes once, or the transaction fails. */
export async function change(
  { trx }: OpenEvent,
  { id, state }: Registration,
  values: Partial<Registration>,
): Promise<Registration> {
  const [row] = (await trx(REGISTRATIONS).where({ id, state }).update(values).returning('*')) as Registration[];
  if (!row) throw new Error(`registration ${id} is no longer ${state}: its event was not locked`);
  return row;
}
