import {
  NOTIFICATION_KINDS,
  type NotificationChoices,
  type NotificationKind,
  type NotificationPace,
} from '@palier/model';
import type { Transaction } from '../database/transaction.ts';
import { chunks } from './chunks.ts';
import { dueAt } from './pace.ts';
import { NOTIFICATIONS } from './tables.ts';

const CHOICES = 'palier_notification_choices';

/** What someone gets who has chosen nothing. */
const DEFAULTS: NotificationChoices = {
  answer: 'at-once',
  comment: 'at-once',
  mention: 'at-once',
  accepted: 'at-once',
  'new-question': 'weekly',
  'new-event': 'weekly',
};

interface ChoiceRow {
  member: string;
  kind: NotificationKind;
  pace: NotificationPace;
}

/** What each of some members is told by mail, and when. */
export async function choicesOf(
  trx: Transaction,
  members: readonly string[],
): Promise<Map<string, NotificationChoices>> {
  const choices = new Map(members.map((member) => [member, { ...DEFAULTS }]));
  for (const some of chunks(members)) {
    const rows = await trx(CHOICES).whereIn('member', some).select<ChoiceRow[]>('member', 'kind', 'pace');
    for (const { member, kind, pace } of rows) choices.get(member)![kind] = pace;
  }
  return choices;
}

/** Keeps what a member chose, for the kinds that are given. What waits for a mail already goes by it too. */
export async function saveChoices(
  trx: Transaction,
  member: string,
  chosen: Partial<NotificationChoices>,
  now: Date,
): Promise<void> {
  const present = (await choicesOf(trx, [member])).get(member)!;
  for (const kind of NOTIFICATION_KINDS) {
    const pace = chosen[kind];
    if (pace === undefined || pace === present[kind]) continue;
    await trx(CHOICES).insert({ member, kind, pace }).onConflict(['member', 'kind']).merge(['pace']);
    await trx(NOTIFICATIONS)
      .where({ member, kind })
      .whereNotNull('due_at')
      .update({ due_at: dueAt(pace, now) });
  }
}
