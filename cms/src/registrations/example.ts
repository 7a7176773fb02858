import type { Core } from '@strapi/strapi';
import { newId } from '../community/rows.ts';
import type { WriteContext } from '../database/transaction.ts';
import { readTerms } from '../events/facts.ts';
import { refresh } from '../published/publications.ts';
import { noteAvailability } from './availability.ts';
import { seatsOrPlace } from './line.ts';
import { openEvent } from './open-event.ts';
import { FORGOTTEN, REGISTRATIONS } from './tables.ts';

/** Gives an example registrations of nobody: seats as long as there are some, then places on the waiting list. */
export async function fillExample(
  strapi: Core.Strapi,
  write: WriteContext,
  event: string,
  count: number,
  now: Date,
): Promise<void> {
  const open = await openEvent(write.trx, event, readTerms(strapi), now);
  if (!open) return;
  const at = now.toISOString();
  for (let n = 0; n < count; n += 1) {
    const got = await seatsOrPlace(open, 1);
    await write.trx(REGISTRATIONS).insert({
      ...FORGOTTEN,
      ...got,
      id: newId(),
      event,
      language: 'fr',
      seats: 1,
      created_at: at,
      confirmed_at: at,
    });
  }
  if (await noteAvailability(open)) await refresh(strapi, write, 'event', [event], 'hide', 'kept');
}
