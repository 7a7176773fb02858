import type { Source } from './source.ts';
import { asBoolean, asNumber } from './values.ts';

/** The fields of an event but its body, each still to be checked by the contract of `model/`. */
export function readEvent(source: Source): Record<string, unknown> {
  return {
    title: source.line('title'),
    summary: source.line('summary'),
    learn: source.lines('learn'),
    maturity: source.line('maturity'),
    audiences: source.lines('audiences'),
    functions: source.lines('functions'),
    topics: source.references('topics', 'topic'),
    sectors: source.references('sectors', 'sector'),
    format: source.line('format'),
    timeZone: source.lineOrNull('timeZone') ?? undefined,
    startsAt: asTime(source.line('startsAt')),
    endsAt: asTime(source.line('endsAt')),
    venue: source.lineOrNull('venue'),
    address: source.lineOrNull('address'),
    region: source.lineOrNull('region'),
    access: source.prose('access'),
    joinUrl: source.address('joinUrl'),
    joinNotes: source.prose('joinNotes'),
    language: source.lineOrNull('language') ?? undefined,
    speakers: source.records('speakers')?.map(({ fields }) => ({
      name: fields.get('name'),
      role: fields.get('role') ?? '',
    })),
    organiser: source.reference('organiser', 'organisation'),
    programme: source.records('programme')?.map(({ fields }) => ({
      time: fields.get('time') || null,
      title: fields.get('title'),
      note: fields.get('note') ?? '',
    })),
    registration: source.lineOrNull('registration') ?? undefined,
    registrationUrl: source.address('registrationUrl'),
    capacity: asNumber(source.lineOrNull('capacity')),
    groupMax: asNumber(source.line('groupMax') || undefined),
    opensAt: asTime(source.lineOrNull('opensAt')),
    closesAt: asTime(source.lineOrNull('closesAt')),
    waitlist: source.lineOrNull('waitlist') ?? undefined,
    offerHours: asNumber(source.line('offerHours') || undefined),
    prerequisites: source.references('prerequisites', 'resource'),
    resources: source.references('resources', 'resource'),
    path: source.reference('path', 'learning-path'),
    discussion: source.lineOrNull('discussion'),
    replayUrl: source.lineOrNull('replayUrl'),
    notes: source.prose('notes'),
    isCancelled: asBoolean(source.line('isCancelled')),
    cancellation: source.prose('cancellation'),
    isExample: asBoolean(source.line('isExample')),
    series: source.lineOrNull('series'),
    movedFrom: asTime(source.lineOrNull('movedFrom')),
    exampleRegistrations: asNumber(source.line('exampleRegistrations') || undefined),
  };
}

/** A time as authors write it, `2027-01-14 14:00` or `2027-01-14T14:00`; `+14 14:00` stays as it is. */
function asTime(text: string | null | undefined): string | null | undefined {
  return text?.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T') ?? text;
}
