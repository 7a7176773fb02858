import type { Locale } from '@palier/model/locales';
import type { Card, FeedEntry } from '../../publisher/views.ts';
import { formatPeriod, zoneName } from '../i18n/format.ts';
import { xml } from '../xml.ts';

export interface AtomFeed {
  locale: Locale;
  title: string;
  author: string;
  /** Full address of the feed, and of the page that it follows. */
  self: string;
  page: string;
  /** Host that names the entries: with the document's identifier it stays when an address changes. */
  hostname: string;
  entries: FeedEntry[];
}

/** Date of a feed without entries: it has to have one, and the same content must give the same bytes. */
const NEVER = '1970-01-01T00:00:00.000Z';

/**
 * Atom feed (RFC 4287); entries are identified by tag URIs (RFC 4151).
 *
 * @param absolute gives the full address of a path.
 */
export function atomFeed(
  { locale, title, author, self, page, hostname, entries }: AtomFeed,
  absolute: (path: string) => string,
): string {
  const updated = entries.reduce((latest, entry) => (entry.updatedAt > latest ? entry.updatedAt : latest), NEVER);
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
<id>${xml(self)}</id>
<title>${xml(title)}</title>
<updated>${updated}</updated>
<author><name>${xml(author)}</name></author>
<link rel="self" type="application/atom+xml" href="${xml(self)}"/>
<link rel="alternate" type="text/html" href="${xml(page)}"/>
${entries.map((entry) => atomEntry(entry, hostname, absolute)).join('')}</feed>
`;
}

function atomEntry({ card, updatedAt }: FeedEntry, hostname: string, absolute: (path: string) => string): string {
  const day = card.firstPublishedAt.slice(0, 10);
  return `<entry xml:lang="${card.locale}">
<id>tag:${hostname},${day}:${card.type}:${card.documentId}:${card.locale}</id>
<title>${xml(card.title)}</title>
<link rel="alternate" type="text/html" hreflang="${card.locale}" href="${xml(absolute(card.url))}"/>
<published>${card.firstPublishedAt}</published>
<updated>${updatedAt}</updated>
<summary>${xml(summaryOf(card))}</summary>
</entry>
`;
}

/** Of an event, when it is held comes first. */
function summaryOf({ locale, summary, event }: Card): string {
  if (event === null) return summary;
  const { startsAt, endsAt, timeZone } = event;
  return `${formatPeriod(locale, startsAt, endsAt, timeZone)} (${zoneName(locale, timeZone, startsAt)}). ${summary}`;
}
