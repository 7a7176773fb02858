import ical from 'node-ical';
import { expect, it } from 'vitest';
import { deadlinesFile, type Deadline } from './deadlines.ts';

const DEADLINES: Deadline[] = [
  {
    uid: 'early-warning-1@palier',
    at: '2026-10-25T16:00:00.000Z',
    title: 'Alerte précoce ; incident « messagerie », à envoyer au CERT-FR ou au CSIRT que votre autorité désigne',
    description: 'Article 23(4)(a)\r\nVirgule, point-virgule ; barre \\ et \u0000 rien.',
    alarms: [6, 1],
  },
  { uid: 'final-1@palier', at: '2026-11-24T17:00:00.000Z', title: 'Rapport final', description: '', alarms: [168] },
];
const file = deadlinesFile(DEADLINES, new Date('2026-10-24T17:00:00Z'));

it('another reader of calendars finds the instants, the words and the alarms', () => {
  const events = Object.values(ical.sync.parseICS(file)).filter((part) => part?.type === 'VEVENT');
  expect(events.map((event) => [event.uid, event.start.toISOString()])).toEqual(
    DEADLINES.map(({ uid, at }) => [uid, at]),
  );
  expect(events[0]!.summary).toBe(DEADLINES[0]!.title);
  expect(events[0]!.description).toBe('Article 23(4)(a)\nVirgule, point-virgule ; barre \\ et  rien.');
  expect(events[0]!.alarms?.map(({ trigger }) => trigger)).toEqual(['-PT6H', '-PT1H']);
  expect(events[0]!.dtstamp.toISOString()).toBe('2026-10-24T17:00:00.000Z');
});

it('keeps RFC 5545: lines of 75 octets at most, each ended by CR LF, instants in UTC', () => {
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const lines = file.split('\r\n');
  expect(lines.at(-1)).toBe('');
  for (const line of lines) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
  expect(lines).toContain('DTSTART:20261025T160000Z');
  expect(lines.filter((line) => /^(?:BEGIN|END):VEVENT$/.test(line))).toHaveLength(4);
  expect(file).not.toMatch(/^DTEND/m);
});

it('a title cannot add a line of its own', () => {
  const [deadline] = DEADLINES;
  const hostile = deadlinesFile([{ ...deadline!, title: 'a\r\nATTACH:http://exemple.fr\r\nEND:VEVENT' }], new Date());
  expect(hostile).not.toMatch(/^ATTACH/m);
  expect(Object.values(ical.sync.parseICS(hostile)).filter((part) => part?.type === 'VEVENT')).toHaveLength(1);
});
