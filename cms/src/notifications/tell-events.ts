import type { Core } from '@strapi/strapi';
import type { Transaction } from '../database/transaction.ts';
import { phaseAt } from '../events/dates.ts';
import { addressesOf } from '../published/addresses.ts';
import { readEdited, type Content } from '../published/project.ts';
import { publicationsOf } from '../published/publications.ts';
import { followersOf, subjectsToFollow } from './followers.ts';
import { NEWS_MS, record } from './record.ts';

/**
 * Tells members of the events, among some that changed, that are to come: who follows the level, a topic or the region of one
 * since before it was first published. Nothing is noted of an event. In the week for which it is news the key of what
 * members were told keeps a second time out; what an editor corrects meanwhile, its topic say, still tells who it concerns.
 */
export async function tellOfEvents(
  strapi: Core.Strapi,
  trx: Transaction,
  events: readonly string[],
  now: Date,
): Promise<void> {
  if (events.length === 0) return;
  const publications = await publicationsOf(trx, 'event', [...events]);
  const since = new Map(
    [...Map.groupBy(publications, (one) => one.document_id)].map(([event, languages]) => [
      event,
      languages.map((one) => one.first_published_at).sort()[0]!,
    ]),
  );
  const oldest = new Date(now.getTime() - NEWS_MS).toISOString();
  const visible = new Set(
    publications.flatMap((one) => (one.digest === null ? [] : [keyOf(one.document_id, one.locale)])),
  );
  const recent = [...since].flatMap(([event, at]) => (at < oldest ? [] : [event]));
  const versions = (await readEdited(strapi, 'event', recent)).filter(
    (one) => visible.has(keyOf(one.documentId, one.locale)) && isToTell(one, now),
  );
  const topics = await addressesOf(trx, 'topic', [...new Set(versions.flatMap(topicsOf))]);
  const news = versions.map((one) => ({
    target: one.documentId,
    kind: 'new-event' as const,
    since: since.get(one.documentId)!,
    followed: subjectsToFollow({
      level: one['maturity'] as string,
      topics: topicsOf(one).flatMap((topic) => (topics.get(topic) ?? []).map(({ slug }) => slug)),
      region: one['region'] as string | null,
    }),
  }));
  await record(trx, await followersOf(trx, news), since, now);
}

const isToTell = (event: Content, now: Date): boolean =>
  event['isCancelled'] === false &&
  event['isExample'] === false &&
  phaseAt(event['endsAt'] as string, now) === 'upcoming';

const topicsOf = (event: Content): string[] => event['topics'] as string[];

const keyOf = (event: string, locale: string): string => `${event} ${locale}`;
