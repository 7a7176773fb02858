import fc from 'fast-check';
import { toJSONSchema } from 'zod/mini';
import { describe, expect, it } from 'vitest';
import {
  DEADLINE_RULES,
  incidentSchema,
  incidentTimeline,
  parseIncident,
  type DeadlineId,
  type Incident,
} from './incident.ts';
import { incidentFileSchema } from './incident-file.ts';
import { registrationFileSchema } from './registration-file.ts';
import { significanceSchema } from './significance.ts';

const PARIS = { timeZone: 'Europe/Paris', trustService: 'no', personalData: 'no', status: 'handled' } as const;

/** The deadline of an incident. */
const due = (incident: Incident, id: DeadlineId) =>
  incidentTimeline(incident).deadlines.find((deadline) => deadline.id === id);

describe('24 and 72 hours', () => {
  it.each([
    ['on an ordinary day', '2026-11-10T09:17:00+01:00', '2026-11-11T08:17:00.000Z', '2026-11-13T08:17:00.000Z'],
    // 18:00 in Paris is 17:00 the day after: the night had one hour more.
    ['when summer time ends', '2026-10-24T18:00:00+02:00', '2026-10-25T16:00:00.000Z', '2026-10-27T16:00:00.000Z'],
    ['when summer time begins', '2027-03-27T18:00:00+01:00', '2027-03-28T17:00:00.000Z', '2027-03-30T17:00:00.000Z'],
    ['over a weekend', '2026-11-13T23:59:00+01:00', '2026-11-14T22:59:00.000Z', '2026-11-16T22:59:00.000Z'],
    ['over the 29th of February', '2028-02-28T12:00:00Z', '2028-02-29T12:00:00.000Z', '2028-03-02T12:00:00.000Z'],
  ])('are hours that pass, %s', (_, awareAt, early, notification) => {
    expect(due({ ...PARIS, awareAt }, 'early-warning')?.at).toBe(early);
    expect(due({ ...PARIS, awareAt }, 'notification')?.at).toBe(notification);
  });

  it('a provider of trust services notifies within 24 hours', () => {
    const incident = { ...PARIS, trustService: 'yes', awareAt: '2026-11-10T09:00:00Z' } as const;
    expect(due(incident, 'trust-notification')?.at).toBe('2026-11-11T09:00:00.000Z');
    expect(due(incident, 'notification')).toBeUndefined();
  });

  it('a breach of personal data is notified within 72 hours, of Article 33 of the GDPR', () => {
    const incident = { ...PARIS, personalData: 'yes', awareAt: '2026-11-10T09:00:00Z' } as const;
    expect(due(incident, 'breach-notification')).toMatchObject({
      at: '2026-11-13T09:00:00.000Z',
      source: 'gdpr',
      article: '33(1)',
      to: 'data-protection',
      notes: [],
    });
    expect(due({ ...incident, personalData: 'no' }, 'breach-notification')).toBeUndefined();
    expect(due({ ...incident, personalData: 'unknown' }, 'breach-notification')?.notes).toEqual(['if-personal-data']);
  });
});

describe('one month', () => {
  it.each([
    ['the same day of the next month', '2026-11-12T10:00:00Z', '2026-12-12T10:00:00.000Z', ['weekend']],
    [
      'the last day of a shorter month',
      '2027-01-31T10:00:00Z',
      '2027-02-28T10:00:00.000Z',
      ['end-of-month', 'weekend'],
    ],
    ['the 29th in a leap year', '2028-01-31T10:00:00Z', '2028-02-29T10:00:00.000Z', ['end-of-month']],
    ['in the next year', '2026-12-15T10:00:00Z', '2027-01-15T10:00:00.000Z', []],
    ['the same hour of the clock in winter', '2026-10-12T10:00:00Z', '2026-11-12T11:00:00.000Z', []],
    // 2:30 of 28 March, on which the hour from 2 to 3 is left out: 3:30.
    ['the hour after one that summer time leaves out', '2027-02-28T01:30:00Z', '2027-03-28T01:30:00.000Z', ['weekend']],
    // Of 2:30, which comes twice on 25 October, the first.
    ['the first of an hour that comes twice', '2026-09-25T00:30:00Z', '2026-10-25T00:30:00.000Z', ['weekend']],
  ])('ends on %s', (_, notifiedAt, at, notes) => {
    const found = due({ ...PARIS, awareAt: '2026-09-01T00:00:00Z', notifiedAt }, 'final');
    expect(found).toMatchObject({ at, notes });
  });

  it('is a month of the zone of the entity', () => {
    // Still the 28th of February in Paris, already the 1st of March in La Réunion.
    const sent = { ...PARIS, awareAt: '2026-02-26T00:00:00Z', notifiedAt: '2026-02-28T21:30:00Z' };
    expect(due(sent, 'final')?.at).toBe('2026-03-28T21:30:00.000Z');
    expect(due({ ...sent, timeZone: 'Indian/Reunion' }, 'final')?.at).toBe('2026-03-31T21:30:00.000Z');
  });

  it('counts from the notification that was sent; from its own deadline until then, and says so', () => {
    const awareAt = '2026-11-10T09:00:00Z';
    expect(due({ ...PARIS, awareAt }, 'final')).toMatchObject({
      at: '2026-12-13T09:00:00.000Z',
      notes: ['provisional', 'weekend'],
    });
    expect(due({ ...PARIS, awareAt, notifiedAt: '2026-11-11T09:00:00Z' }, 'final')).toMatchObject({
      at: '2026-12-11T09:00:00.000Z',
      notes: [],
    });
  });

  it('while the incident lasts, a progress report is due, and the final one a month after it is handled', () => {
    const incident = {
      ...PARIS,
      status: 'ongoing',
      awareAt: '2026-11-02T09:00:00Z',
      notifiedAt: '2026-11-03T09:00:00Z',
    } as const;
    expect(due(incident, 'progress')?.at).toBe('2026-12-03T09:00:00.000Z');
    expect(due(incident, 'final-after-handling')).toMatchObject({ at: null, because: 'handling-unknown' });
    const after = { ...incident, status: 'handled', handledAt: '2026-12-20T09:00:00Z' } as const;
    expect(due(after, 'progress')?.at).toBe('2026-12-03T09:00:00.000Z');
    expect(due(after, 'final-after-handling')?.at).toBe('2027-01-20T09:00:00.000Z');
    const within = { ...after, handledAt: '2026-11-20T09:00:00Z' } as const;
    expect(due(within, 'final')?.at).toBe('2026-12-03T09:00:00.000Z');
    expect(due(within, 'progress')).toBeUndefined();
  });
});

