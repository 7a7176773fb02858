import { INCIDENT_LIMITS, REPORT_FIELDS, type ReportField } from './incident-reports.ts';
import { REPORT_KINDS, type Incident, type ReportKind } from './incident.ts';
import { z } from './json.ts';
import { significanceSchema } from './significance.ts';
import { instantOf, isTimeZone } from './time.ts';

/**
 * What a reader keeps of an incident, in the browser and in files: what was answered, as it was typed, and the reports as far
 * as they are written.
 */

export const INCIDENT_FORMAT = 'palier-incident';
export const INCIDENT_VERSION = 1;

// As fields give it, also while it is being typed; empty: not said yet. What is no time counts as unknown.
const local = z.string().check(z.maxLength(30));
const answer = z.enum(['yes', 'no', 'unknown']);

export const incidentFileSchema = z.object({
  format: z.literal(INCIDENT_FORMAT),
  version: z.literal(INCIDENT_VERSION),
  /** Made by chance, once: what calendars know its deadlines by. Empty until it is needed. */
  id: z.string().check(z.maxLength(40)),
  title: z.string().check(z.maxLength(INCIDENT_LIMITS.line)),
  timeZone: z.string().check(z.refine(isTimeZone, 'time-zone')),
  /** Local times of the zone, as fields give them: `2026-10-24T18:00`. */
  awareAt: local,
  notifiedAt: local,
  handledAt: local,
  status: z.enum(['ongoing', 'handled', 'unknown']),
  trustService: answer,
  personalData: answer,
  significance: significanceSchema,
  /** Texts of the reports: report, field, text. */
  reports: z.record(
    z.enum(REPORT_KINDS),
    z.record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(INCIDENT_LIMITS.text))),
  ),
});

export type IncidentFile = z.infer<typeof incidentFileSchema>;

export const EMPTY_INCIDENT: IncidentFile = {
  format: INCIDENT_FORMAT,
  version: INCIDENT_VERSION,
  id: '',
  title: '',
  timeZone: 'Europe/Paris',
  awareAt: '',
  notifiedAt: '',
  handledAt: '',
  status: 'unknown',
  trustService: 'unknown',
  personalData: 'unknown',
  significance: {},
  reports: { 'early-warning': {}, notification: {}, intermediate: {}, progress: {}, final: {} },
};

export type ParsedIncidentFile =
  | { file: IncidentFile }
  /** `newer`: of a later version of this tool. `path` is the first field that is wrong, empty for the whole. */
  | { flaw: 'newer' | 'not-ours'; path: string };

/** The file that a JSON value is, or why it is none. */
export function parseIncidentFile(value: unknown): ParsedIncidentFile {
  if (isNewer(value)) return { flaw: 'newer', path: 'version' };
  const parsed = incidentFileSchema.safeParse(value);
  if (parsed.success) return { file: parsed.data };
  return { flaw: 'not-ours', path: parsed.error.issues[0]?.path.join('.') ?? '' };
}

function isNewer(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { format, version } = value as { format?: unknown; version?: unknown };
  return format === INCIDENT_FORMAT && typeof version === 'number' && version > INCIDENT_VERSION;
}

/** What the file says of the incident, with instants in the place of local times. */
export function incidentOf(file: IncidentFile): Incident {
  const at = (text: string) => {
    const instant = instantOf(text, file.timeZone);
    return instant === null ? undefined : new Date(instant).toISOString();
  };
  const [awareAt, notifiedAt, handledAt] = [at(file.awareAt), at(file.notifiedAt), at(file.handledAt)];
  return {
    ...(awareAt !== undefined && { awareAt }),
    ...(notifiedAt !== undefined && { notifiedAt }),
    ...(handledAt !== undefined && { handledAt }),
    timeZone: file.timeZone,
    status: file.status,
    trustService: file.trustService,
    personalData: file.personalData,
  };
}

/** Fields that a report needs and that are still empty. */
export function missingFields(file: IncidentFile, report: ReportKind): ReportField[] {
  const texts = file.reports[report];
  return REPORT_FIELDS[report].filter(({ id, isRequired }) => isRequired && (texts[id] ?? '').trim() === '');
}
