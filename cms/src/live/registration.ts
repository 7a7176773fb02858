import {
  LIVE_PAGES,
  type LiveAnswer,
  type Notice,
  type RegistrationRefusal,
  type RegistrationView,
} from '@palier/model';
import { inTransaction, type Transaction } from '../database/transaction.ts';
import { eventFacts, type EventFacts } from '../events/facts.ts';
import { actOn } from '../registrations/act.ts';
import { accept, cancel, changeSeats } from '../registrations/changes.ts';
import type { OpenEvent, Outcome } from '../registrations/event.ts';
import { readRegistrationToken, registrationToken, ticketUrl } from '../registrations/links.ts';
import { findRegistration, isOwn, ownRegistrationsOf } from '../registrations/read.ts';
import { confirm } from '../registrations/register.ts';
import { isLive, type Registration } from '../registrations/tables.ts';
import { overFor } from '../registrations/terms.ts';
import { viewOf } from './registration-view.ts';
import { field, redirect, show, withQuery, type LivePageHandlers, type SignedIn, type Visitor } from './request.ts';

/** Of what else was done the state of the registration says enough. */
const NOTICES: Partial<Record<string, Notice>> = { seats: 'saved', cancel: 'cancelled' };

/** One registration: the link of its mails opens it, or the account of the member whose it is. */
export const registration: LivePageHandlers = {
  access: 'anyone',
  get: (request) => registrationPage(request, null),
  async post(request) {
    const { strapi, now, locale } = request;
    const found = await inTransaction(strapi, (trx) => asked(trx, request));
    const act = ACTS[field(request, 'act')];
    if (!found || !act) return registrationPage(request, found ? null : 'unknown');
    const outcome = await actOn(strapi, found.event, now, (open) => act(open, found.id, request));
    if ('refusal' in outcome) return registrationPage(request, outcome.refusal);
    const token = field(request, 'token');
    const whose: Record<string, string> = token === '' ? { inscription: found.id } : { jeton: token };
    return redirect(withQuery(LIVE_PAGES.registration[locale], { ...whose, avis: field(request, 'act') }));
  },
};

const ACTS: Partial<Record<string, (open: OpenEvent, id: string, request: Visitor) => Promise<Outcome>>> = {
  confirm,
  accept,
  cancel,
  seats: (open, id, request) => {
    const seats = field(request, 'seats');
    return changeSeats(open, id, /^\d{1,3}$/.test(seats) ? Number(seats) : Number.NaN);
  },
};

/** The registration that a token is of, or one of the member's own. */
async function asked(trx: Transaction, request: Visitor): Promise<Registration | undefined> {
  const token = field(request, 'token') || (request.query['jeton'] ?? '');
  if (token !== '') {
    const id = readRegistrationToken(token.slice(0, 100));
    const found = id === undefined ? undefined : await findRegistration(trx, id);
    return found?.email == null ? undefined : found; // Forgotten: nobody's any more.
  }
  const id = field(request, 'registration') || (request.query['inscription'] ?? '');
  const found = await findRegistration(trx, id);
  return found && request.member && isOwn(found, request.member) ? found : undefined;
}

async function registrationPage(request: Visitor, refusal: RegistrationRefusal | null): Promise<LiveAnswer> {
  const { strapi, now, locale, query } = request;
  const data = await inTransaction(strapi, async (trx) => {
    const found = await asked(trx, request);
    const facts = found && (await eventFacts(strapi, found.event, locale));
    return found && facts ? dataOf(trx, found, facts, { refusal, now }) : null;
  });
  const notice = refusal === null ? (NOTICES[query['avis'] ?? ''] ?? null) : null;
  return show(request, 'registration', data, { notice, status: refusal === null ? 200 : 422 });
}

async function dataOf(
  trx: Transaction,
  found: Registration,
  facts: EventFacts,
  { refusal, now }: { refusal: RegistrationRefusal | null; now: Date },
) {
  const { terms, reference } = facts;
  const view = await viewOf(trx, found, reference, now);
  const isOn = overFor(terms, now) === undefined;
  const hasSeat = view.state === 'seated' && !terms.isCancelled;
  const stands = isLive({ ...found, state: view.state });
  return {
    token: registrationToken(found.id),
    registration: view,
    name: found.name ?? '',
    entity: found.entity ?? '',
    answers: Object.entries(JSON.parse(found.answers ?? '{}') as Record<string, string>).map(([label, answer]) => ({
      label,
      answer,
    })),
    groupMax: terms.groupMax,
    // The event may have been moved to before the end of the offer.
    offerExpiresAt: view.state === 'offered' ? earlier(found.offer_expires_at!, terms.startsAt) : null,
    join:
      hasSeat && (facts.joinUrl !== null || facts.joinNotes !== '')
        ? { url: facts.joinUrl, notes: facts.joinNotes }
        : null,
    ticket: hasSeat ? ticketUrl(found.id) : null,
    refusal,
    may: {
      confirm: isOn && view.state === 'unconfirmed',
      accept: isOn && view.state === 'offered',
      cancel: isOn && stands,
      changeSeats: isOn && stands && terms.groupMax > 1,
    },
  };
}

const earlier = (one: string, other: string) => (Date.parse(one) < Date.parse(other) ? one : other);

/** What a member has registered for. */
export const ownRegistrations: LivePageHandlers = {
  access: 'member',
  async get(request: SignedIn) {
    const { strapi, member, now, locale } = request;
    const views = await inTransaction(strapi, async (trx) => {
      const found: RegistrationView[] = [];
      for (const one of await ownRegistrationsOf(trx, member)) {
        const facts = await eventFacts(strapi, one.event, locale);
        if (facts) found.push(await viewOf(trx, one, facts.reference, now));
      }
      return found;
    });
    const isPast = ({ event }: RegistrationView) => Date.parse(event.endsAt) <= now.getTime();
    const byStart = views.toSorted((a, b) => Date.parse(a.event.startsAt) - Date.parse(b.event.startsAt));
    return show(request, 'ownRegistrations', {
      upcoming: byStart.filter((one) => !isPast(one)),
      past: byStart.filter(isPast).reverse(),
    });
  },
};
