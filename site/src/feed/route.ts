import type { APIRoute } from 'astro';
import type { Locale } from '@palier/model/locales';
import { FIXED_PAGES, listAddress } from '../../publisher/addresses.ts';
import { feedEntries } from '../../publisher/reader.ts';
import { dictionary } from '../i18n/index.ts';
import { absolute } from '../origin.ts';
import { record } from '../read.ts';
import { xmlResponse } from '../xml.ts';
import { atomFeed } from './atom.ts';

const FEED_ENTRIES = 30;

/** Route of the feed of new resources in a language. */
export function feedRoute(locale: Locale): APIRoute {
  return (context) => {
    const full = (path: string) => absolute(context.url, path);
    const t = dictionary(locale);
    const feed = atomFeed(
      {
        locale,
        title: `${t.site.name} · ${t.site.feed}`,
        author: t.site.name,
        self: full(FIXED_PAGES.feed[locale]),
        page: full(listAddress('resource', locale)),
        hostname: context.url.hostname,
        entries: record(context, feedEntries(locale, FEED_ENTRIES)),
      },
      full,
    );
    return xmlResponse(feed, 'application/atom+xml');
  };
}
