import {
  EMPTY_REGISTRATION,
  REGISTRATION_FIELDS,
  checkRegistrationFile,
  parseRegistrationCsv,
  parseRegistrationFile,
  registrationCsv,
  registrationJson,
  type MissingField,
  type RegistrationField,
  type RegistrationFieldId,
  type RegistrationFile,
} from '@palier/nis2/registration-file';
import { useEffect, useState } from 'react';
import { saveFile } from '../../client/save-file.ts';
import { KEYS } from '../../client/storage.ts';
import { fill } from '../../i18n/fill.ts';
import { count } from '../../i18n/text.ts';
import type { RegistrationWords } from '../../i18n/tools/registration-file.fr.ts';
import Files from '../Files.tsx';
import Forget from '../Forget.tsx';
import KeepingNotice from '../KeepingNotice.tsx';
import { useKept } from '../kept.ts';
import type { ToolProps } from '../mount.tsx';
import { watchPresses } from './after-press.ts';
import Field, { anchorOf } from './Field.tsx';
import Sheet from './Sheet.tsx';

export interface RegistrationProps extends ToolProps<RegistrationWords> {
  /** Names of the member states: those of the server, since browsers name some otherwise. */
  states: Record<string, string>;
}

const GROUPS = ['entity', 'reach', 'activity', 'france', 'digital'] as const;
const FIELDS: readonly (RegistrationField & { id: RegistrationFieldId })[] = REGISTRATION_FIELDS;

// In the browser as in a file: format, version, fields.
interface Kept {
  fields: RegistrationFile;
}
const keptOf = (json: unknown): Kept | null => {
  const parsed = parseRegistrationFile(json);
  return 'file' in parsed ? { ...registrationJson(parsed.file), fields: parsed.file } : null;
};
const INITIAL: Kept = { ...registrationJson(EMPTY_REGISTRATION), fields: EMPTY_REGISTRATION };

/** The registration file: its fields, what is wrong or missing in them, ways to save it. */
export default function RegistrationTool({ locale, words, t, states }: RegistrationProps) {
  const kept = useKept(KEYS.registrationFile, INITIAL, keptOf);
  const file = kept.value.fields;
  const change = (next: (before: RegistrationFile) => RegistrationFile) =>
    kept.change((before) => ({ ...before, fields: next(before.fields) }));
  const check = checkRegistrationFile(file);
  const [today, setToday] = useState<string | null>(null);
  useEffect(() => setToday(new Date().toISOString()), []);
  useEffect(watchPresses, []);
  const { csv, fields: labels } = t;
  const hints: Partial<Record<RegistrationField['group'], string>> = t.groupHints;
  const isDigital = file.digitalKinds.length > 0;

  return (
    <>
      <div className="work">
        <KeepingNotice keeping={kept.keeping} words={words} />
        {GROUPS.map((group) => (
          <section key={group} aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`}>{t.groups[group]}</h2>
            {hints[group] && <p className="soft">{hints[group]}</p>}
            {FIELDS.filter((field) => field.group === group && isShown(field)).map((field) => (
              <Field
                key={field.id}
                t={t}
                field={field}
                file={file}
                states={states}
                issues={check.issues.filter((issue) => issue.field === field.id)}
                set={(value) => change((before) => ({ ...before, [field.id]: value }))}
              />
            ))}
          </section>
        ))}
        <section aria-labelledby="summary">
          <h2 id="summary">{t.summary.title}</h2>
          <p role="status">{fill(count(locale, t.summary.progress, check.filled), { asked: check.asked })}</p>
          <progress value={check.filled} max={check.asked} aria-labelledby="summary" />
          <Lacking title={t.summary.wrong} fields={wrong()} />
          <Lacking title={t.summary.missing} fields={check.missing} />
          {check.missing.length === 0 && wrong().length === 0 && <p className="notice good">{t.summary.complete}</p>}
          <Lacking title={t.summary.useful} fields={check.useful} />
        </section>
        <Files
          locale={locale}
          words={words}
          t={t.file}
          accept=".json,.csv,application/json,text/csv"
          take={(text) => {
            const parsed = /^\s*[{[]/.test(text) ? parseRegistrationFile(json(text)) : parseRegistrationCsv(text);
            if (!('file' in parsed)) return parsed;
            change(() => parsed.file);
            return null;
          }}
        >
          <button type="button" className="button" onClick={() => print()}>
            {words.print}
          </button>
          <button
            type="button"
            onClick={() =>
              saveFile('palier-dossier.json', 'application/json', JSON.stringify(registrationJson(file), null, 2))
            }
          >
            {words.saveJson}
          </button>
          <button
            type="button"
            onClick={() =>
              saveFile(
                'palier-dossier.csv',
                'text/csv;charset=utf-8',
                registrationCsv(file, { heads: [csv.label, csv.value], labels }),
              )
            }
          >
            {words.saveCsv}
          </button>
          <Forget forget={kept.forget} words={words} />
        </Files>
        <p className="soft">{words.privacy}</p>
      </div>
      <Sheet
        locale={locale}
        words={words}
        t={t}
        file={file}
        states={states}
        today={today}
        fields={FIELDS.filter((field) => isShown(field) && (isDigital || field.group !== 'digital'))}
      />
    </>
  );

  /** The fields of digital entities come once one has said to be one; those of a representative once it is needed. */
  function isShown({ group, id, asked }: RegistrationField): boolean {
    if (group !== 'digital' || id === 'digitalKinds') return true;
    return isDigital && (asked !== 'outside-union' || file.inUnion === 'no');
  }

  function wrong(): MissingField[] {
    const errors = new Set(check.issues.filter(({ severity }) => severity === 'error').map(({ field }) => field));
    return FIELDS.filter(({ id }) => errors.has(id)).map(({ id, article }) => ({ field: id, article }));
  }

  function Lacking({ title, fields }: { title: string; fields: readonly MissingField[] }) {
    if (fields.length === 0) return null;
    return (
      <>
        <h3>{title}</h3>
        <ul>
          {fields.map(({ field, article }) => (
            <li key={field}>
              <a href={`#${anchorOf(field)}`}>
                {article === null ? labels[field] : fill(t.summary.item, { field: labels[field], article })}
              </a>
            </li>
          ))}
        </ul>
      </>
    );
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
