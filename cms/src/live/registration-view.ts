import type { EventReference, RegistrationView } from '@palier/model';
import type { Transaction } from '../database/transaction.ts';
import { standingOf } from '../registrations/read.ts';
import type { Registration } from '../registrations/tables.ts';

/** A registration as pages of who made it name it. */
export async function viewOf(
  trx: Transaction,
  registration: Registration,
  event: EventReference,
  now: Date,
): Promise<RegistrationView> {
  const { state, position } = await standingOf(trx, registration, now);
  return { id: registration.id, event, state, position, seats: registration.seats };
}
