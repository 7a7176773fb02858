import { canonicalJson } from '@palier/model';
import type { Core } from '@strapi/strapi';
import type { Transaction, WriteContext } from '../database/transaction.ts';
import { readEdited, type Content } from '../published/project.ts';
import { settleTerms } from '../registrations/act.ts';
import { EVENT_DATES, eventDates, phaseAt, type CalendarFacts, type EventDates, type Revision } from './dates.ts';
import { announceChange } from './mailings.ts';

/**
 * Brings what follows from an event in step with what is published of it, in the transaction of the change and before its
 * state is read for the feed: what calendars know of it, who has a seat, and the mails to those who are registered.
 */
export async function followEvent(strapi: Core.Strapi, write: WriteContext, event: string): Promise<void> {
  const now = new Date();
  const revision = await reviseEvent(strapi, write.trx, event, now);
  await settleTerms(strapi, write.trx, event, now);
  if (revision) await announceChange(write, event, revision, now);
}

/**
 * Counts SEQUENCE (RFC 5545, 3.8.7.4) up when something changes that calendars hold, in whatever language. Null when nothing
 * is published, nothing of this changed, or it is the first time.
 */
async function reviseEvent(strapi: Core.Strapi, trx: Transaction, event: string, now: Date): Promise<Revision | null> {
  const versions = await readEdited(strapi, 'event', [event]);
  const after = factsIn(versions);
  if (!after) return null;
  const facts = canonicalJson(after);
  const before = (await eventDates(trx, [event])).get(event);
  const phase = phaseAt(after.endsAt, now);
  if (before?.facts === facts && before.phase === phase) return null;
  const isRevised = before?.facts !== facts;
  const row: EventDates = {
    event,
    facts,
    sequence: before === undefined ? 0 : before.sequence + (isRevised ? 1 : 0),
    revised_at: isRevised ? now.toISOString() : before.revised_at,
    starts_at: after.startsAt,
    ends_at: after.endsAt,
    moved_from:
      before !== undefined && before.starts_at !== after.startsAt ? before.starts_at : (before?.moved_from ?? null),
    phase,
    availability: before?.availability ?? null,
  };
  await trx(EVENT_DATES).insert(row).onConflict('event').merge();
  if (!isRevised || !before?.facts) return null;
  return { sequence: row.sequence, before: JSON.parse(before.facts) as CalendarFacts, after };
}

/** What calendars hold of the published versions of an event; undefined when there are none, or one is not fit to be published. */
function factsIn(versions: readonly Content[]): CalendarFacts | undefined {
  const [first] = versions;
  if (typeof first?.['startsAt'] !== 'string' || typeof first['endsAt'] !== 'string') return undefined;
  const { startsAt, endsAt, timeZone, isCancelled, format, venue, address } = first as unknown as CalendarFacts;
  const texts = versions.map((one) => {
    const { title, summary, slug, cancellation } = one as unknown as CalendarFacts['texts'][string];
    return [one.locale, { title, summary, slug, cancellation }] as const;
  });
  return { startsAt, endsAt, timeZone, isCancelled, format, venue, address, texts: Object.fromEntries(texts) };
}
