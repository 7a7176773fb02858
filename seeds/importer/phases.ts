import { SERVICE_PHASES } from '@palier/model';
import { readDate } from './dates.ts';
import type { Source } from './source.ts';

/**
 * The phases that can be read. One with an unknown name or an unreadable date is left out with a warning and
 * kept in the extras: published without its end, it would read as still running.
 */
export function readPhases(source: Source): { name: string; start: string | null; end: string | null }[] | undefined {
  const place = source.place('phases');
  const records = source.records('phases');
  if (records === undefined || place === undefined) return undefined;
  let left = false;
  const phases = records.flatMap(({ line, fields }) => {
    const name = fields.get('name')?.toLowerCase() ?? '';
    const [start, end] = [dateOf(fields.get('start')), dateOf(fields.get('end'))];
    if (SERVICE_PHASES.some((phase) => phase === name) && start !== undefined && end !== undefined) {
      return [{ name, start, end }];
    }
    const wrong =
      start === undefined || end === undefined ? 'sa date est illisible' : `« ${name} » n’est pas une phase connue`;
    source.warning(
      place,
      line,
      `la phase n’est pas publiée : ${wrong}`,
      `phases : ${SERVICE_PHASES.join(', ')} ; dates : 2026-10-07`,
    );
    left = true;
    return [];
  });
  if (left || records.some(({ fields }) => fields.has('comment'))) source.keepAsExtra('phases');
  return phases;
}

function dateOf(text: string | undefined): string | null | undefined {
  return text === undefined || text === '' ? null : (readDate(text) ?? undefined);
}
