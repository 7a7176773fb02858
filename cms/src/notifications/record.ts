import { NOTIFICATION_KINDS, type NotificationKind } from '@palier/model';
import { newId } from '../community/rows.ts';
import { MEMBERS } from '../community/tables.ts';
import type { Transaction } from '../database/transaction.ts';
import { choicesOf } from './choices.ts';
import { chunks } from './chunks.ts';
import { dueAt } from './pace.ts';
import { NOTIFICATIONS } from './tables.ts';

/** What was published longer ago when it is first seen is told to nobody: it comes from elsewhere, or from before. */
export const NEWS_MS = 7 * 24 * 3_600_000;

/** Someone who may have to be told of a post, or of an event. */
export interface Told {
  member: string;
  /** Identifier of the post, or of the event. */
  target: string;
  kind: NotificationKind;
}

/**
 * Writes down what members are told: of a thing once, as the first of the kinds that fit and that they want by mail.
 *
 * @param visibleSince since when readers see each thing, in ISO 8601
 */
export async function record(
  trx: Transaction,
  told: readonly Told[],
  visibleSince: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const members = await reachable(trx, [...new Set(told.map(({ member }) => member))]);
  const choices = await choicesOf(trx, members);
  const rows = [...Map.groupBy(told, ({ member, target }) => `${member} ${target}`).values()].flatMap((same) => {
    const { member, target } = same[0]!;
    const paces = choices.get(member);
    if (!paces) return [];
    const kinds = NOTIFICATION_KINDS.filter((kind) => same.some((one) => one.kind === kind));
    const kind = kinds.find((one) => paces[one] !== 'never') ?? kinds[0]!;
    const at = kind === 'accepted' ? now.toISOString() : visibleSince.get(target)!;
    return [{ id: newId(), member, kind, target, at, due_at: dueAt(paces[kind], now) }];
  });
  for (const some of chunks(rows)) await trx(NOTIFICATIONS).insert(some).onConflict(['member', 'target']).ignore();
}

/** Those among some members who can be told something; none of them is erased before the transaction ends. */
export async function reachable(trx: Transaction, members: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const some of chunks([...members].sort())) {
    const query = trx(MEMBERS).whereIn('document_id', some).whereNot({ state: 'erased' }).whereNotNull('email');
    if (trx.client.dialect === 'postgresql') void query.forShare();
    found.push(...(await query.orderBy('document_id').pluck<string[]>('document_id')));
  }
  return found;
}
