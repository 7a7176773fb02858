/** What events are told apart by. */

export const EVENT_FORMATS = ['on-site', 'online', 'hybrid'] as const;

export type EventFormat = (typeof EVENT_FORMATS)[number];

/** Where people register: on the hub, on another site, nowhere. */
export const REGISTRATION_MODES = ['here', 'elsewhere', 'none'] as const;

export type RegistrationMode = (typeof REGISTRATION_MODES)[number];

/** What becomes of a freed seat: it is given to who waits first, or offered to them for a time. */
export const WAITLIST_MODES = ['direct', 'offer'] as const;

export type WaitlistMode = (typeof WAITLIST_MODES)[number];

/** An event is past once it has ended. */
export const EVENT_PHASES = ['upcoming', 'past'] as const;

export type EventPhase = (typeof EVENT_PHASES)[number];

/** Seats that are left: some, few, none. */
export const AVAILABILITIES = ['open', 'few', 'full'] as const;

export type Availability = (typeof AVAILABILITIES)[number];

/** What people do in their entity, for events that are held for some of them. */
export const FUNCTIONS = [
  'executive',
  'elected-official',
  'security',
  'it',
  'legal',
  'risk',
  'procurement',
  'communication',
  'all-staff',
] as const;

export type Function = (typeof FUNCTIONS)[number];

/** Regions of France, by their names in addresses (code officiel géographique, 2026). */
export const REGIONS = [
  'auvergne-rhone-alpes',
  'bourgogne-franche-comte',
  'bretagne',
  'centre-val-de-loire',
  'corse',
  'grand-est',
  'guadeloupe',
  'guyane',
  'hauts-de-france',
  'ile-de-france',
  'la-reunion',
  'martinique',
  'mayotte',
  'normandie',
  'nouvelle-aquitaine',
  'occitanie',
  'pays-de-la-loire',
  'provence-alpes-cote-d-azur',
] as const;

export type Region = (typeof REGIONS)[number];

export const EVENT_LIMITS = {
  capacity: 100_000,
  /** Seats in one registration. */
  group: 50,
  /** Questions of the organiser to who registers, and answers to choose from. */
  questions: 10,
  choices: 20,
  /** Hours for which a seat can be offered. */
  offerHours: 168,
  /** Days that one event can last. */
  days: 31,
} as const;

const ZONES: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);

/** True for the name of a time zone of the IANA database, written as it is there. */
export function isTimeZone(name: string): boolean {
  return ZONES.has(name);
}
