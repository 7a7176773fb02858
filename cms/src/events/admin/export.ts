import { localTimeOf } from '@palier/calendar/time';
import type { AdminEvent } from '@palier/model';
import type { Core } from '@strapi/strapi';
import type { Transaction } from '../../database/transaction.ts';
import { csvOf } from './csv.ts';
import { LEVEL_NAMES, SIZE_NAMES, STATE_NAMES } from './names.ts';
import { allRegistrations, answersOf, viewOf } from './registrations.ts';
import { sectorNames } from './sectors.ts';

const COLUMNS = [
  'Nom',
  'Entité',
  'Adresse électronique',
  'Places',
  'État',
  'Rang en attente',
  'Inscrit le',
  'Présent le',
  'Secteur',
  'Palier',
  'Taille',
  'Langue',
];

/** All who registered for an event, as a file for spreadsheets: one column a question, times in the zone of the event. */
export async function registrationsFile(
  strapi: Core.Strapi,
  trx: Transaction,
  { id, timeZone }: AdminEvent,
  now: Date,
): Promise<string> {
  const rows = await allRegistrations(trx, id);
  const sectorName = await sectorNames(
    strapi,
    trx,
    rows.map(({ sector }) => sector),
  );
  const questions = [...new Set(rows.flatMap((row) => Object.keys(answersOf(row))))];
  const time = (instant: string | null) => (instant === null ? '' : localTimeOf(instant, timeZone).replace('T', ' '));
  const lines = rows.map((row) => {
    const { name, entity, email, seats, state, position, createdAt, attendedAt } = viewOf(row, now);
    const answers = answersOf(row);
    return [
      name,
      entity ?? '',
      email,
      String(seats),
      STATE_NAMES[state],
      position === null ? '' : String(position),
      time(createdAt),
      time(attendedAt),
      sectorName(row.sector) ?? '',
      row.level ? LEVEL_NAMES[row.level] : '',
      row.size ? SIZE_NAMES[row.size] : '',
      row.language,
      ...questions.map((question) => answers[question] ?? ''),
    ];
  });
  return csvOf([[...COLUMNS, ...questions], ...lines]);
}
