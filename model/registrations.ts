import type { EventFormat } from './events.ts';
import type { Locale } from './locales.ts';

/** What became of a registration. */
export const REGISTRATION_STATES = ['unconfirmed', 'seated', 'waiting', 'offered', 'cancelled', 'lapsed'] as const;

export type RegistrationState = (typeof REGISTRATION_STATES)[number];

/** Why nothing was done of what was asked of an event's registrations; the site has the words. */
export const REGISTRATION_REFUSALS = [
  'not-open', // Registration has not opened.
  'closed', // Registration is over, or the event has started.
  'cancelled', // The event is.
  'invalid-seats', // Not a number from 1.
  'group-too-large', // More than one registration may have, or than there are.
  'no-seat', // So many more are not free, or others wait for them.
  'no-offer', // The registration has none to accept.
  'lapsed', // It was confirmed, or the offer accepted, too late.
  'ended', // The registration was cancelled, or has lapsed.
  'unknown', // No such registration, or no such event.
] as const;

export type RegistrationRefusal = (typeof REGISTRATION_REFUSALS)[number];

/** What a form of registration may hold at most, in characters. */
export const REGISTRATION_LIMITS = { name: 200, entity: 200, answer: 500 } as const;

/** An event, as live pages about it name it. */
export interface EventReference {
  id: string;
  title: string;
  language: Locale;
  /** Its page. */
  url: string;
  startsAt: string;
  endsAt: string;
  timeZone: string;
  format: EventFormat;
  venue: string | null;
  address: string | null;
  isCancelled: boolean;
  isExample: boolean;
}

/** A question of the organiser to who registers. */
export interface EventQuestion {
  /** Name of its field in the form. */
  field: string;
  label: string;
  /** Answers to choose from; none when it is answered freely. */
  choices: string[];
  isRequired: boolean;
}

/** Someone's registration as a list of theirs names it. */
export interface RegistrationView {
  id: string;
  event: EventReference;
  state: RegistrationState;
  /** Of who waits: their rank among those who wait, from 1. */
  position: number | null;
  seats: number;
}
