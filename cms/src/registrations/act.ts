import type { Core } from '@strapi/strapi';
import { writeTransaction, type Transaction, type WriteContext } from '../database/transaction.ts';
import { readTerms } from '../events/facts.ts';
import { mailNow } from '../mail/dispatch.ts';
import { refresh } from '../published/publications.ts';
import { noteAvailability } from './availability.ts';
import type { OpenEvent, Outcome } from './event.ts';
import { openEvent } from './open-event.ts';
import { tellHappenings } from './tell.ts';

/**
 * Does something with the registrations of an event: what happens by it, the mails that say so and what pages show of the
 * seats are one transaction.
 */
export async function actOn(
  strapi: Core.Strapi,
  event: string,
  now: Date,
  work: (open: OpenEvent) => Promise<Outcome>,
): Promise<Outcome> {
  const outcome = await writeTransaction(strapi, async (write): Promise<Outcome> => {
    const open = await openEvent(write.trx, event, readTerms(strapi), now);
    if (!open) return { refusal: 'unknown' };
    const done = await work(open);
    if (await settled(strapi, open)) await showAvailability(strapi, write, event);
    return done;
  });
  void mailNow(strapi);
  return outcome;
}

/** Settles an event at which something became due. */
export async function settleDue(strapi: Core.Strapi, event: string, now: Date): Promise<void> {
  await writeTransaction(strapi, async (write) => {
    if (await settleTerms(strapi, write.trx, event, now)) await showAvailability(strapi, write, event);
  });
  void mailNow(strapi);
}

/** Settles an event whose terms were changed in this transaction. True when its published state has to follow. */
export async function settleTerms(strapi: Core.Strapi, trx: Transaction, event: string, now: Date): Promise<boolean> {
  const open = await openEvent(trx, event, readTerms(strapi), now);
  return open !== undefined && settled(strapi, open);
}

async function settled(strapi: Core.Strapi, open: OpenEvent): Promise<boolean> {
  await tellHappenings(strapi, open);
  return noteAvailability(open);
}

/** The text of the event is the same: its date stays. */
async function showAvailability(strapi: Core.Strapi, write: WriteContext, event: string): Promise<void> {
  await refresh(strapi, write, 'event', [event], 'hide', 'kept');
}
