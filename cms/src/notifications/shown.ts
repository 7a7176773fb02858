import { postAddress, withoutEmailAddresses, type Locale, type NotificationKind } from '@palier/model';
import type { Knex } from 'knex';
import type { PostKind } from '../community/tables.ts';
import type { Transaction } from '../database/transaction.ts';
import { NOTIFICATIONS } from './tables.ts';
import { visiblePosts } from './visible.ts';

/** A notification with the post that it is about. */
export interface ShownNotification {
  id: string;
  kind: NotificationKind;
  thread: string;
  title: string;
  language: Locale;
  /** Path of the post. */
  url: string;
  at: string;
  readAt: string | null;
}

interface Row extends Omit<ShownNotification, 'url'> {
  slug: string;
  post: string;
  postKind: PostKind;
  number: number | null;
}

/** Notifications (`n`) of what readers still see: of the rest members are told nothing. */
export function visibleNotifications(trx: Transaction): Knex.QueryBuilder {
  return visiblePosts(trx)
    .join(`${NOTIFICATIONS} as n`, 'n.post', 'p.document_id')
    .where((query) => void query.whereNot('n.kind', 'accepted').orWhere('t.accepted', trx.ref('p.document_id')));
}

/** What the notifications of a query of {@link visibleNotifications} say. */
export async function readShown(trx: Transaction, query: Knex.QueryBuilder): Promise<ShownNotification[]> {
  const rows = (await query.select({
    id: 'n.id',
    kind: 'n.kind',
    thread: 't.document_id',
    title: 't.title',
    language: 't.language',
    at: 'n.at',
    readAt: 'n.read_at',
    slug: 't.slug',
    post: 'p.document_id',
    postKind: 'p.kind',
    number: trx.raw('coalesce(p.number, parent.number)'),
  })) as Row[];
  return rows.map(({ slug, post, postKind, number, title, ...rest }) => ({
    ...rest,
    title: withoutEmailAddresses(title),
    url: postAddress({ language: rest.language, slug }, { id: post, kind: postKind, number }),
  }));
}
