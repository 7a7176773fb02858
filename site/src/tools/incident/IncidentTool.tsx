import { LAW } from '@palier/nis2/law';
import { incidentTimeline, type Deadline } from '@palier/nis2/incident';
import { EMPTY_INCIDENT, incidentOf, parseIncidentFile, type IncidentFile } from '@palier/nis2/incident-file';
import { isSignificant } from '@palier/nis2/significance';
import { useEffect, useState } from 'react';
import { saveFile } from '../../client/save-file.ts';
import { KEYS } from '../../client/storage.ts';
import { fill } from '../../i18n/fill.ts';
import { formatDate } from '../../i18n/format.ts';
import type { IncidentWords } from '../../i18n/tools/incident.fr.ts';
import Files from '../Files.tsx';
import Forget from '../Forget.tsx';
import KeepingNotice from '../KeepingNotice.tsx';
import { useKept } from '../kept.ts';
import type { ToolProps } from '../mount.tsx';
import Clock from './Clock.tsx';
import { citation } from './parts.ts';
import Reports from './Reports.tsx';
import Sheet from './Sheet.tsx';
import Significance from './Significance.tsx';

type Calendar = typeof import('@palier/calendar/deadlines');

const fileOf = (json: unknown): IncidentFile | null => {
  const parsed = parseIncidentFile(json);
  return 'file' in parsed ? parsed.file : null;
};

/** Reports an incident: the deadlines, the test of what is significant, the templates. Nothing of it leaves the browser. */
export default function IncidentTool({ locale, words, t }: ToolProps<IncidentWords>) {
  const kept = useKept(KEYS.incident, EMPTY_INCIDENT, fileOf);
  const file = kept.value;
  const change = (part: Partial<IncidentFile>) => kept.change((before) => ({ ...before, ...part }));
  const now = useNow();
  // Eight kilobytes that the first sight of the page does without, but not the reader who is offline by then.
  const [calendar, setCalendar] = useState<Calendar | null>(null);
  useEffect(() => void import('@palier/calendar/deadlines').then(setCalendar, () => undefined), []);

  const timeline = incidentTimeline(incidentOf(file));
  const result = isSignificant(file.significance);
  const part = { locale, words, t, file, change };

  const saveCalendar = ({ deadlinesFile }: Calendar) => {
    const id = file.id || chance();
    if (file.id !== id) change({ id });
    const dated = timeline.deadlines.filter((one): one is Deadline & { at: string } => one.at !== null);
    const entries = dated.map((deadline) => {
      const { name, what } = t.clock.sent[deadline.sent];
      const title = file.title.trim();
      return {
        uid: `${deadline.id}-${id}@palier`,
        at: deadline.at,
        title: fill(title === '' ? t.clock.calendarTitle : t.clock.calendarTitleNamed, { report: name, name: title }),
        description: fill(t.clock.calendarText, {
          what,
          to: t.clock.to[deadline.to],
          article: citation(t, deadline),
          date: formatDate(locale, LAW.date),
        }),
        alarms: deadline.id === 'early-warning' || deadline.id === 'trust-notification' ? [6, 1] : [24, 6, 1],
      };
    });
    saveFile('palier-incident.ics', 'text/calendar;charset=utf-8', deadlinesFile(entries, new Date()));
  };

  return (
    <>
      <div className="work">
        <KeepingNotice keeping={kept.keeping} words={words} />
        <Clock {...part} timeline={timeline} now={now} saveCalendar={calendar && (() => saveCalendar(calendar))} />
        <Significance {...part} result={result} />
        <Reports {...part} />
        <Files
          locale={locale}
          words={words}
          t={t.file}
          accept=".json,application/json"
          take={(text) => {
            const parsed = parseIncidentFile(json(text));
            if (!('file' in parsed)) return parsed;
            kept.change(() => parsed.file);
            return null;
          }}
        >
          <button
            type="button"
            onClick={() => saveFile('palier-incident.json', 'application/json', JSON.stringify(file, null, 2))}
          >
            {words.saveJson}
          </button>
          <button type="button" onClick={() => print()}>
            {words.print}
          </button>
          <Forget forget={kept.forget} words={words} />
        </Files>
        <p className="soft">{words.privacy}</p>
      </div>
      <Sheet {...part} timeline={timeline} result={result} now={now} />
    </>
  );
}

/** The time, told again each minute; null as the server draws the page. */
function useNow(): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

const chance = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 12);

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
