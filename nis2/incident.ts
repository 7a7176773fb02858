import { z } from './json.ts';
import { LAW, type SOURCES } from './law.ts';
import { hoursLater, isTimeZone, isWeekend, oneMonthLater, parseInstant } from './time.ts';

/**
 * When the reports on a significant incident are due (Article 23(4) of the directive), and the notification of a breach of
 * personal data that may come with it (Article 33 of the GDPR).
 *
 * How periods are counted. Regulation No 1182/71 counts the periods of acts of the Union; whether it governs those of a
 * national law that transposes a directive is not settled, and France has not transposed this one. It says that a period in
 * hours leaves out the hour in which it begins (3(1)), that a period in months ends with the last hour of the day of the same
 * number, or of the last day of a month that has no such day (3(2)(c)), and that a period which is not in hours and would end
 * on a Saturday, a Sunday or a public holiday ends with the next working day (3(4)). Periods in hours are never moved.
 *
 * Each rule gives time. We give none: 24 and 72 hours pass from the minute of awareness, a month ends at the same local
 * hour of the same day, and nothing is moved for a weekend, only noted (`weekend`). Who keeps our deadlines is late under no
 * reading.
 */

/** The five reports of Article 23(4), in the order in which they come. */
export const REPORT_KINDS = ['early-warning', 'notification', 'intermediate', 'progress', 'final'] as const;

export type ReportKind = (typeof REPORT_KINDS)[number];

/** What a deadline counts from. */
export type Start = 'awareness' | 'notification' | 'handling' | 'request';

interface DeadlineRule {
  id: string;
  /** What is sent. */
  sent: ReportKind | 'breach-notification';
  article: string;
  source: keyof typeof SOURCES;
  from: Start;
  /** Null: the authority that asks says when. */
  period: { hours: number } | { months: 1 } | null;
  to: 'csirt' | 'data-protection';
}

/** Every deadline, a row each. */
export const DEADLINE_RULES = [
  {
    id: 'early-warning',
    sent: 'early-warning',
    article: '23(4)(a)',
    source: 'nis2',
    from: 'awareness',
    period: { hours: 24 },
    to: 'csirt',
  },
  {
    id: 'notification',
    sent: 'notification',
    article: '23(4)(b)',
    source: 'nis2',
    from: 'awareness',
    period: { hours: 72 },
    to: 'csirt',
  },
  {
    // Derogation from point (b) for providers of trust services.
    id: 'trust-notification',
    sent: 'notification',
    article: '23(4)',
    source: 'nis2',
    from: 'awareness',
    period: { hours: 24 },
    to: 'csirt',
  },
  {
    id: 'intermediate',
    sent: 'intermediate',
    article: '23(4)(c)',
    source: 'nis2',
    from: 'request',
    period: null,
    to: 'csirt',
  },
  {
    id: 'progress',
    sent: 'progress',
    article: '23(4)(e)',
    source: 'nis2',
    from: 'notification',
    period: { months: 1 },
    to: 'csirt',
  },
  {
    id: 'final',
    sent: 'final',
    article: '23(4)(d)',
    source: 'nis2',
    from: 'notification',
    period: { months: 1 },
    to: 'csirt',
  },
  {
    id: 'final-after-handling',
    sent: 'final',
    article: '23(4)(e)',
    source: 'nis2',
    from: 'handling',
    period: { months: 1 },
    to: 'csirt',
  },
  {
    id: 'breach-notification',
    sent: 'breach-notification',
    article: '33(1)',
    source: 'gdpr',
    from: 'awareness',
    period: { hours: 72 },
    to: 'data-protection',
  },
] as const satisfies readonly DeadlineRule[];

export type DeadlineId = (typeof DEADLINE_RULES)[number]['id'];

const instant = z.string().check(z.refine((text) => parseInstant(text) !== null, 'instant'));
const yesNo = z.enum(['yes', 'no', 'unknown']);

/** What is known of an incident. Everything may be left out: it is then unknown. */
export const incidentSchema = z.object({
  /** When the entity knew of the significant incident, ISO 8601 with its offset: `2026-10-24T18:00+02:00`. */
  awareAt: z.optional(instant),
  /** Zone of the entity, of the IANA database: a month is one of its calendar. UTC when it is left out. */
  timeZone: z.optional(z.string().check(z.refine(isTimeZone, 'time-zone'))),
  /** When the notification of 23(4)(b) was sent. */
  notifiedAt: z.optional(instant),
  status: z.optional(z.enum(['ongoing', 'handled', 'unknown'])),
  /** When the entity had handled the incident. */
  handledAt: z.optional(instant),
  /** The entity provides trust services, and the incident affects them. */
  trustService: z.optional(yesNo),
  /** Personal data are lost, disclosed, altered or out of reach. */
  personalData: z.optional(yesNo),
});

export type Incident = z.infer<typeof incidentSchema>;

/** What a reader must know beside the date. */
export type DeadlineNote =
  /** The notification is not sent yet: sent earlier, it brings this deadline forward. */
  | 'provisional'
  /** The month after has no such day: its last one. */
  | 'end-of-month'
  /** A Saturday or a Sunday. Nothing was moved. */
  | 'weekend'
  /** Due only if the answer that is missing is yes. */
  | 'if-personal-data'
  /** Due as a progress report if the incident is not handled by then. */
  | 'progress-if-ongoing'
  /** Shorter, 24 hours, for a provider of trust services. */
  | 'shorter-if-trust-service';

/** Why there is no date. */
export type NoDate = 'awareness-unknown' | 'on-request' | 'handling-unknown' | 'out-of-range';

