import { LOCALES, type Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { CONTENT_TYPES, EDITED_TYPES } from '../content/types.ts';
import { FEEDBACK } from '../feedback/store.ts';
import { readBrokenLinks, type BrokenLink } from '../links/broken.ts';
import { askPublisher, type PublisherState } from './publisher.ts';
import type { Readable } from './readable.ts';

/** What the home page of the admin shows of the hub. A part is null for a role that may not see it. */
export interface HubState {
  /** Null: it does not answer. */
  publisher: PublisherState | null;
  /** Resources whose `reviewBy` has passed, by language. */
  toReview: { today: string; counts: Record<Locale, number> } | null;
  brokenLinks: BrokenLink[] | null;
  /** What readers said that nobody has dealt with. */
  newFeedback: number | null;
}

const RESOURCE = CONTENT_TYPES.resource.uid;

export async function readState(
  strapi: Core.Strapi,
  readable: Readable,
  today = new Date().toISOString().slice(0, 10),
): Promise<HubState> {
  // The cause of an error may name what a page says: for those who may read some of it.
  const seesContent = EDITED_TYPES.some((type) => readable.may(CONTENT_TYPES[type].uid));
  const [publisher, toReview, brokenLinks, newFeedback] = await Promise.all([
    askPublisher(seesContent),
    readable.may(RESOURCE, 'reviewBy') ? countToReview(readable, today) : null,
    seesContent ? readableLinks(strapi, readable) : null,
    readable.may(FEEDBACK, 'state') ? readable.count(FEEDBACK, { filters: { state: { $eq: 'new' } } }) : null,
  ]);
  return { publisher, toReview, brokenLinks, newFeedback };
}

async function countToReview(readable: Readable, today: string): Promise<HubState['toReview']> {
  const counts = await Promise.all(
    LOCALES.map((locale) => readable.count(RESOURCE, { locale, filters: { reviewBy: { $lte: today } } })),
  );
  return { today, counts: Object.fromEntries(LOCALES.map((locale, at) => [locale, counts[at] ?? 0])) as never };
}

/** The broken links of documents that the role may read. */
async function readableLinks(strapi: Core.Strapi, readable: Readable): Promise<BrokenLink[]> {
  const links = await readBrokenLinks(strapi);
  const holders = Map.groupBy(
    links.flatMap((link) => link.holders),
    ({ type }) => type,
  );
  const allowed = new Set<string>();
  for (const [type, held] of holders) {
    const ids = await readable.among(CONTENT_TYPES[type].uid, [...new Set(held.map(({ documentId }) => documentId))]);
    for (const id of ids) allowed.add(`${type} ${id}`);
  }
  return links.flatMap((link) => {
    const seen = link.holders.filter(({ type, documentId }) => allowed.has(`${type} ${documentId}`));
    return seen.length > 0 ? [{ ...link, holders: seen }] : [];
  });
}
