import { calendarInvite } from '@palier/calendar/calendar';
import { eventUid, type CalendarEvent } from '@palier/calendar/event';
import { formatInstant, formatPeriod, zoneName } from '@palier/calendar/words';
import type { Locale } from '@palier/model';
import { publicUrl } from '../environment.ts';
import type { EventFacts } from '../events/facts.ts';
import type { HappeningKind } from '../registrations/event.ts';
import { registrationUrl } from '../registrations/links.ts';
import { lettered, type Letter } from './layout.ts';
import type { Invite, Mail } from './outbox.ts';
import { senderOf } from './transport.ts';

/** What someone is told of their registration; of a change of the event, what changed. */
export type Told =
  | { what: HappeningKind | 'again' | 'event-cancelled' | 'reminder' }
  | { what: 'event-changed'; before: { startsAt: string; endsAt: string; place: string | null; title: string } }
  | { what: 'message'; subject: string; text: string };

/** A registration and its event, as its mails say them. */
export interface Registered {
  email: string;
  name: string;
  locale: Locale;
  id: string;
  seats: number;
  /** True for who has a seat: they get what it takes to join, and the event in their calendar. */
  holdsSeat: boolean;
  position: number | null;
  offerExpiresAt: string | null;
  facts: EventFacts;
  sequence: number;
  revisedAt: string;
  now: Date;
}

type Kind = Told['what'];

interface Words {
  subjects: Record<Exclude<Kind, 'message'>, string>;
  leads: Record<Exclude<Kind, 'message' | 'event-changed'>, string>;
  buttons: { confirm: string; accept: string; manage: string };
  when: string;
  where: string;
  online: string;
  join: string;
  seats: string;
  example: string;
  changed: string;
  oldDate: string;
  oldPlace: string;
  oldTitle: string;
  cancellation: string;
  message: string;
  footer: string;
}

