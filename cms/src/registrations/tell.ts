import type { Core } from '@strapi/strapi';
import type { Transaction } from '../database/transaction.ts';
import { eventDates } from '../events/dates.ts';
import { eventFacts, type EventFacts } from '../events/facts.ts';
import { addMail } from '../mail/outbox.ts';
import { registrationMail, type Told } from '../mail/registrations.ts';
import type { OpenEvent } from './event.ts';
import { standingOf } from './read.ts';
import type { Registration } from './tables.ts';

/** Puts the mails about what happened in the outbox, one each. Whoever was forgotten meanwhile is told nothing. */
export async function tellHappenings(strapi: Core.Strapi, open: OpenEvent): Promise<void> {
  for (const { kind, registration } of open.happenings.splice(0)) {
    // Nobody gets the seat of an event that is not held: of that they are told.
    if (kind === 'offer-lapsed' && open.terms.isCancelled) continue;
    await tellOf(strapi, open.trx, { what: kind }, registration, open.now);
  }
}

/** Puts a mail about a registration in the outbox, in the language of its form. */
export async function tellOf(
  strapi: Core.Strapi,
  trx: Transaction,
  told: Told,
  registration: Registration,
  now: Date,
): Promise<void> {
  const { email, event, language } = registration;
  const facts = await eventFacts(strapi, event, language);
  if (!facts || email === null) return;
  await addMail(trx, await mailOf(trx, told, { registration, facts, email }, now), now);
}

async function mailOf(
  trx: Transaction,
  told: Told,
  about: { registration: Registration; facts: EventFacts; email: string },
  now: Date,
) {
  const { registration, facts, email } = about;
  const { position } = await standingOf(trx, registration, now);
  const dates = (await eventDates(trx, [registration.event])).get(registration.event);
  return registrationMail(told, {
    email,
    name: registration.name ?? '',
    locale: registration.language,
    id: registration.id,
    seats: registration.seats,
    holdsSeat: registration.state === 'seated',
    position,
    offerExpiresAt: registration.offer_expires_at,
    facts,
    sequence: dates?.sequence ?? 0,
    revisedAt: dates?.revised_at ?? now.toISOString(),
    now,
  });
}
