/**
 * Instants and the local times of a zone, with what browsers bring: a polyfill of Temporal weighs 17 kB compressed, most of
 * what a tool may weigh. Instants are milliseconds since 1970; local times are as HTML writes them: `2026-10-24T18:00`.
 */

const HOUR = 3_600_000;
/** What is outside is a slip of the keyboard: a field that is being typed says the year 2 before it says 2026. */
const YEARS = { first: 1970, last: 2200 };

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;
const LOCAL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?$/;

/** Parts of a local time: year, month from 1, day, hour, minute, second. */
type Parts = [number, number, number, number, number, number];

const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    // Not a zone.
  }
  // What is asked may be anything: it must not fill the memory.
  if (formats.size > 1000) formats.clear();
  formats.set(timeZone, format);
  return format;
}

/** True for a name of the IANA database that this machine knows: `Europe/Paris`. */
export function isTimeZone(timeZone: string): boolean {
  return formatOf(timeZone) !== null;
}

/** The instant that a text says, ISO 8601 with its offset from UTC (`2026-10-24T18:00+02:00`); null when it says none. */
export function parseInstant(text: string): number | null {
  const parts = partsOf(INSTANT, text);
  if (parts === null) return null;
  const at = Date.parse(text);
  return Number.isFinite(at) ? at : null;
}

/**
 * The instant of a local time in a zone; null for what is no local time, or no zone. Of an hour that comes twice when summer
 * time ends it is the first, so that no deadline is late; an hour that its beginning leaves out is the one after it.
 */
export function instantOf(local: string, timeZone: string): number | null {
  const parts = partsOf(LOCAL, local);
  return parts && isTimeZone(timeZone) ? instantOfParts(parts, timeZone) : null;
}

/** The local time of an instant in a zone, to the minute: `2026-10-24T18:00`. A zone that is none counts as UTC. */
export function localTimeOf(at: number, timeZone: string): string {
  const [year, month, day, hour, minute] = localParts(at, timeZone);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

export interface MonthLater {
  /** Milliseconds since 1970. */
  at: number;
  /** True when the next month has no such day: it is then its last one. */
  isClamped: boolean;
}

/** The same local hour of the same day of the next month, or of its last day when it has no such day. */
export function oneMonthLater(at: number, timeZone: string): MonthLater {
  const [year, month, day, ...time] = localParts(at, timeZone);
  const next: [number, number] = month === 12 ? [year + 1, 1] : [year, month + 1];
  const last = daysOf(...next);
  return {
    at: instantOfParts([...next, Math.min(day, last), ...time] as Parts, timeZone) + millisecondsOf(at),
    isClamped: day > last,
  };
}

/** True for a Saturday or a Sunday of the zone. */
export function isWeekend(at: number, timeZone: string): boolean {
  const [year, month, day] = localParts(at, timeZone);
  return [0, 6].includes(new Date(Date.UTC(year, month - 1, day)).getUTCDay());
}

/** The instant so many hours later. They are hours that pass: no clock that is put forward or back changes them. */
export function hoursLater(at: number, hours: number): number {
  return at + hours * HOUR;
}

function partsOf(form: RegExp, text: string): Parts | null {
  const match = form.exec(text);
  if (!match) return null;
  const parts = match.slice(1, 7).map((part) => Number(part ?? 0)) as Parts;
  const [year, month, day, hour, minute, second] = parts;
  const isReal =
    year >= YEARS.first &&
    year <= YEARS.last &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysOf(year, month) &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  return isReal ? parts : null;
}

const daysOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

const millisecondsOf = (at: number) => ((at % 1000) + 1000) % 1000;

function localParts(at: number, timeZone: string): Parts {
  const format = formatOf(timeZone) ?? formatOf('UTC')!;
  const found = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return ['year', 'month', 'day', 'hour', 'minute', 'second'].map((part) =>
    found.get(part as Intl.DateTimeFormatPartTypes)!,
  ) as Parts;
}

const asUtc = ([year, month, day, hour, minute, second]: Parts) => Date.UTC(year, month - 1, day, hour, minute, second);

function instantOfParts(parts: Parts, timeZone: string): number {
  const utc = asUtc(parts);
  const offsetAt = (at: number) => asUtc(localParts(at, timeZone)) - (at - millisecondsOf(at));
  // Clocks change at most once within two days.
  const [before, after] = [offsetAt(utc - 24 * HOUR), offsetAt(utc + 24 * HOUR)];
  const found = [utc - before, utc - after].filter((at) => asUtc(localParts(at, timeZone)) === utc);
  return found.length > 0 ? Math.min(...found) : utc - before;
}