const TEXTS: Record<Locale, Words> = {
  fr: {
    subjects: {
      'to-confirm': 'Confirmez votre inscription : {title}',
      again: 'Votre inscription : {title}',
      seated: 'Vous êtes inscrit : {title}',
      waiting: 'Vous êtes sur liste d’attente : {title}',
      offered: 'Une place vous est proposée : {title}',
      promoted: 'Une place s’est libérée pour vous : {title}',
      'seats-changed': 'Votre inscription a changé : {title}',
      cancelled: 'Votre inscription est annulée : {title}',
      'offer-lapsed': 'La place proposée est passée au suivant : {title}',
      'event-cancelled': 'Événement annulé : {title}',
      'event-changed': 'Du changement : {title}',
      reminder: 'Rappel : {title}',
    },
    leads: {
      'to-confirm':
        'Quelqu’un, vous sans doute, a demandé à vous inscrire. Confirmez d’un clic sur la page qui s’ouvre : la place n’est retenue qu’à ce moment. Le lien vaut 48 heures.',
      again: 'Vous étiez déjà inscrit avec cette adresse. Ce lien ouvre votre inscription.',
      seated: 'Votre place est retenue.',
      waiting:
        'C’est complet pour l’instant : vous êtes numéro {position} sur la liste d’attente. Dès qu’une place se libère, elle va au premier, dans l’ordre.',
      offered: 'Une place s’est libérée et vous êtes le premier. Elle est à vous si vous l’acceptez avant le {limit}.',
      promoted: 'Vous étiez sur la liste d’attente : la place est maintenant à vous.',
      'seats-changed': 'Votre inscription est à jour.',
      cancelled: 'Votre inscription est annulée. La place va à qui attend.',
      'offer-lapsed': 'La place qui vous était proposée n’a pas été acceptée à temps : elle est passée au suivant.',
      'event-cancelled': 'Cet événement n’aura pas lieu. Vous n’avez rien à faire.',
      reminder: 'C’est bientôt. Si vous ne pouvez plus venir, annulez : quelqu’un attend peut-être votre place.',
    },
    buttons: { confirm: 'Confirmer', accept: 'Voir la place proposée', manage: 'Voir ou annuler mon inscription' },
    when: 'Quand : {when}',
    where: 'Où : {where}',
    online: 'En ligne',
    join: 'Lien de connexion, pour vous seul : {url}',
    seats: 'Places : {n}',
    example: 'Ceci est un exemple : personne ne tient cet événement.',
    changed: 'L’organisateur a changé ce qui suit. Votre inscription reste valable.',
    oldDate: 'Il était prévu : {when}',
    oldPlace: 'Le lieu était : {where}',
    oldTitle: 'Son titre était : {title}',
    cancellation: 'L’organisateur dit : {reason}',
    message: 'Un message de l’organisateur de « {title} » :',
    footer: 'Vous recevez ce message parce que cette adresse a été donnée pour cet événement.',
  },
  en: {
    subjects: {
      'to-confirm': 'Confirm your registration: {title}',
      again: 'Your registration: {title}',
      seated: 'You are registered: {title}',
      waiting: 'You are on the waiting list: {title}',
      offered: 'A seat is offered to you: {title}',
      promoted: 'A seat has become yours: {title}',
      'seats-changed': 'Your registration has changed: {title}',
      cancelled: 'Your registration is cancelled: {title}',
      'offer-lapsed': 'The seat offered went to the next person: {title}',
      'event-cancelled': 'Event cancelled: {title}',
      'event-changed': 'A change: {title}',
      reminder: 'Reminder: {title}',
    },
    leads: {
      'to-confirm':
        'Someone, probably you, asked to register you. Confirm with one click on the page that opens: the seat is kept from then on. The link works for 48 hours.',
      again: 'You were already registered with this address. This link opens your registration.',
      seated: 'Your seat is kept.',
      waiting:
        'It is full for now: you are number {position} on the waiting list. As soon as a seat is freed, it goes to the first, in order.',
      offered: 'A seat was freed and you are the first. It is yours if you accept it before {limit}.',
      promoted: 'You were on the waiting list: the seat is now yours.',
      'seats-changed': 'Your registration is up to date.',
      cancelled: 'Your registration is cancelled. The seat goes to who waits.',
      'offer-lapsed': 'The seat that was offered to you was not accepted in time: it went to the next person.',
      'event-cancelled': 'This event will not be held. There is nothing for you to do.',
      reminder: 'It is soon. If you can no longer come, cancel: someone may be waiting for your seat.',
    },
    buttons: { confirm: 'Confirm', accept: 'See the seat offered', manage: 'See or cancel my registration' },
    when: 'When: {when}',
    where: 'Where: {where}',
    online: 'Online',
    join: 'Link to join, for you alone: {url}',
    seats: 'Seats: {n}',
    example: 'This is an example: nobody holds this event.',
    changed: 'The organiser has changed the following. Your registration is still good.',
    oldDate: 'It was planned for: {when}',
    oldPlace: 'The place was: {where}',
    oldTitle: 'Its title was: {title}',
    cancellation: 'The organiser says: {reason}',
    message: 'A message from the organiser of “{title}”:',
    footer: 'You get this message because this address was given for this event.',
  },
};

/** The mail that tells someone what became of their registration, with what their calendar needs. */
export function registrationMail(told: Told, to: Registered): Mail {
  const { locale, facts, email, id } = to;
  const t = TEXTS[locale];
  const { title } = facts.reference;
  const subject = told.what === 'message' ? told.subject : filled(t.subjects[told.what], { title });
  const letter: Letter = {
    locale,
    subject,
    paragraphs: [...paragraphsOf(told, to), ...factLines(told, to)],
    ...(isOver(told) ? {} : { link: { label: buttonOf(told, t), url: registrationUrl(locale, id) } }),
    footer: [t.footer],
    ways: [{ label: title, url: publicUrl() + facts.reference.url }],
  };
  const invite = inviteOf(told, to);
  return { recipient: email, kind: 'registration', subject, ...lettered(letter), ...(invite && { invite }) };
}

