import type { AdminMailing, MessageAudience, RegistrationState } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { newId } from '../community/rows.ts';
import { inTransaction, type Transaction, type WriteContext } from '../database/transaction.ts';
import { mailNow } from '../mail/dispatch.ts';
import type { Told } from '../mail/registrations.ts';
import { REGISTRATIONS, type Registration } from '../registrations/tables.ts';
import { tellOf } from '../registrations/tell.ts';
import { EVENT_DATES, type CalendarFacts, type Revision } from './dates.ts';
import { eventFacts } from './facts.ts';

const MAILINGS = 'palier_event_mailings';

/** Mails put in the outbox in one transaction: writers wait for its end on SQLite. */
const AT_ONCE = 50;

/** How long before the start those who have a seat are reminded, in ms. */
const REMINDER_MS = 24 * 3_600_000;

const LOOK_EVERY_MS = 5_000;

/** What all who are registered for an event are told. Of a change: what was before, per language. */
type Content =
  | { what: 'event-changed'; before: CalendarFacts }
  | { what: 'event-cancelled' }
  | { what: 'reminder' }
  | { what: 'message'; audience: MessageAudience; subject: string; text: string };

interface Mailing {
  id: string;
  event: string;
  kind: Content['what'];
  key: string;
  content: string;
  created_at: string;
  after: string;
  done_at: string | null;
  told: number;
}

/** Announces what a publication changed to those who are registered: that it is cancelled, or when and where it is now. */
export async function announceChange(
  { trx }: WriteContext,
  event: string,
  { sequence, before, after }: Revision,
  now: Date,
): Promise<void> {
  if (Date.parse(after.startsAt) <= now.getTime() && Date.parse(before.startsAt) <= now.getTime()) return;
  if (after.isCancelled) {
    if (!before.isCancelled) await addMailing(trx, event, String(sequence), { what: 'event-cancelled' }, now);
    return;
  }
  if (isWorthTelling(before, after) || before.isCancelled)
    await addMailing(trx, event, String(sequence), { what: 'event-changed', before }, now);
}

/** True for a change that is worth a mail: of when, where and what it is, not of every word of its summary, nor a new language. */
function isWorthTelling(before: CalendarFacts, after: CalendarFacts): boolean {
  const place = ({ startsAt, endsAt, timeZone, venue, address, format }: CalendarFacts) =>
    JSON.stringify([startsAt, endsAt, timeZone, venue, address, format]);
  const isRenamed = Object.entries(before.texts).some(
    ([locale, { title }]) => title !== (after.texts[locale]?.title ?? title),
  );
  return isRenamed || place(before) !== place(after);
}

/**
 * Adds something that those who are registered are told, unless it was added before.
 *
 * @param key what it is about: the same kind and key are told once
 * @returns false when it was added before
 */
export async function addMailing(
  trx: Transaction,
  event: string,
  key: string,
  content: Content,
  now: Date,
): Promise<boolean> {
  const added = await trx(MAILINGS)
    .insert({
      id: newId(),
      event,
      kind: content.what,
      key,
      content: JSON.stringify(content),
      created_at: now.toISOString(),
      after: '',
      done_at: null,
      told: 0,
    })
    .onConflict(['event', 'kind', 'key'])
    .ignore()
    .returning('id');
  return added.length > 0;
}

/** The last hundred things that those who registered for an event were told, the latest first. */
export async function mailingsOf(trx: Transaction, event: string): Promise<AdminMailing[]> {
  const rows = await trx(MAILINGS)
    .where({ event })
    .orderBy([{ column: 'created_at', order: 'desc' }, 'id'])
    .limit(100)
    .select<Mailing[]>('*');
  return rows.map(({ id, kind, content, created_at, done_at, told }) => {
    const said = JSON.parse(content) as Content;
    const isMessage = said.what === 'message';
    return {
      id,
      kind,
      audience: isMessage ? said.audience : null,
      subject: isMessage ? said.subject : null,
      createdAt: created_at,
      doneAt: done_at,
      told,
    };
  });
}

let timer: NodeJS.Timeout | undefined;
let running: Promise<void> | undefined;
let isStopping = false;

/** Puts the mails in the outbox, and looks for what is due every five seconds. Any number of processes may. */
export function startEventMailings(strapi: Core.Strapi): void {
  isStopping = false;
  const look = () => {
    running ??= runMailings(strapi, new Date(), () => isStopping)
      .catch((error: unknown) => {
        strapi.log.warn(`Those registered for events were not told, they will be: ${String(error)}`);
      })
      .finally(() => (running = undefined));
  };
  look();
  timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
}

