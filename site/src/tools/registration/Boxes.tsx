import { SECTORS, type SectorId, type SubsectorId } from '@palier/nis2/sectors';
import type { FieldProps } from './parts.ts';
import { valueWords } from './words.ts';

/** Values to tick; the subsectors of a sector come once it is ticked. */
export default function Boxes({ t, field, value, states, set }: FieldProps & { value: string[] }) {
  const toggle = (one: string, isOn: boolean) =>
    set(
      isOn
        ? [...value, one]
        : // Without its sector, a subsector says nothing.
          value.filter((other) => other !== one && !other.startsWith(`${one}/`)),
    );
  const box = (one: string) => (
    <label className="box">
      <input type="checkbox" checked={value.includes(one)} onChange={({ target }) => toggle(one, target.checked)} />
      <span>{valueWords(t, states, field.id, one)}</span>
    </label>
  );
  const isSectors = field.id === 'sectors';
  const top = isSectors
    ? SECTORS.map(({ id }) => id as string)
    : // In the order of their names.
      field.id === 'memberStates'
      ? Object.keys(states)
      : (field.values ?? []);
  return (
    <ul className="plain-list boxes">
      {top.map((one) => (
        <li key={one}>
          {box(one)}
          {isSectors && value.includes(one) && (
            <ul className="plain-list">
              {subsectorsOf(one as SectorId).map((subsector) => (
                <li key={subsector}>{box(`${one}/${subsector}`)}</li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

const subsectorsOf = (sector: SectorId): readonly SubsectorId[] => SECTORS.find(({ id }) => id === sector)!.subsectors;