function paragraphsOf(told: Told, to: Registered): string[] {
  const { locale, facts, position, offerExpiresAt } = to;
  const { timeZone, title } = facts.reference;
  const t = TEXTS[locale];
  if (told.what === 'message') return [filled(t.message, { title }), ...told.text.split(/\n{2,}/)];
  if (told.what === 'event-changed') {
    const { startsAt, endsAt, place, title: oldTitle } = told.before;
    const hasMoved = startsAt !== facts.reference.startsAt || endsAt !== facts.reference.endsAt;
    return [
      t.changed,
      ...(hasMoved ? [filled(t.oldDate, { when: period(locale, startsAt, endsAt, timeZone) })] : []),
      ...(place !== placeOf(facts) && place !== null ? [filled(t.oldPlace, { where: place })] : []),
      ...(oldTitle === title ? [] : [filled(t.oldTitle, { title: oldTitle })]),
    ];
  }
  const lead = filled(t.leads[told.what], {
    position: String(position ?? ''),
    limit: offerExpiresAt ? moment(locale, offerExpiresAt, timeZone) : '',
  });
  const reason = told.what === 'event-cancelled' && facts.cancellation ? [facts.cancellation] : [];
  return [lead, ...reason.map((one) => filled(t.cancellation, { reason: one }))];
}

/** When, where, and for who has a seat how to join. */
function factLines(told: Told, { locale, facts, seats, holdsSeat }: Registered): string[] {
  const t = TEXTS[locale];
  const { startsAt, endsAt, timeZone, isExample, format } = facts.reference;
  const where = [placeOf(facts), ...(format === 'on-site' ? [] : [t.online])].filter(Boolean).join(' ; ');
  const joins = holdsSeat && !isOver(told) && !facts.reference.isCancelled;
  return [
    filled(t.when, { when: period(locale, startsAt, endsAt, timeZone) }),
    filled(t.where, { where }),
    ...(seats > 1 ? [filled(t.seats, { n: String(seats) })] : []),
    ...(joins && facts.joinUrl ? [filled(t.join, { url: facts.joinUrl })] : []),
    ...(joins && facts.joinNotes ? [facts.joinNotes] : []),
    ...(isExample ? [t.example] : []),
  ];
}

const isOver = ({ what }: Told): boolean =>
  what === 'cancelled' || what === 'offer-lapsed' || what === 'event-cancelled';

function buttonOf({ what }: Told, { buttons }: Words): string {
  if (what === 'to-confirm') return buttons.confirm;
  return what === 'offered' ? buttons.accept : buttons.manage;
}

/** What the calendar of who has, or had, a seat gets. */
function inviteOf(told: Told, to: Registered): Invite | undefined {
  const { what } = told;
  const isOut = what === 'cancelled' || what === 'event-cancelled';
  // A message changes nothing in a calendar.
  if (what === 'message' || (!isOut && !to.holdsSeat)) return undefined;
  const method = isOut ? 'CANCEL' : 'REQUEST';
  const people = {
    organiser: senderOf(),
    attendee: { name: to.name || to.email, email: to.email },
    at: to.now,
  };
  return { method, text: calendarInvite(method, calendarEventOf(to), people) };
}

/** The event as the calendar of someone who takes part holds it: with where to join. */
function calendarEventOf({ facts, sequence, revisedAt, locale, id }: Registered): CalendarEvent {
  const { reference } = facts;
  const page = publicUrl() + reference.url;
  const join = [facts.joinUrl, facts.joinNotes, facts.summary, registrationUrl(locale, id)].filter(Boolean);
  return {
    uid: eventUid(reference.id),
    title: reference.title,
    description: join.join('\n\n'),
    page,
    location: placeOf(facts) ?? facts.joinUrl ?? page,
    startsAt: reference.startsAt,
    endsAt: reference.endsAt,
    timeZone: reference.timeZone,
    sequence,
    revisedAt,
    isCancelled: reference.isCancelled,
  };
}

const placeOf = ({ reference: { venue, address } }: EventFacts): string | null =>
  [venue, address].filter(Boolean).join(', ') || null;

/** From when to when, with the zone: mails are read far from their sender. */
const period = (locale: Locale, startsAt: string, endsAt: string, timeZone: string): string =>
  `${formatPeriod(locale, startsAt, endsAt, timeZone)} (${zoneName(locale, timeZone, startsAt)})`;

const moment = (locale: Locale, at: string, timeZone: string): string =>
  `${formatInstant(locale, at, timeZone)} (${zoneName(locale, timeZone, at)})`;

const filled = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
