import {
  ENTITY_SIZES,
  LIVE_PAGES,
  REGISTRATION_LIMITS,
  type EntitySize,
  type EventQuestion,
  type FieldFlaw,
  type LiveAnswer,
} from '@palier/model';
import { z } from 'zod';
import { choicesIn } from '../community/subjects.ts';
import { inTransaction } from '../database/transaction.ts';
import { eventFacts, type EventFacts } from '../events/facts.ts';
import { newToken } from '../members/digests.ts';
import { countOnce, type Rate } from '../members/rates.ts';
import { actOn } from '../registrations/act.ts';
import { ownLive, seatsOf } from '../registrations/read.ts';
import { register as registerIn, type SentRegistration } from '../registrations/register.ts';
import { tellOf } from '../registrations/tell.ts';
import { shutFor } from '../registrations/terms.ts';
import { viewOf } from './registration-view.ts';
import {
  emailAddress,
  field,
  redirect,
  refused,
  show,
  withQuery,
  type LivePageHandlers,
  type Visitor,
} from './request.ts';

/** A town hall registers many people from one machine. */
const FROM_MACHINE: Rate = { what: 'registrations', times: 60, spanMs: 3_600_000 };
/** Mails to one address that it did not ask for by itself. */
const TO_ADDRESS: Rate = { what: 'registrations to', times: 10, spanMs: 3_600_000 };
/** « I never got it »: the same mail again, not twenty times. */
const AGAIN: Rate = { what: 'registration again', times: 1, spanMs: 600_000 };

/** The form to register for an event, for members and visitors. */
export const register: LivePageHandlers = {
  access: 'anyone',
  get: (request) => registerPage(request, request.query['evenement'] ?? '', newToken()),
  async post(request) {
    const { strapi, member, machine, now, locale } = request;
    const event = field(request, 'event');
    const key = field(request, 'key').slice(0, 64) || newToken();
    const facts = await inTransaction(strapi, () => eventFacts(strapi, event, locale));
    if (facts?.registration !== 'here') return refused(request, 404);
    const read = readForm(request, facts, key);
    if ('flaws' in read) return registerPage(request, event, key, { flaws: read.flaws, values: request.fields });
    const sent = { ...read.sent, sector: await knownSector(request, read.sent.sector) };
    const done = withQuery(LIVE_PAGES.register[locale], { evenement: event, avis: 'courriel' });
    // A trap that only machines fill in: they are told what everyone is.
    if (field(request, 'website') !== '') return redirect(done);
    const isAllowed = await inTransaction(
      strapi,
      async (trx) =>
        (await countOnce(trx, FROM_MACHINE, machine, now)) && (await countOnce(trx, TO_ADDRESS, sent.email, now)),
    );
    if (!isAllowed) return refused(request, 429);
    const outcome = await actOn(strapi, event, now, async (open) => {
      const result = await registerIn(open, sent);
      const isKnown = 'registration' in result && !result.isChanged && result.registration.key !== key;
      // Who registers again may have lost the mail; whether they were known shows in no page.
      if (member === null && isKnown && (await countOnce(open.trx, AGAIN, `${event} ${sent.email}`, now)))
        await tellOf(strapi, open.trx, { what: againOf(result.registration.state) }, result.registration, now);
      return result;
    });
    if ('refusal' in outcome) {
      if (outcome.refusal === 'unknown') return refused(request, 404);
      const isAboutSeats = outcome.refusal === 'group-too-large' || outcome.refusal === 'invalid-seats';
      // Of what is over the page itself says that it is.
      const flaws: Record<string, FieldFlaw> = isAboutSeats ? { seats: 'not-allowed' } : {};
      return registerPage(request, event, key, { flaws, values: request.fields, status: 422 });
    }
    if (member === null) return redirect(done);
    return redirect(withQuery(LIVE_PAGES.registration[locale], { inscription: outcome.registration.id }));
  },
};

const againOf = (state: string) => (state === 'unconfirmed' ? ('to-confirm' as const) : ('again' as const));