describe('what is not known', () => {
  it('of nothing, every deadline says why it has no date, and what would settle it', () => {
    const { deadlines, missing } = incidentTimeline({});
    expect(deadlines.length).toBeGreaterThan(3);
    for (const { at, because } of deadlines) expect([at, because === null]).toEqual([null, false]);
    expect(missing).toEqual(['awareAt', 'timeZone', 'trustService', 'personalData', 'notifiedAt', 'status']);
  });

  it('answers that contradict each other are said', () => {
    const { flaws } = incidentTimeline({
      awareAt: '2026-11-10T09:00:00Z',
      notifiedAt: '2026-11-09T09:00:00Z',
      handledAt: '2026-11-08T09:00:00Z',
    });
    expect(flaws).toEqual(['notified-before-awareness', 'handled-before-awareness']);
  });

  it.each([
    '2026-02-30T10:00:00Z',
    '0002-01-01T00:00:00Z',
    '2026-11-10',
    '2026-11-10T10:00',
    'demain',
    '9999-12-31T23:59:59Z',
  ])('an instant that is none is refused by its field: %s', (awareAt) => {
    expect(parseIncident({ awareAt })).toEqual({ flaws: [{ path: 'awareAt', code: 'custom' }] });
    expect(due({ awareAt }, 'early-warning')?.at).toBeNull();
  });
});

it('what is read can be described to other programs as JSON Schema', () => {
  for (const schema of [incidentSchema, significanceSchema, incidentFileSchema, registrationFileSchema])
    expect(toJSONSchema(schema)).toMatchObject({ type: 'object', properties: expect.any(Object) as object });
});

it('every rule is used by some incident, and names its article', () => {
  const used = new Set(
    (['ongoing', 'handled'] as const).flatMap((status) =>
      (['yes', 'no'] as const).flatMap((trustService) =>
        incidentTimeline({ status, trustService, personalData: 'yes' }).deadlines.map(({ id }) => id),
      ),
    ),
  );
  expect([...used].sort()).toEqual(DEADLINE_RULES.map(({ id }) => id).sort());
  for (const { article } of DEADLINE_RULES) expect(article).toMatch(/^\d+\(\d\)/);
});

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'UTC');
const instants = fc
  .date({ min: new Date('1971-01-01'), max: new Date('2199-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

it('in every zone and at every instant, deadlines come 24 hours, 72 hours and 28 to 31 days after what they count from', () => {
  fc.assert(
    fc.property(instants, zones, (awareAt, timeZone) => {
      const incident = { ...PARIS, awareAt, notifiedAt: awareAt, timeZone };
      const after = (id: DeadlineId) => (Date.parse(due(incident, id)!.at!) - Date.parse(awareAt)) / 3_600_000;
      expect([after('early-warning'), after('notification')]).toEqual([24, 72]);
      // A zone that changes sides of the date line loses a day or has one twice.
      expect(after('final')).toBeGreaterThanOrEqual(27 * 24 - 2);
      expect(after('final')).toBeLessThanOrEqual(32 * 24 + 2);
    }),
  );
});

const anything = fc.record(
  {
    awareAt: fc.oneof(instants, fc.anything()),
    timeZone: fc.oneof(zones, fc.string(), fc.anything()),
    notifiedAt: fc.oneof(instants, fc.string()),
    status: fc.oneof(fc.constantFrom('ongoing', 'handled', 'unknown'), fc.anything()),
    handledAt: fc.oneof(instants, fc.anything()),
    trustService: fc.oneof(fc.constantFrom('yes', 'no'), fc.anything()),
    personalData: fc.oneof(fc.constantFrom('yes', 'no'), fc.anything()),
  },
  { requiredKeys: [] },
);

it('any JSON gives deadlines or the path of a field, and never fails: 100,000 of them', () => {
  fc.assert(
    fc.property(fc.oneof({ weight: 3, arbitrary: anything }, fc.jsonValue()), (value) => {
      const parsed = parseIncident(value);
      if ('flaws' in parsed) return parsed.flaws.length > 0;
      return incidentTimeline(parsed.incident).deadlines.length > 0;
    }),
    { numRuns: 100_000 },
  );
}, 240_000);
