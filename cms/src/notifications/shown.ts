import {
  documentAddress,
  postAddress,
  withoutEmailAddresses,
  type EventHours,
  type Locale,
  type NotificationKind,
} from '@palier/model';
import type { Knex } from 'knex';
import { POSTS, type PostKind } from '../community/tables.ts';
import type { Transaction } from '../database/transaction.ts';
import { NOTIFICATIONS } from './tables.ts';
import { visibleEvents, visiblePosts } from './visible.ts';

/** A notification with what it is about. */
export interface ShownNotification extends About {
  id: string;
  kind: NotificationKind;
  at: string;
  readAt: string | null;
}

/** The post or the event that a notification is about. */
interface About {
  /** Identifier of the thread, or of the event. */
  about: string;
  title: string;
  language: Locale;
  /** Path of the post, or of the event. */
  url: string;
  /** Of an event. */
  hours: EventHours | null;
}

type Row = Pick<ShownNotification, 'id' | 'kind' | 'at' | 'readAt'> & { target: string };

/**
 * Notifications (`n`) of what readers still see, each with the row of its post (`w`): what came at the same time is in the order in
 * which it was written. Of the rest members are told nothing.
 */
export function visibleNotifications(trx: Transaction): Knex.QueryBuilder {
  const target = trx.ref('n.target');
  const post = visiblePosts(trx)
    .where('p.document_id', target)
    .where((query) => void query.whereNot('n.kind', 'accepted').orWhere('t.accepted', target));
  const event = visibleEvents(trx).where('e.document_id', target);
  return trx(`${NOTIFICATIONS} as n`)
    .leftJoin(`${POSTS} as w`, 'w.document_id', 'n.target')
    .where((query) => void query.whereExists(post).orWhereExists(event));
}

/**
 * What the notifications of a query of {@link visibleNotifications} say, in its order.
 *
 * @param locale in which events are named, where they are in that language
 */
export async function readShown(
  trx: Transaction,
  query: Knex.QueryBuilder,
  locale: Locale,
): Promise<ShownNotification[]> {
  const rows: Row[] = await query.select({
    id: 'n.id',
    kind: 'n.kind',
    target: 'n.target',
    at: 'n.at',
    readAt: 'n.read_at',
  });
  const targets = rows.map(({ target }) => target);
  const about = new Map([...(await postsOf(trx, targets)), ...(await eventsOf(trx, targets, locale))]);
  return rows.flatMap(({ target, ...row }) => (about.has(target) ? [{ ...row, ...about.get(target)! }] : []));
}

async function postsOf(trx: Transaction, posts: readonly string[]): Promise<[string, About][]> {
  const rows = (await visiblePosts(trx)
    .whereIn('p.document_id', posts)
    .select({
      post: 'p.document_id',
      kind: 'p.kind',
      number: trx.raw('coalesce(p.number, parent.number)'),
      thread: 't.document_id',
      title: 't.title',
      language: 't.language',
      slug: 't.slug',
    })) as {
    post: string;
    kind: PostKind;
    number: number | null;
    thread: string;
    title: string;
    language: Locale;
    slug: string;
  }[];
  return rows.map(({ post, kind, number, thread, title, language, slug }) => [
    post,
    {
      about: thread,
      title: withoutEmailAddresses(title),
      language,
      url: postAddress({ language, slug }, { id: post, kind, number }),
      hours: null,
    },
  ]);
}

async function eventsOf(trx: Transaction, events: readonly string[], locale: Locale): Promise<[string, About][]> {
  const rows = (await visibleEvents(trx).whereIn('e.document_id', events).select({
    event: 'e.document_id',
    title: 'e.title',
    language: 'e.locale',
    slug: 'e.slug',
    startsAt: 'd.starts_at',
    endsAt: 'd.ends_at',
    timeZone: 'e.time_zone',
  })) as ({ event: string; title: string; language: Locale; slug: string } & EventHours)[];
  return [...Map.groupBy(rows, ({ event }) => event)].map(([event, versions]) => {
    const version = versions.find((one) => one.language === locale) ?? versions[0]!;
    const { title, language, slug, startsAt, endsAt, timeZone } = version;
    return [
      event,
      {
        about: event,
        title: withoutEmailAddresses(title),
        language,
        url: documentAddress('event', language, slug),
        hours: { startsAt, endsAt, timeZone },
      },
    ];
  });
}
