import { LAW } from '@palier/nis2/law';
import {
  COLUMNS,
  EMPTY_SERVICE,
  TEMPLATE,
  checkServices,
  servicesFile,
  sheetRows,
  type Field,
  type Flaw,
  type Service,
  type ServicesFile,
} from '@palier/nis2/homologation';
import { useEffect, useRef, useState } from 'react';
import { saveFile } from '../../client/save-file.ts';
import { KEYS } from '../../client/storage.ts';
import { count, fill } from '../../i18n/text.ts';
import type { HomologationWords } from '../../i18n/tools/homologation.fr.ts';
import Forget from '../Forget.tsx';
import KeepingNotice from '../KeepingNotice.tsx';
import { useKept } from '../kept.ts';
import type { ToolProps } from '../mount.tsx';
import ServiceForm from './ServiceForm.tsx';
import Sheet from './Sheet.tsx';
import Take from './Take.tsx';
import { XLSX, workbookOf } from './workbook.ts';

export type HomologationProps = ToolProps<HomologationWords>;

const NONE: ServicesFile = { tool: 'palier-homologation', version: 1, services: [] };

const parse = (json: unknown): ServicesFile | null => servicesFile.safeParse(json).data ?? null;

/** The service that is open, and where: on a field to mend, or whole. */
interface Open {
  index: number;
  field: Field | null;
  /** False: what is only missing is not said yet. */
  isChecked: boolean;
}

