import type { NotificationKind } from '@palier/model';
import type { Transaction } from '../database/transaction.ts';
import { chunks } from './chunks.ts';
import { FOLLOWS, type Followed } from './follows.ts';
import type { Told } from './record.ts';

/** A post or an event that has become visible, and what leads to it who follows that. */
export interface News {
  target: string;
  kind: NotificationKind;
  /** Since when readers see it, in ISO 8601. */
  since: string;
  followed: readonly Followed[];
}

/** What one may follow of a question or an event. */
export function subjectsToFollow(of: { level: string; topics: readonly string[]; region?: string | null }): Followed[] {
  return [
    { kind: 'level', target: of.level },
    ...of.topics.map((target) => ({ kind: 'topic' as const, target })),
    ...(of.region ? [{ kind: 'region' as const, target: of.region }] : []),
  ];
}

/** Who follows what leads to some news, since before each could be seen; who follows two of it stands there twice. */
export async function followersOf(trx: Transaction, news: readonly News[]): Promise<Told[]> {
  const keyOf = ({ kind, target }: Followed) => `${kind} ${target}`;
  const followed = new Map(news.flatMap((one) => one.followed).map((one) => [keyOf(one), [one.kind, one.target]]));
  const rows: (Followed & { member: string; at: string })[] = [];
  for (const some of chunks([...followed.values()]))
    rows.push(
      ...(await trx(FOLLOWS)
        .whereIn(['kind', 'target'], some)
        .where({ following: true })
        .select('member', 'kind', 'target', 'at')),
    );
  const followers = Map.groupBy(rows, keyOf);
  return news.flatMap(({ target, kind, since, followed: ways }) =>
    ways.flatMap((way) =>
      (followers.get(keyOf(way)) ?? []).filter(({ at }) => at <= since).map(({ member }) => ({ member, target, kind })),
    ),
  );
}
