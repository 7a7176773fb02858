import { instantOf, localTimeOf } from '@palier/calendar/time';
import { isTimeZone } from '@palier/model/events';

const PARIS = 'Europe/Paris';

/** Zones of France, those of most people first. */
const FRENCH_ZONES: readonly (readonly [zone: string, name: string])[] = [
  [PARIS, 'Paris (France hexagonale)'],
  ['America/Guadeloupe', 'Guadeloupe'],
  ['America/Martinique', 'Martinique'],
  ['America/Cayenne', 'Guyane'],
  ['Indian/Reunion', 'La Réunion'],
  ['Indian/Mayotte', 'Mayotte'],
  ['Pacific/Noumea', 'Nouvelle-Calédonie'],
  ['Pacific/Tahiti', 'Polynésie française'],
  ['America/Miquelon', 'Saint-Pierre-et-Miquelon'],
  ['America/St_Barthelemy', 'Saint-Barthélemy'],
  ['America/Marigot', 'Saint-Martin'],
  ['Pacific/Wallis', 'Wallis-et-Futuna'],
];

/** Every zone that can be chosen, with its name: those of France, UTC, then the others by their IANA names. */
export const ZONES: readonly (readonly [zone: string, name: string])[] = [
  ...FRENCH_ZONES,
  ['UTC', 'UTC'],
  ...Intl.supportedValuesOf('timeZone')
    .filter((zone) => zone !== 'UTC' && !FRENCH_ZONES.some(([known]) => known === zone))
    .map((zone) => [zone, zone] as const),
];

/** Fields that hold a time of the event. */
const TIMES = ['startsAt', 'endsAt', 'opensAt', 'closesAt'] as const;

/** The zone that a form holds; that of Paris while it holds none. */
export function eventZone(values: Readonly<Record<string, unknown>>): string {
  const zone = values['timeZone'];
  return typeof zone === 'string' && isTimeZone(zone) ? zone : PARIS;
}

/** The times of a form in another zone: the hours that were typed stay, the instants change. */
export function timesInZone(
  values: Readonly<Record<string, unknown>>,
  zone: string,
): [field: string, instant: string][] {
  const before = eventZone(values);
  return TIMES.flatMap((field): [string, string][] => {
    const value = values[field];
    if (typeof value !== 'string') return [];
    return [[field, instantOf(localTimeOf(new Date(value).toISOString(), before), zone)]];
  });
}
