import type { AdminRegistration, AdminRegistrations, RegistrationState } from '@palier/model';
import { containing } from '../../database/like.ts';
import type { Transaction } from '../../database/transaction.ts';
import { isDue } from '../../registrations/lapse.ts';
import { REGISTRATIONS, type Registration } from '../../registrations/tables.ts';
import { pagesOf } from './http.ts';

/** Registrations on a page of the list. */
const PAGE = 100;

/** A registration with its rank among those who wait. */
export type RankedRegistration = Registration & { rank: number | string | null };

export interface Asked {
  event: string;
  state?: RegistrationState | undefined;
  /** In the name, the entity or the address. */
  q: string;
}

/** A page of those who registered: who waits in their order, the others by name. Who was erased is in none. */
export async function listRegistrations(
  trx: Transaction,
  asked: Asked & { page: number },
  now: Date,
): Promise<AdminRegistrations> {
  const row = (await matching(trx, asked).count({ count: '*' }).first()) as unknown as { count: number | string };
  const total = Number(row.count);
  const rows = await ranked(trx, matching(trx, asked))
    .orderBy(asked.state === 'waiting' ? ['r.place'] : ['r.name', 'r.created_at', 'r.id'])
    .limit(PAGE)
    .offset((asked.page - 1) * PAGE);
  return { registrations: rows.map((one) => viewOf(one, now)), total, pages: pagesOf(total, PAGE) };
}

/** All who registered for an event and were not erased, in the order in which they came. */
export async function allRegistrations(trx: Transaction, event: string): Promise<RankedRegistration[]> {
  return ranked(trx, matching(trx, { event, q: '' })).orderBy(['r.created_at', 'r.id']);
}

/** One registration; undefined when there is none, or it was erased. */
export async function rankedRegistration(trx: Transaction, id: string): Promise<RankedRegistration | undefined> {
  const rows = await ranked(trx, trx(`${REGISTRATIONS} as r`).where({ 'r.id': id }).whereNotNull('r.email'));
  return rows[0];
}

function matching(trx: Transaction, { event, state, q }: Asked) {
  const query = trx(`${REGISTRATIONS} as r`).where({ 'r.event': event }).whereNotNull('r.email');
  if (state) void query.where({ 'r.state': state });
  if (q !== '') {
    const like = ['name', 'entity', 'email'].map((column) => `lower(r.${column}) like lower(?) escape '!'`);
    void query.whereRaw(`(${like.join(' or ')})`, Array<string>(like.length).fill(containing(q)));
  }
  return query;
}

const ranked = (trx: Transaction, rows: ReturnType<typeof matching>) =>
  rows.select<RankedRegistration[]>(
    'r.*',
    trx.raw(
      `case when r.state = 'waiting' then (
        select count(*) from ${REGISTRATIONS} as w where w.event = r.event and w.state = 'waiting' and w.place <= r.place
      ) end as "rank"`,
    ),
  );

/** A registration as the screen shows it: what is due has lapsed, also when nothing has noted it yet. */
export function viewOf(row: RankedRegistration, now: Date): AdminRegistration {
  return {
    id: row.id,
    name: row.name ?? '',
    entity: row.entity,
    email: row.email ?? '',
    seats: row.seats,
    state: isDue(row, now) ? 'lapsed' : row.state,
    position: row.rank === null ? null : Number(row.rank),
    answers: Object.entries(answersOf(row)).map(([label, answer]) => ({ label, answer })),
    createdAt: row.created_at,
    attendedAt: row.attended_at,
  };
}

/** What someone answered to the questions of the organiser, by question. */
export const answersOf = ({ answers }: Registration): Record<string, string> =>
  JSON.parse(answers ?? '{}') as Record<string, string>;
