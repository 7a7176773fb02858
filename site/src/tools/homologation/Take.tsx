import { TEMPLATE, servicesFile, type Service } from '@palier/nis2/homologation';
import { readTable, type UnreadCell } from '@palier/nis2/services-table';
import type { Locale } from '@palier/model/locales';
import { useState } from 'react';
import { count, fill } from '../../i18n/text.ts';
import type { ToolWords } from '../../i18n/tools/common.fr.ts';
import type { HomologationWords } from '../../i18n/tools/homologation.fr.ts';
import { readTextFile } from '../read-file.ts';

/** Largest file that is opened, in bytes: ten times what 250 services take. The words say it. */
const BYTES_MAX = 2_000_000;

/** Cells that are told of at once. */
const TOLD = 10;

interface Outcome {
  added: number;
  beyond: number;
  unread: readonly UnreadCell[];
}

interface TakeProps {
  locale: Locale;
  words: ToolWords;
  t: HomologationWords;
  /** How many more services the list takes. */
  room: number;
  add(services: Service[]): void;
}

/** Takes over services that are written elsewhere: cells that were copied, a file. */
export default function Take({ locale, words, t, room, add }: TakeProps) {
  const [pasted, setPasted] = useState('');
  const [outcome, setOutcome] = useState<Outcome | string | null>(null);

  const take = (services: Service[], beyond: number, unread: readonly UnreadCell[]) => {
    const first = TEMPLATE.servicesMax - room;
    const taken = services.slice(0, room);
    if (taken.length > 0) add(taken);
    setOutcome(
      services.length === 0
        ? t.take.nothing
        : {
            added: taken.length,
            beyond: beyond + services.length - taken.length,
            unread: unread.filter(({ row }) => row <= taken.length).map((one) => ({ ...one, row: first + one.row })),
          },
    );
  };
  const takeTable = (text: string) => {
    const { services, beyond, unread } = readTable(text);
    take(services, beyond, unread);
    return services.length > 0;
  };
  const takeFile = async (file: File) => {
    const read = await readTextFile(file, BYTES_MAX);
    if ('flaw' in read)
      return setOutcome(
        read.flaw === 'too-large' ? fill(words.file.tooLarge, { max: t.take.max }) : words.file.notText,
      );
    if (!/^\ufeff?\s*[{[]/.test(read.text)) return takeTable(read.text);
    const parsed = parseJson(read.text);
    if (parsed === 'newer') return setOutcome(t.take.newer);
    return Array.isArray(parsed)
      ? take(parsed, 0, [])
      : setOutcome(fill(words.file.notOurs, { path: parsed.path || file.name.slice(0, 80) }));
  };

  return (
    <details className="ask take">
      <summary>{t.take.title}</summary>
      <div className="field">
        <label htmlFor="pasted">{t.take.paste}</label>
        <textarea
          id="pasted"
          rows={4}
          spellCheck={false}
          aria-describedby="pasted-hint"
          value={pasted}
          onChange={({ target }) => setPasted(target.value)}
        />
        <p className="soft" id="pasted-hint">
          {t.take.pasteHint}
        </p>
      </div>
      <div className="onward">
        <button
          type="button"
          onClick={() => {
            if (takeTable(pasted)) setPasted('');
          }}
        >
          {t.take.pasteAdd}
        </button>
      </div>
      <div className="field">
        <label htmlFor="taken">{t.take.file}</label>
        <input
          id="taken"
          type="file"
          accept=".csv,.tsv,.txt,.json,text/csv,application/json"
          onChange={({ target }) => {
            const file = target.files?.[0];
            // The same file, mended, can be opened again.
            if (file) void takeFile(file).finally(() => (target.value = ''));
          }}
        />
      </div>
      <div role="status">
        {typeof outcome === 'string' && <p className="notice bad">{outcome}</p>}
        {outcome !== null && typeof outcome !== 'string' && (
          <div className="notice good">
            <p>{count(locale, t.take.added, outcome.added)}</p>
            {outcome.beyond > 0 && <p>{count(locale, t.take.beyond, outcome.beyond)}</p>}
            {outcome.unread.length > 0 && (
              <>
                <p>{count(locale, t.take.unread, outcome.unread.length)}</p>
                <ul>
                  {outcome.unread.slice(0, TOLD).map(({ row, field, said }, index) => (
                    <li key={index}>
                      {fill(t.take.unreadOne, { row: String(row), field: t.fields[field], said: said.slice(0, 80) })}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </div>
        )}
      </div>
    </details>
  );
}

/** Services of a file that was saved here; `newer` for a later version, the place of what is wrong for any other. */
function parseJson(text: string): Service[] | 'newer' | { path: string } {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { path: '' };
  }
  const parsed = servicesFile.safeParse(json);
  if (parsed.success) return parsed.data.services;
  const { tool, version } = (json ?? {}) as { tool?: unknown; version?: unknown };
  if (tool === 'palier-homologation' && typeof version === 'number' && version > 1) return 'newer';
  return { path: parsed.error.issues[0]?.path.join('.') ?? '' };
}
