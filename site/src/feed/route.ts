import type { APIContext, APIRoute } from 'astro';
import type { DocumentType } from '@palier/model/documents';
import type { Locale } from '@palier/model/locales';
import {
  facetAddress,
  feedAddress,
  listAddress,
  parseFacetAddress,
  subjectEventsAddress,
  subjectThreadsAddress,
} from '../../publisher/addresses.ts';
import type { FacetedType } from '../../publisher/facets.ts';
import { facetFeedEntries, feedEntries, listFeedEntries, subject } from '../../publisher/reader.ts';
import type { FeedEntry, Read } from '../../publisher/views.ts';
import { facetTitle } from '../facet-names.ts';
import { dictionary } from '../i18n/index.ts';
import { fill } from '../i18n/text.ts';
import { absolute } from '../origin.ts';
import { nothingHere, record } from '../read.ts';
import { xmlResponse } from '../xml.ts';
import { atomFeed } from './atom.ts';

const FEED_ENTRIES = 30;

interface Feed {
  locale: Locale;
  title: string;
  /** Path of the page that the feed follows. */
  page: string;
  entries: Read<FeedEntry[]>;
}

function answer(context: APIContext, { locale, title, page, entries }: Feed): Response {
  const full = (path: string) => absolute(context.url, path);
  const t = dictionary(locale);
  const feed = atomFeed(
    {
      locale,
      title: `${t.site.name} · ${title}`,
      author: t.site.name,
      self: full(feedAddress(page)),
      page: full(page),
      hostname: context.url.hostname,
      entries: record(context, entries),
    },
    full,
  );
  return xmlResponse(feed, 'application/atom+xml');
}

/** Route of the feed of new resources in a language. */
export function feedRoute(locale: Locale): APIRoute {
  return (context) =>
    answer(context, {
      locale,
      title: dictionary(locale).site.feed,
      page: listAddress('resource', locale),
      entries: feedEntries(locale, FEED_ENTRIES),
    });
}

/** Route of the feed of the documents of a type. */
export function listFeedRoute(type: DocumentType, locale: Locale): APIRoute {
  return (context) =>
    answer(context, {
      locale,
      title: dictionary(locale).sections[type],
      page: listAddress(type, locale),
      entries: listFeedEntries(type, locale, FEED_ENTRIES),
    });
}

/** Route of the feed of the resources, or the threads, of a topic or sector, which the `[slug]` of the address names. */
export function subjectFeedRoute(type: 'topic' | 'sector', locale: Locale, listed: FacetedType = 'resource'): APIRoute {
  return (context) => {
    const found = subject(type, locale, context.params['slug'] ?? '');
    if (!found) return nothingHere();
    const { card, url: page } = record(context, found);
    return answer(context, {
      locale,
      ...listedUnder(listed, { title: card.title, page }, locale),
      entries: facetFeedEntries(listed, type, card.documentId, locale, FEED_ENTRIES),
    });
  };
}

/** Title and page of what is listed under a subject. */
function listedUnder(listed: FacetedType, { title, page }: Pick<Feed, 'title' | 'page'>, locale: Locale) {
  const t = dictionary(locale);
  switch (listed) {
    case 'resource':
      return { title, page };
    case 'event':
      return { title: fill(t.events.on, { subject: title }), page: subjectEventsAddress(page) };
    case 'thread':
      return { title: fill(t.thread.on, { subject: title }), page: subjectThreadsAddress(page) };
  }
}

/** Route of the feed of the documents that have a value of a facet, which the address names. */
export const facetFeedRoute: APIRoute = (context) => {
  const named = parseFacetAddress(context.url.pathname);
  if (!named) return nothingHere();
  const { type, facet, value, locale } = named;
  const t = dictionary(locale);
  return answer(context, {
    locale,
    title: facetTitle(named, t),
    page: facetAddress(facet, value, locale, type),
    entries: facetFeedEntries(type, facet, value, locale, FEED_ENTRIES),
  });
};