export async function stopEventMailings(): Promise<void> {
  isStopping = true;
  clearInterval(timer);
  await running;
}

/** Adds the reminders that are due, then puts the mails of all that is to be told in the outbox. */
export async function runMailings(strapi: Core.Strapi, now = new Date(), isStopped = () => false): Promise<void> {
  await addReminders(strapi, now);
  let some = true;
  while (some && !isStopped()) {
    some = await inTransaction(strapi, (trx) => step(strapi, trx, now));
    if (some) void mailNow(strapi);
  }
}

/** Events that begin within a day are reminded of, once for each start: also late, when nothing ran meanwhile. */
async function addReminders(strapi: Core.Strapi, now: Date): Promise<void> {
  const soon = new Date(now.getTime() + REMINDER_MS).toISOString();
  const due = (trx: Transaction) =>
    trx(`${EVENT_DATES} as d`)
      .where('d.starts_at', '>', now.toISOString())
      .where('d.starts_at', '<=', soon)
      .whereNotExists(
        trx(MAILINGS)
          .where({ kind: 'reminder' })
          .where('event', trx.ref('d.event'))
          .where('key', trx.ref('d.starts_at'))
          .select('id'),
      )
      .select<{ event: string; starts_at: string }[]>('d.event', 'd.starts_at');
  const rows = await inTransaction(strapi, due);
  for (const { event, starts_at } of rows)
    await inTransaction(strapi, (trx) => addMailing(trx, event, starts_at, { what: 'reminder' }, now));
}

/** Tells the next few: their mails and how far the mailing has come are one transaction. False when there is nothing to do. */
async function step(strapi: Core.Strapi, trx: Transaction, now: Date): Promise<boolean> {
  const next = trx(MAILINGS).whereNull('done_at').orderBy(['created_at', 'id']).limit(1);
  if (trx.client.dialect === 'postgresql') void next.forUpdate().skipLocked();
  const mailing = await next.first<Mailing | undefined>('*');
  if (!mailing) return false;
  const content = JSON.parse(mailing.content) as Content;
  const isDue = await stillDue(strapi, mailing, now);
  const rows = isDue ? await recipients(trx, mailing, content) : [];
  for (const row of rows) await tellOf(strapi, trx, toldTo(content, row), row, now);
  await trx(MAILINGS)
    .where({ id: mailing.id })
    .update({
      after: rows.at(-1)?.id ?? mailing.after,
      told: trx.raw('told + ?', [rows.length]),
      ...(rows.length < AT_ONCE && { done_at: now.toISOString() }),
    });
  return true;
}

/** Nobody is told of what was hidden meanwhile, nor reminded of what is cancelled, moved or begun. */
async function stillDue(strapi: Core.Strapi, { event, kind, key }: Mailing, now: Date): Promise<boolean> {
  const facts = await eventFacts(strapi, event, 'fr');
  if (!facts) return false;
  if (kind !== 'reminder') return true;
  const { isCancelled, startsAt } = facts.terms;
  return !isCancelled && startsAt === key && Date.parse(key) > now.getTime();
}

/** The next few of those who are to be told: who registered before, and stands as it is for them. */
function recipients(
  trx: Transaction,
  { event, kind, key, created_at, after }: Mailing,
  content: Content,
): Promise<Registration[]> {
  const query = trx(REGISTRATIONS)
    .where({ event })
    .where('id', '>', after)
    .whereNotNull('email')
    .whereIn('state', AUDIENCES[audienceOf(content)])
    .orderBy('id')
    .limit(AT_ONCE);
  // Who registers when it is due already has just read the date.
  const before = kind === 'reminder' ? new Date(Date.parse(key) - REMINDER_MS).toISOString() : created_at;
  return query.where('confirmed_at', '<=', before).select<Registration[]>('*');
}

const AUDIENCES: Record<MessageAudience, RegistrationState[]> = {
  seated: ['seated'],
  waiting: ['waiting', 'offered'],
  all: ['seated', 'offered', 'waiting'],
};

function audienceOf(content: Content): MessageAudience {
  if (content.what === 'message') return content.audience;
  return content.what === 'reminder' ? 'seated' : 'all';
}

function toldTo(content: Content, { language }: Registration): Told {
  if (content.what !== 'event-changed') return content;
  const { startsAt, endsAt, venue, address, texts } = content.before;
  const title = (texts[language] ?? texts['fr'] ?? Object.values(texts)[0])?.title ?? '';
  const place = [venue, address].filter(Boolean).join(', ') || null;
  return { what: 'event-changed', before: { startsAt, endsAt, place, title } };
}
