import {
  REGISTRATION_STATES,
  type EntitySize,
  type EventBreakdown,
  type EventFigure,
  type EventFigures,
  type Level,
  type RegistrationState,
} from '@palier/model';
import type { Core } from '@strapi/strapi';
import type { Transaction } from '../../database/transaction.ts';
import { REGISTRATIONS } from '../../registrations/tables.ts';
import { sectorNames } from './sectors.ts';

/** Registrations that are alike, counted. */
interface Group extends EventFigure {
  state: RegistrationState;
  sector: string | null;
  level: Level | null;
  size: EntitySize | null;
  attended: number;
  attendedSeats: number;
  erased: number;
}

/** What is counted of an event, in one query. */
export async function figuresOf(strapi: Core.Strapi, trx: Transaction, event: string): Promise<EventFigures> {
  const groups = await groupsOf(trx, event);
  const seated = groups.filter(({ state }) => state === 'seated');
  const sectorName = await sectorNames(
    strapi,
    trx,
    seated.map(({ sector }) => sector),
  );
  const states = REGISTRATION_STATES.map(
    (state) => [state, sumOf(groups.filter((group) => group.state === state))] as const,
  );
  return {
    states: Object.fromEntries(states) as EventFigures['states'],
    attended: sumOf(seated.map((group) => ({ registrations: group.attended, seats: group.attendedSeats }))),
    bySector: breakdown(seated, ({ sector }) => sectorName(sector)),
    byLevel: breakdown(seated, ({ level }) => level),
    bySize: breakdown(seated, ({ size }) => size),
    erased: groups.reduce((sum, group) => sum + group.erased, 0),
  };
}

async function groupsOf(trx: Transaction, event: string): Promise<Group[]> {
  const alike = ['state', 'sector', 'level', 'size'];
  const rows = await trx(REGISTRATIONS)
    .where({ event })
    .groupBy(alike)
    .select<Group[]>(
      ...alike,
      trx.raw('count(*) as registrations'),
      trx.raw('sum(seats) as seats'),
      trx.raw('count(attended_at) as attended'),
      trx.raw('sum(case when attended_at is null then 0 else seats end) as "attendedSeats"'),
      trx.raw('sum(case when email is null then 1 else 0 end) as erased'),
    );
  // PostgreSQL counts in integers that JavaScript gets as texts.
  return rows.map((row) => ({
    ...row,
    registrations: Number(row.registrations),
    seats: Number(row.seats),
    attended: Number(row.attended),
    attendedSeats: Number(row.attendedSeats),
    erased: Number(row.erased),
  }));
}

function breakdown<Name>(groups: Group[], nameOf: (group: Group) => Name | null): EventBreakdown<Name> {
  return [...Map.groupBy(groups, nameOf)]
    .map(([name, alike]) => ({ name, ...sumOf(alike) }))
    .sort((a, b) => b.seats - a.seats || Number(a.name === null) - Number(b.name === null));
}

const sumOf = (figures: EventFigure[]): EventFigure => ({
  registrations: figures.reduce((sum, { registrations }) => sum + registrations, 0),
  seats: figures.reduce((sum, { seats }) => sum + seats, 0),
});