export interface Deadline {
  id: DeadlineId;
  sent: DeadlineRule['sent'];
  article: string;
  source: keyof typeof SOURCES;
  from: Start;
  to: DeadlineRule['to'];
  /** Instant in UTC, ISO 8601 with milliseconds; null with the reason in `because`. */
  at: string | null;
  because: NoDate | null;
  notes: DeadlineNote[];
}

/** Answers that contradict each other; the deadlines are computed all the same. */
export type IncidentFlaw = 'notified-before-awareness' | 'handled-before-awareness';

export interface Timeline {
  /** In the order in which they fall due; those without a date last. */
  deadlines: Deadline[];
  /** Answers that would settle what is open. */
  missing: (keyof Incident)[];
  flaws: IncidentFlaw[];
  lawDate: string;
}

/**
 * The deadlines of an incident. Total: what is unknown is said in `because`, `notes` and `missing`.
 *
 * @param incident as {@link incidentSchema}; a value that it refuses counts as unknown
 */
export function incidentTimeline(incident: Incident): Timeline {
  const { status = 'unknown', trustService = 'unknown', personalData = 'unknown' } = incident;
  const zone = incident.timeZone !== undefined && isTimeZone(incident.timeZone) ? incident.timeZone : 'UTC';
  const aware = instantIn(incident.awareAt);
  const notified = instantIn(incident.notifiedAt);
  // An incident that is ongoing has no end yet, whatever an earlier answer left behind.
  const handled = status === 'ongoing' ? null : instantIn(incident.handledAt);

  const deadlines: Deadline[] = [];
  const add = (id: DeadlineId, from: number | null, because: NoDate, notes: DeadlineNote[] = []) => {
    const deadline = deadlineOf(id, from, because, notes, zone);
    deadlines.push(deadline);
    return deadline;
  };

  add('early-warning', aware, 'awareness-unknown');
  const notification =
    trustService === 'yes'
      ? add('trust-notification', aware, 'awareness-unknown')
      : add('notification', aware, 'awareness-unknown', trustService === 'no' ? [] : ['shorter-if-trust-service']);
  if (personalData !== 'no')
    add('breach-notification', aware, 'awareness-unknown', personalData === 'yes' ? [] : ['if-personal-data']);
  add('intermediate', null, 'on-request');

  // A month after the notification: after its own deadline, as long as it is not sent.
  const provisional: DeadlineNote[] = notified === null ? ['provisional'] : [];
  const start = notified ?? instantIn(notification.at ?? undefined);
  const monthAfter = start === null ? null : oneMonthLater(start, zone).at;
  const isLong = status === 'ongoing' || (handled !== null && monthAfter !== null && handled > monthAfter);
  if (isLong) {
    add('progress', start, 'awareness-unknown', provisional);
    add('final-after-handling', handled, 'handling-unknown');
  } else {
    const mayLast: DeadlineNote[] = status === 'unknown' && handled === null ? ['progress-if-ongoing'] : [];
    add('final', start, 'awareness-unknown', [...provisional, ...mayLast]);
  }

  const missing: (keyof Incident)[] = [];
  if (aware === null) missing.push('awareAt');
  if (incident.timeZone === undefined || zone !== incident.timeZone) missing.push('timeZone');
  if (trustService === 'unknown') missing.push('trustService');
  if (personalData === 'unknown') missing.push('personalData');
  if (notified === null) missing.push('notifiedAt');
  if (status === 'unknown' && handled === null) missing.push('status');
  if (isLong && handled === null) missing.push('handledAt');

  const flaws: IncidentFlaw[] = [];
  if (aware !== null && notified !== null && notified < aware) flaws.push('notified-before-awareness');
  if (aware !== null && handled !== null && handled < aware) flaws.push('handled-before-awareness');

  return {
    deadlines: deadlines.toSorted((a, b) => order(a) - order(b)),
    missing,
    flaws,
    lawDate: LAW.date,
  };
}

/** What is wrong with a value, and where: the path of its field, such as `awareAt`. */
export interface FieldFlaw {
  path: string;
  code: string;
}

/** The incident that a JSON value says, or what is wrong with it. */
export function parseIncident(value: unknown): { incident: Incident } | { flaws: FieldFlaw[] } {
  const parsed = incidentSchema.safeParse(value);
  if (parsed.success) return { incident: parsed.data };
  return { flaws: parsed.error.issues.map(({ path, code }) => ({ path: path.join('.'), code })) };
}

const order = ({ at }: Deadline) => (at === null ? Number.MAX_VALUE : Date.parse(at));

const instantIn = (text: string | undefined): number | null => (text === undefined ? null : parseInstant(text));

function deadlineOf(
  id: DeadlineId,
  from: number | null,
  because: NoDate,
  given: DeadlineNote[],
  zone: string,
): Deadline {
  const { sent, article, source, from: start, period, to } = DEADLINE_RULES.find((rule) => rule.id === id)!;
  const notes = [...given];
  const common = { id, sent, article, source, from: start, to };
  if (from === null || period === null) return { ...common, at: null, because, notes };
  let at: number;
  if ('hours' in period) at = hoursLater(from, period.hours);
  else {
    const later = oneMonthLater(from, zone);
    at = later.at;
    if (later.isClamped) notes.push('end-of-month');
    if (isWeekend(at, zone)) notes.push('weekend');
  }
  const text = new Date(at).toISOString();
  if (parseInstant(text) === null) return { ...common, at: null, because: 'out-of-range', notes };
  return { ...common, at: text, because: null, notes };
}