async function registerPage(
  request: Visitor,
  event: string,
  key: string,
  shown: Parameters<typeof show>[3] = {},
): Promise<LiveAnswer> {
  const { strapi, member, locale, now, query } = request;
  const data = await inTransaction(strapi, async (trx) => {
    const facts = await eventFacts(strapi, event, locale);
    if (facts?.registration !== 'here') return undefined;
    const { terms, reference, questions } = facts;
    const { taken, waiting } = await seatsOf(trx, event);
    const refusal = shutFor(terms, now) ?? null;
    const own = member && (await ownLive(trx, event, member));
    return {
      event: reference,
      key,
      left: terms.capacity === null ? null : Math.max(0, terms.capacity - taken),
      waiting,
      groupMax: terms.capacity === null ? terms.groupMax : Math.min(terms.groupMax, terms.capacity),
      refusal,
      opensAt: refusal === 'not-open' ? terms.opensAt : null,
      questions,
      sectors: await choicesIn(strapi, trx, 'sector', locale),
      member: member && {
        email: member.email ?? '',
        entity: member.entity ?? '',
        sector: member.sector ?? '',
        size: member.size ?? ('' as const),
      },
      own: own ? await viewOf(trx, own, reference, now) : null,
    };
  });
  if (!data) return refused(request, 404);
  return show(request, 'register', data, { notice: query['avis'] === 'courriel' ? 'mail-sent' : null, ...shown });
}

type Read = { sent: SentRegistration } | { flaws: Record<string, FieldFlaw> };

/** What the form sent, or what is wrong with it, field by field. */
function readForm(request: Visitor, { questions, terms }: EventFacts, key: string): Read {
  const { member, locale } = request;
  const flaws: Record<string, FieldFlaw> = {};
  const text = (name: string, max: number, isRequired: boolean): string => {
    const value = field(request, name).replace(/\s+/g, ' ').trim();
    if (value === '' && isRequired) flaws[name] = 'missing';
    if (value.length > max) flaws[name] = 'too-long';
    return value;
  };
  const name = text('name', REGISTRATION_LIMITS.name, true);
  const entity = text('entity', REGISTRATION_LIMITS.entity, false);
  const email = member?.email ?? readEmail(request, flaws);
  const seats = readSeats(request, terms.groupMax, flaws);
  const size = field(request, 'size');
  if (size !== '' && !ENTITY_SIZES.includes(size as EntitySize)) flaws['size'] = 'not-allowed';
  const answers = questions.map((question) => ({
    label: question.label,
    answer: readAnswer(request, question, flaws),
  }));
  if (Object.keys(flaws).length > 0) return { flaws };
  return {
    sent: {
      member: member?.document_id ?? null,
      email,
      name,
      entity: entity || null,
      answers: Object.fromEntries(
        answers.filter(({ answer }) => answer !== '').map(({ label, answer }) => [label, answer]),
      ),
      key,
      sector: field(request, 'sector') || member?.sector || null,
      size: (size as EntitySize) || member?.size || null,
      level: member?.level ?? null,
      language: locale,
      seats,
    },
  };
}

function readEmail(request: Visitor, flaws: Record<string, FieldFlaw>): string {
  const email = emailAddress.safeParse(field(request, 'email'));
  if (email.success) return email.data;
  flaws['email'] = field(request, 'email').trim() === '' ? 'missing' : 'not-an-address';
  return '';
}

function readSeats(request: Visitor, groupMax: number, flaws: Record<string, FieldFlaw>): number {
  const seats = z.coerce
    .number()
    .int()
    .min(1)
    .safeParse(field(request, 'seats') || '1');
  if (!seats.success) flaws['seats'] = 'not-a-number';
  else if (seats.data > groupMax) flaws['seats'] = 'not-allowed';
  return seats.data ?? 1;
}

function readAnswer(request: Visitor, question: EventQuestion, flaws: Record<string, FieldFlaw>): string {
  const answer = field(request, question.field).trim();
  if (answer === '' && question.isRequired) flaws[question.field] = 'missing';
  if (answer.length > REGISTRATION_LIMITS.answer) flaws[question.field] = 'too-long';
  if (answer !== '' && question.choices.length > 0 && !question.choices.includes(answer))
    flaws[question.field] = 'not-allowed';
  return answer;
}

/** A sector of the hub; anything else is none. */
async function knownSector({ strapi, locale }: Visitor, slug: string | null): Promise<string | null> {
  if (slug === null) return null;
  const sectors = await inTransaction(strapi, (trx) => choicesIn(strapi, trx, 'sector', locale));
  return sectors.some((one) => one.slug === slug) ? slug : null;
}
