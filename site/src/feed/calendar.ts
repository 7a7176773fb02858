import type { APIContext, APIRoute } from 'astro';
import { calendarFeed, calendarFile } from '@palier/calendar/calendar';
import { publicCalendarEvent } from '@palier/calendar/event';
import type { Locale } from '@palier/model/locales';
import { facetAddress, listAddress, parseFacetAddress, subjectEventsAddress } from '../../publisher/addresses.ts';
import type { Facet } from '../../publisher/facets.ts';
import { eventDocuments, subject } from '../../publisher/reader.ts';
import { facetTitle } from '../facet-names.ts';
import { dictionary } from '../i18n/index.ts';
import { fill } from '../i18n/text.ts';
import { absolute } from '../origin.ts';
import { nothingHere, readDocument, record } from '../read.ts';

/** How often calendars look for changes, in hours. */
const REFRESH_HOURS = 6;

interface List {
  locale: Locale;
  title: string;
  /** Path of the page that the calendar follows. */
  page: string;
  having: { facet: Facet; value: string } | null;
}

function answer(context: APIContext, { locale, title, page, having }: List): Response {
  const full = (path: string) => absolute(context.url, path);
  const events = record(context, eventDocuments(locale, having)).map(({ document, url }) =>
    publicCalendarEvent(document, full(url)),
  );
  const name = `${dictionary(locale).site.name} · ${title}`;
  return calendarResponse(
    calendarFeed(events, { name, page: full(page), language: locale, refreshHours: REFRESH_HOURS }),
  );
}

function calendarResponse(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'text/calendar; charset=utf-8' } });
}

/** Route of the calendar of all events. */
export function agendaRoute(locale: Locale): APIRoute {
  return (context) =>
    answer(context, {
      locale,
      title: dictionary(locale).sections.event,
      page: listAddress('event', locale),
      having: null,
    });
}

/** Route of the calendar of the events that have a value of a facet, which the address names. */
export const facetCalendarRoute: APIRoute = (context) => {
  const named = parseFacetAddress(context.url.pathname);
  if (named?.type !== 'event') return nothingHere();
  const { facet, value, locale } = named;
  return answer(context, {
    locale,
    title: facetTitle(named, dictionary(locale)),
    page: facetAddress(facet, value, locale, 'event'),
    having: { facet, value },
  });
};

/** Route of the calendar of the events on a topic, or of a sector, which the `[slug]` of the address names. */
export function subjectCalendarRoute(type: 'topic' | 'sector', locale: Locale): APIRoute {
  return (context) => {
    const found = subject(type, locale, context.params['slug'] ?? '');
    if (!found) return nothingHere();
    const { card, url } = record(context, found);
    return answer(context, {
      locale,
      title: fill(dictionary(locale).events.on, { subject: card.title }),
      page: subjectEventsAddress(url),
      having: { facet: type, value: card.documentId },
    });
  };
}

/** Route of the file of one event, which the `[slug]` of the address names. */
export function eventFileRoute(locale: Locale): APIRoute {
  return async (context) => {
    const view = await readDocument(context, 'events', locale);
    if (!view) return nothingHere();
    return calendarResponse(calendarFile(publicCalendarEvent(view.document, absolute(context.url, view.url))));
  };
}
