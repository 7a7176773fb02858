import type { EntitySize, Level, Locale, RegistrationState } from '@palier/model';

/** One row an event: its lock, and how many seats are taken. */
export const SEATS = 'palier_event_seats';

/** One row a registration, whatever became of it. */
export const REGISTRATIONS = 'palier_registrations';

/** States of a registration that stands: one an address and event. */
export const LIVE_STATES = ['unconfirmed', 'seated', 'waiting', 'offered'] as const;

/** A registration, as its row. */
export interface Registration {
  id: string;
  event: string;
  member: string | null;
  email: string | null;
  name: string | null;
  entity: string | null;
  /** To the organiser's questions: JSON. */
  answers: string | null;
  key: string | null;
  sector: string | null;
  size: EntitySize | null;
  level: Level | null;
  language: Locale;
  seats: number;
  state: RegistrationState;
  /** On the waiting list, among all who ever waited; null for who never did. */
  place: number | null;
  offer_expires_at: string | null;
  created_at: string;
  confirmed_at: string | null;
  ended_at: string | null;
  attended_at: string | null;
}

export const isLive = ({ state }: Registration): boolean => (LIVE_STATES as readonly string[]).includes(state);

/** True when the seats of a registration are counted as taken. */
export const holdsSeats = ({ state }: Registration): boolean => state === 'seated' || state === 'offered';

/** What a row holds of a person, emptied: the rest is for figures. */
export const FORGOTTEN = { member: null, email: null, name: null, entity: null, answers: null, key: null } as const;
