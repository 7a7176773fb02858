import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EMPTY_INCIDENT, incidentOf, missingFields, parseIncidentFile } from './incident-file.ts';
import { REPORT_FIELDS } from './incident-reports.ts';
import { REPORT_KINDS, incidentTimeline } from './incident.ts';

it('what was saved is opened again', () => {
  const file = {
    ...EMPTY_INCIDENT,
    awareAt: '2026-10-24T18:00',
    reports: { ...EMPTY_INCIDENT.reports, final: { rootCause: 'x' } },
  };
  expect(parseIncidentFile(JSON.parse(JSON.stringify(file)))).toEqual({ file });
});

it.each([
  [null, 'not-ours', ''],
  [{ ...EMPTY_INCIDENT, version: 2 }, 'newer', 'version'],
  [{ ...EMPTY_INCIDENT, awareAt: 3 }, 'not-ours', 'awareAt'],
  [{ ...EMPTY_INCIDENT, timeZone: 'Europe/Nulle-Part' }, 'not-ours', 'timeZone'],
  [{ ...EMPTY_INCIDENT, significance: { lossEuro: -1 } }, 'not-ours', 'significance.lossEuro'],
])('%j is not taken, and says where', (value, flaw, path) => {
  expect(parseIncidentFile(value)).toEqual({ flaw, path });
});

it('local times are those of the zone; of an hour that comes twice, the first', () => {
  const file = { ...EMPTY_INCIDENT, awareAt: '2026-10-25T02:30' };
  expect(incidentOf(file).awareAt).toBe('2026-10-25T00:30:00.000Z');
  expect(incidentOf({ ...file, timeZone: 'Indian/Reunion' }).awareAt).toBe('2026-10-24T22:30:00.000Z');
  expect(incidentOf({ ...file, awareAt: '0002-03-28T02:30' }).awareAt).toBeUndefined();
  expect(incidentOf({ ...file, awareAt: '2027-03-28T02:30' }).awareAt).toBe('2027-03-28T01:30:00.000Z');
});

it('a report is complete once each field that an article asks is written', () => {
  expect(missingFields(EMPTY_INCIDENT, 'early-warning').map(({ id }) => id)).toEqual([
    'entity',
    'contact',
    'whatHappened',
    'suspectedMalicious',
    'crossBorder',
  ]);
  const texts = Object.fromEntries(REPORT_FIELDS.final.map(({ id }) => [id, 'x']));
  expect(missingFields({ ...EMPTY_INCIDENT, reports: { ...EMPTY_INCIDENT.reports, final: texts } }, 'final')).toEqual(
    [],
  );
});

it('each report has the fields of its own article', () => {
  const letters = { 'early-warning': 'a', notification: 'b', intermediate: 'c', progress: 'e', final: 'd' };
  for (const kind of REPORT_KINDS)
    expect(REPORT_FIELDS[kind].some(({ article }) => article?.startsWith(`23(4)(${letters[kind]})`))).toBe(true);
});

it('any JSON is a file that deadlines can be computed of, or none', () => {
  const times = fc.oneof(fc.constantFrom('', '2026-10-24T18:00', '2200-12-31T23:59', '1970-01-01T00:00'), fc.string());
  const hostile = fc.oneof(
    fc.jsonValue(),
    fc.record({ awareAt: times, notifiedAt: times, handledAt: times }).map((some) => ({ ...EMPTY_INCIDENT, ...some })),
  );
  fc.assert(
    fc.property(hostile, (value) => {
      const parsed = parseIncidentFile(value);
      return 'file' in parsed ? incidentTimeline(incidentOf(parsed.file)).deadlines.length > 0 : parsed.flaw.length > 0;
    }),
    { numRuns: 5000 },
  );
});
