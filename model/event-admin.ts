import type { EntitySize } from './documents.ts';
import type { RegistrationMode } from './events.ts';
import type { Level } from './levels.ts';
import type { Locale } from './locales.ts';
import type { RegistrationRefusal, RegistrationState } from './registrations.ts';

/** What the screen of registrations, in the admin, gets and sends. */

/** An event as it is published, or else as its draft. */
export interface AdminEvent {
  id: string;
  title: string;
  locale: Locale;
  /** Instants, in UTC; null in a draft that does not say yet. */
  startsAt: string | null;
  endsAt: string | null;
  timeZone: string;
  registration: RegistrationMode;
  /** Seats; null: as many as come. */
  capacity: number | null;
  isCancelled: boolean;
  isExample: boolean;
  isPublished: boolean;
  /** Seats that are taken or offered. */
  taken: number;
  /** Registrations that wait. */
  waiting: number;
}

/** A page of events. */
export interface AdminEvents {
  events: AdminEvent[];
  total: number;
  pages: number;
}

export interface EventFigure {
  registrations: number;
  seats: number;
}

/** Figures of who has a seat, by something that they said; null for those who did not. */
export type EventBreakdown<Name> = ({ name: Name | null } & EventFigure)[];

/** What is counted of an event: of all who registered, those whose names were erased too. */
export interface EventFigures {
  states: Record<RegistrationState, EventFigure>;
  attended: EventFigure;
  /** By name in French. */
  bySector: EventBreakdown<string>;
  byLevel: EventBreakdown<Level>;
  bySize: EventBreakdown<EntitySize>;
  /** Registrations whose names were erased: they are in no list. */
  erased: number;
}

/** Who a message is for: those who have a seat, those who wait for one or are offered one, or both. */
export const MESSAGE_AUDIENCES = ['seated', 'waiting', 'all'] as const;

export type MessageAudience = (typeof MESSAGE_AUDIENCES)[number];

/** What a message to who registered may hold at most, in characters. */
export const MESSAGE_LIMITS = { subject: 150, text: 5_000 } as const;

/** Something that those who registered are told. */
export interface AdminMailing {
  id: string;
  kind: 'event-changed' | 'event-cancelled' | 'reminder' | 'message';
  /** Of a message. */
  audience: MessageAudience | null;
  subject: string | null;
  createdAt: string;
  /** When the last of them was told; null while it goes on. */
  doneAt: string | null;
  /** How many were told so far. */
  told: number;
}

/** One event; null when there is none. */
export interface AdminEventPage {
  found: { event: AdminEvent; figures: EventFigures; mailings: AdminMailing[] } | null;
}

export interface AdminRegistration {
  id: string;
  name: string;
  entity: string | null;
  email: string;
  seats: number;
  state: RegistrationState;
  /** Of who waits: their rank among those who wait, from 1. */
  position: number | null;
  answers: { label: string; answer: string }[];
  createdAt: string;
  attendedAt: string | null;
}

/** A page of those who registered for an event. */
export interface AdminRegistrations {
  registrations: AdminRegistration[];
  total: number;
  pages: number;
}

/** What came of noting whether someone is there. */
export interface AdminAttendance {
  outcome: 'done' | 'no-seat';
}

/** What came of cancelling a registration. */
export interface AdminCancellation {
  outcome: 'done' | 'same' | RegistrationRefusal;
}

/** The ticket that a code opens; null when it is none of ours, or its registration was erased. */
export interface AdminTicket {
  found: { event: AdminEvent; registration: AdminRegistration } | null;
}

/** What came of a message; `already`: this form was sent before. */
export interface AdminMessage {
  outcome: 'done' | 'already' | 'not-published';
}

/** Dates of a series at most, the first one with them. */
export const SERIES_MAX = 52;

/** What came of making a series. */
export type AdminSeries =
  /** Drafts that were made. */
  | { outcome: 'done'; count: number }
  /** Nothing was made: there is no such event, it has no dates yet, or an event has the address of one of its dates. */
  | { outcome: 'unknown' | 'no-dates' }
  | { outcome: 'taken'; slug: string };
