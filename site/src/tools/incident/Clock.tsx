import { formatInstant } from '@palier/calendar/words';
import type { Timeline } from '@palier/nis2/incident';
import { DEADLINE_RULES } from '@palier/nis2/incident';
import type { IncidentFile } from '@palier/nis2/incident-file';
import { localTimeOf } from '@palier/nis2/time';
import { useEffect, useId, useState } from 'react';
import { fill } from '../../i18n/fill.ts';
import Pick from '../Pick.tsx';
import { citation, type Deadline, type PartProps } from './parts.ts';
import { durationWords } from './times.ts';

interface ClockProps extends PartProps {
  timeline: Timeline;
  /** Milliseconds since 1970; null until the browser says it. */
  now: number | null;
  /** Gives the file for a calendar; null while it cannot be made. */
  saveCalendar: (() => void) | null;
}

type TimeField = 'awareAt' | 'notifiedAt' | 'handledAt';

/** What is asked of an incident, and the deadlines that follow. */
export default function Clock({ timeline, now, saveCalendar, ...part }: ClockProps) {
  const { t, file, change } = part;
  const { clock } = t;
  const [ownZone, setOwnZone] = useState<string | null>(null);
  useEffect(() => setOwnZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);

  const zones = [...new Set([...Object.keys(clock.zones), ownZone, file.timeZone])].filter((zone) => zone !== null);
  const answers = Object.entries(t.significance.answers) as [IncidentFile['trustService'], string][];
  const hasDates = timeline.deadlines.some(({ at }) => at !== null);

  return (
    <section aria-labelledby="clock">
      <h2 id="clock">{clock.title}</h2>
      <p className="soft">{clock.lead}</p>
      <div className="lookup">
        <Time {...part} name="awareAt" label={clock.awareAt} hint={clock.awareHint} now={clock.now} />
        <Pick
          label={clock.zone}
          value={file.timeZone}
          options={zones.map((zone) => [zone, zoneWords(part, zone)])}
          choose={(timeZone) => change({ timeZone })}
        />
        <Name {...part} />
        <Pick
          label={clock.personalData}
          value={file.personalData}
          options={answers}
          choose={(personalData) => change({ personalData })}
        />
        <Pick
          label={clock.trustService}
          value={file.trustService}
          options={answers}
          choose={(trustService) => change({ trustService })}
        />
        <Time {...part} name="notifiedAt" label={clock.notifiedAt} />
        <Pick
          label={clock.status}
          value={file.status}
          options={Object.entries(clock.statuses) as [IncidentFile['status'], string][]}
          choose={(status) => change({ status })}
        />
        {file.status === 'handled' && <Time {...part} name="handledAt" label={clock.handledAt} />}
      </div>
      <h3>{clock.results}</h3>
      {timeline.flaws.map((flaw) => (
        <p key={flaw} className="notice bad">
          {clock.flaws[flaw]}
        </p>
      ))}
      {hasDates ? (
        <>
          <ol className="rows deadlines">
            {timeline.deadlines.map((deadline) => (
              <Row key={deadline.id} {...part} deadline={deadline} now={now} />
            ))}
          </ol>
          <p className="notice">{clock.informed}</p>
          <div className="onward">
            <button type="button" className="button" disabled={saveCalendar === null} onClick={() => saveCalendar?.()}>
              {clock.calendar}
            </button>
            <span className="soft">{clock.alarm}</span>
          </div>
        </>
      ) : (
        <p className="notice">{clock.none}</p>
      )}
    </section>
  );
}

/** A deadline: when, how long is left, what to send to whom. */
function Row({ deadline, now, ...part }: PartProps & { deadline: Deadline; now: number | null }) {
  const { t, file, locale } = part;
  const { clock } = t;
  const { at, because, sent, to, notes } = deadline;
  const { name, what } = clock.sent[sent];
  const left = at === null || now === null ? null : Date.parse(at) - now;
  return (
    <li>
      <strong className="name">{periodWords(part, deadline)}</strong>
      <div>
        <h4>{name}</h4>
        {at !== null && (
          <p className="due">
            <strong>
              <time dateTime={at}>
                {fill(clock.inZone, {
                  date: formatInstant(locale, at, file.timeZone),
                  zone: zoneWords(part, file.timeZone),
                })}
              </time>
            </strong>
          </p>
        )}
        {left !== null && (
          <p className={left < 0 ? 'flaw' : 'left'}>
            {fill(left < 0 ? clock.late : clock.left, { duration: durationWords(locale, left) })}
          </p>
        )}
        {because !== null && <p>{clock.because[because]}</p>}
        <p>{what}</p>
        <p>{clock.to[to]}</p>
        {notes.map((note) => (
          <p key={note}>{clock.notes[note]}</p>
        ))}
        <p className="meta">{citation(t, deadline)}</p>
      </div>
    </li>
  );
}

/** A date and an hour of the zone of the entity. */
function Time({
  name,
  label,
  hint,
  now,
  file,
  change,
}: PartProps & { name: TimeField; label: string; hint?: string; now?: string }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        value={file[name]}
        aria-describedby={hint && `${id}-hint`}
        onChange={({ target }) => change({ [name]: target.value })}
      />
      {now && (
        <button type="button" onClick={() => change({ [name]: localTimeOf(Date.now(), file.timeZone) })}>
          {now}
        </button>
      )}
      {hint && (
        <p className="soft" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

function Name({ t: { clock }, file, change }: PartProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{clock.name}</label>
      <input
        id={id}
        maxLength={200}
        value={file.title}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => change({ title: target.value })}
      />
      <p className="soft" id={`${id}-hint`}>
        {clock.nameHint}
      </p>
    </div>
  );
}

export function zoneWords({ t }: Pick<PartProps, 't'>, zone: string): string {
  return (t.clock.zones as Record<string, string>)[zone] ?? zone.replaceAll('_', ' ');
}

export function periodWords({ t }: Pick<PartProps, 't'>, { id }: Deadline): string {
  const { period } = DEADLINE_RULES.find((rule) => rule.id === id)!;
  const { periods } = t.clock;
  if (period === null) return periods.none;
  return 'hours' in period ? fill(periods.hours, { n: period.hours }) : periods.months;
}