/** The list of services, one by one, and the file that is made of it. */
export default function Homologation({ locale, words, t }: HomologationProps) {
  const { value, keeping, change, forget } = useKept(KEYS.homologation, NONE, parse);
  const [open, setOpen] = useState<Open | null>(null);
  const [removed, setRemoved] = useState<{ service: Service; index: number } | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const [isBlocked, setBlocked] = useState(false);
  const list = useRef<HTMLHeadingElement>(null);
  const blocked = useRef<HTMLDivElement>(null);
  const left = useRef<number | null>(null);

  const { services } = value;
  const flaws = checkServices(services).filter(({ row }) => row > 0);
  const isFull = services.length >= TEMPLATE.servicesMax;
  const put = (next: Service[]) => {
    setSaved(null);
    setBlocked(false);
    change((before) => ({ ...before, services: next.slice(0, TEMPLATE.servicesMax) }));
  };
  const nameOf = (service: Service, index: number) =>
    service.name.trim() || fill(t.list.unnamed, { n: String(index + 1) });

  // Back in the list, the reader finds the service that was left.
  useEffect(() => {
    if (open || left.current === null) return;
    const button = document.getElementById(`edit-${left.current}`);
    (button ?? list.current)?.focus();
    left.current = null;
  }, [open]);
  useEffect(() => {
    if (isBlocked) blocked.current?.focus();
  }, [isBlocked]);

  const start = (index: number, field: Field | null, isChecked: boolean) => {
    setRemoved(null);
    setOpen({ index, field, isChecked });
  };
  const add = (service: Service, isChecked: boolean) => {
    put([...services, service]);
    start(services.length, null, isChecked);
  };

  const saveWorkbook = () => {
    if (flaws.length > 0) return setBlocked(true);
    const name = `${t.save.fileName}.xlsx`;
    const widths = COLUMNS.map(({ field }) => (field === 'name' ? 48 : 26));
    const { sheet, headingRow } = TEMPLATE;
    saveFile(name, XLSX, workbookOf(sheetRows(services, t.save.sheetTitle), { sheet, headingRow, widths }));
    return setSaved(name);
  };

  const current = open && services[open.index];
  if (open && current)
    return (
      <div className="ask">
        <ServiceForm
          key={open.index}
          service={current}
          index={open.index}
          isChecked={open.isChecked}
          field={open.field}
          flaws={flaws.filter(({ row }) => row === open.index + 1)}
          t={t}
          change={(service) => put(services.map((one, at) => (at === open.index ? service : one)))}
          close={() => {
            left.current = open.index;
            setOpen(null);
          }}
        />
        <KeepingNotice keeping={keeping} words={words} />
      </div>
    );

  return (
    <>
      <div className="ask">
        <p className="soft privacy">{words.privacy}</p>
        <KeepingNotice keeping={keeping} words={words} />
        <h2 ref={list} tabIndex={-1}>
          {t.list.title}
        </h2>
        {services.length === 0 ? <p>{t.list.none}</p> : <p>{count(locale, t.list.count, services.length)}</p>}
        <ol className="rows plain">
          {services.map((service, index) => {
            const own = flaws.filter(({ row }) => row === index + 1);
            return (
              // Services have no identity but their place: nothing in a row outlives a change of the list.
              <li key={index}>
                <p className="name">{nameOf(service, index)}</p>
                <p>
                  {service.status !== null && <>{t.choices.status[service.status]} · </>}
                  {own.length === 0 ? t.list.ready : <strong>{count(locale, t.list.toMend, own.length)}</strong>}
                </p>
                <div className="tools">
                  <button id={`edit-${index}`} type="button" onClick={() => start(index, null, true)}>
                    {t.list.edit}
                    <span className="hidden"> {nameOf(service, index)}</span>
                  </button>
                  <button
                    type="button"
                    disabled={isFull}
                    onClick={() =>
                      add({ ...service, name: fill(t.list.copy, { name: nameOf(service, index) }).slice(0, 200) }, true)
                    }
                  >
                    {t.list.duplicate}
                    <span className="hidden"> {nameOf(service, index)}</span>
                  </button>
                  <button
                    type="button"
                    onClick={() => {
                      put(services.filter((_, at) => at !== index));
                      setRemoved({ service, index });
                      list.current?.focus();
                    }}
                  >
                    {t.list.remove}
                    <span className="hidden"> {nameOf(service, index)}</span>
                  </button>
                </div>
              </li>
            );
          })}
        </ol>
        <div role="status">
          {removed && (
            <p className="notice">
              {fill(t.list.removed, { name: nameOf(removed.service, removed.index) })}{' '}
              <button
                type="button"
                onClick={() => {
                  put(services.toSpliced(removed.index, 0, removed.service));
                  setRemoved(null);
                  list.current?.focus();
                }}
              >
                {t.list.undo}
              </button>
            </p>
          )}
          {isFull && <p className="notice">{fill(t.list.full, { max: String(TEMPLATE.servicesMax) })}</p>}
        </div>
        <div className="onward">
          <button
            type="button"
            className="button"
            disabled={isFull}
            onClick={() => add({ ...EMPTY_SERVICE, siret: services.at(-1)?.siret ?? '' }, false)}
          >
            {t.list.add}
          </button>
        </div>
      </div>

      <Take
        locale={locale}
        words={words}
        t={t}
        room={TEMPLATE.servicesMax - services.length}
        add={(more) => put([...services, ...more])}
      />

      {services.length > 0 && (
        <section className="ask save">
          <h2>{t.save.title}</h2>
          {isBlocked && flaws.length > 0 && (
            <div className="notice bad" ref={blocked} tabIndex={-1}>
              <p>{count(locale, t.save.blocked, flaws.length)}</p>
              <Mend flaws={flaws} t={t} start={(index, field) => start(index, field, true)} />
            </div>
          )}
          <div className="onward">
            <button type="button" className="button" onClick={saveWorkbook}>
              {t.save.xlsx}
            </button>
            <button
              type="button"
              onClick={() =>
                saveFile(`${t.save.fileName}.json`, 'application/json', `${JSON.stringify(value, null, 2)}\n`)
              }
            >
              {words.saveJson}
            </button>
            <button type="button" onClick={() => print()}>
              {words.print}
            </button>
            <Forget
              words={words}
              forget={() => {
                forget();
                setRemoved(null);
                setSaved(null);
                list.current?.focus();
              }}
            />
          </div>
          <div role="status">
            {saved !== null && <p className="notice good">{fill(t.save.saved, { name: saved })}</p>}
          </div>
        </section>
      )}
      {services.length > 0 && <Sheet services={services} locale={locale} words={words} t={t} lawDate={LAW.date} />}
    </>
  );
}

/** Flaws shown at once: the list is there for the others. */
const MENDED_AT_ONCE = 20;

/** What is left to mend, each with the way to it. */
function Mend({
  flaws,
  t,
  start,
}: {
  flaws: readonly Flaw[];
  t: HomologationWords;
  start(index: number, field: Field): void;
}) {
  return (
    <ul className="plain-list">
      {flaws.slice(0, MENDED_AT_ONCE).map(({ row, field, code }) =>
        field === null ? null : (
          <li key={`${row} ${field} ${code}`}>
            <button type="button" className="link" onClick={() => start(row - 1, field)}>
              {fill(t.save.goTo, { row: String(row), field: t.fields[field] })}
            </button>{' '}
            {t.flaws[code]}
          </li>
        ),
      )}
    </ul>
  );
}
