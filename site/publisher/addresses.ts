import type { DocumentType, Locale } from '@palier/model';
import { AUDIENCES, RESOURCE_KINDS } from '@palier/model/documents';
import { EVENT_FORMATS, REGIONS } from '@palier/model/events';
import { LEVELS } from '@palier/model/levels';
import { LOCALES } from '@palier/model/locales';
import { SECTIONS, SECTION_OF_PATH, listAddress, parseDocumentAddress } from '@palier/model/sections';
import type { Section } from '@palier/model/sections';
import { FACETED_TYPES, THREAD_STATES } from './facets.ts';
import type { CatalogueFacet, Facet, FacetedType } from './facets.ts';

/**
 * The address of every page of the site, in one place: pages are made, found, linked, listed in the sitemap
 * and removed by these functions. French stands at the root, English under `/en/`; paths end with a slash.
 */

// The CMS, which may not import the site, shares them.
export { documentAddress, listAddress, parseDocumentAddress } from '@palier/model/sections';
export { answerAnchor, commentAnchor, questionAnchor, threadPageAddress } from '@palier/model/thread-addresses';

/** Pages that exist whatever is published, by name. */
export const FIXED_PAGES = {
  home: { fr: '/', en: '/en/' },
  search: { fr: '/recherche/', en: '/en/search/' },
  myList: { fr: '/ma-liste/', en: '/en/my-list/' },
  tools: { fr: '/outils/', en: '/en/tools/' },
  applicability: { fr: '/suis-je-concerne/', en: '/en/am-i-concerned/' },
  assessment: { fr: '/evaluer-mon-niveau/', en: '/en/assess-my-level/' },
  myPath: { fr: '/mon-parcours/', en: '/en/my-path/' },
  registrationFile: { fr: '/mon-dossier/', en: '/en/my-registration-file/' },
  incident: { fr: '/signaler-un-incident/', en: '/en/report-an-incident/' },
  homologation: { fr: '/demarrer-une-homologation/', en: '/en/start-a-security-approval/' },
  statistics: { fr: '/statistiques/', en: '/en/statistics/' },
  about: { fr: '/a-propos/', en: '/en/about/' },
  thanks: { fr: '/merci/', en: '/en/thanks/' },
  style: { fr: '/style/', en: '/en/style/' },
  feed: { fr: '/feed.xml', en: '/en/feed.xml' },
  notFound: { fr: '/404.html', en: '/en/404.html' },
  gone: { fr: '/410.html', en: '/en/410.html' },
} as const satisfies Record<string, Record<Locale, string>>;

export type FixedPage = keyof typeof FIXED_PAGES;

/** The tools, in the order in which an entity needs them. */
export const TOOL_PAGES = [
  'applicability',
  'assessment',
  'myPath',
  'registrationFile',
  'incident',
  'homologation',
] as const satisfies FixedPage[];

export const SITEMAP_INDEX = '/sitemap.xml';
const ROBOTS = '/robots.txt';

/** Types whose list is cut into numbered pages; the others fit on one. */
export const PAGED_TYPES = ['resource', 'thread'] as const satisfies DocumentType[];

/** Address of a numbered list page: `/ressources/page/3/`. */
export function listPageAddress(type: DocumentType, locale: Locale, page: number): string {
  return `${listAddress(type, locale)}page/${page}/`;
}

/** Types whose list has an Atom feed of its own; that of resources is the site's, `/feed.xml`. */
const FEED_TYPES = [
  'learning-path',
  'organisation',
  'service',
  'event',
  'thread',
  'glossary-term',
] as const satisfies DocumentType[];

/** Types whose documents are lists of resources, of threads and of events, each with an Atom feed. */
export const SUBJECT_TYPES = ['topic', 'sector'] as const satisfies DocumentType[];

/** Address of the threads on a topic or a sector, from that of its page: `/themes/acces/questions/`. */
export function subjectThreadsAddress(subject: string): string {
  return `${subject}${SECTIONS.thread.fr}/`;
}

/** Address of the events on a topic or of a sector, from that of its page: `/themes/acces/evenements/`. */
export function subjectEventsAddress(subject: string): string {
  const locale = LOCALES.find((one) => one !== 'fr' && subject.startsWith(`/${one}/`)) ?? 'fr';
  return `${subject}${SECTIONS.event[locale]}/`;
}

/** Address of the calendar of an event, or of a list of events: one follows it, or puts it in one's own. */
export function calendarAddress(page: string): string {
  return `${page}${CALENDAR}`;
}

const CALENDAR = 'agenda.ics';

/** What an open page of a thread asks to know whether there are new answers, from the thread's address. */
export function threadStateAddress(thread: string): string {
  return `${thread}${THREAD_STATE}`;
}

const THREAD_STATE = 'state.json';

/** The thread and the page, from 2, that an address names; null for every other. */
export function parseThreadPageAddress(url: string): { locale: Locale; slug: string; page: number } | null {
  const match = /^(.*\/)page\/([1-9]\d{0,4})\/$/.exec(url);
  const named = match && parseDocumentAddress(match[1]!);
  const page = Number(match?.[2]);
  return named?.type === 'thread' && page > 1 ? { locale: named.locale, slug: named.slug, page } : null;
}

/** What stands under the page of a document, whatever it holds: feeds, lists, calendars, the state of a thread. */
export function companionsOf(type: DocumentType, document: string): string[] {
  if (type === 'thread') return [threadStateAddress(document)];
  if (type === 'event') return [calendarAddress(document)];
  if (!(SUBJECT_TYPES as readonly DocumentType[]).includes(type)) return [];
  const [threads, events] = [subjectThreadsAddress(document), subjectEventsAddress(document)];
  return [feedAddress(document), ...formsOfList('thread', threads), ...formsOfList('event', events)];
}

/** The document under which an address stands as one of {@link companionsOf}; null for every other address. */
export function parseCompanionAddress(url: string): (Section & { slug: string }) | null {
  for (const end of COMPANION_ENDS) {
    if (!url.endsWith(`/${end}`)) continue;
    const document = parseDocumentAddress(url.slice(0, -end.length));
    if (document && companionsOf(document.type, url.slice(0, -end.length)).includes(url)) return document;
  }
  return null;
}

const COMPANION_ENDS = [
  ...[SECTIONS.thread.fr, ...Object.values(SECTIONS.event)].flatMap((list) => [
    `${list}/feed.xml`,
    `${list}/${CALENDAR}`,
    `${list}/`,
  ]),
  'feed.xml',
  CALENDAR,
  THREAD_STATE,
];

/** A list of documents of a type in each form that it has: its page, its feed; of events, its calendar. */
export function formsOfList(type: DocumentType, list: string): string[] {
  return [list, feedAddress(list), ...(type === 'event' ? [calendarAddress(list)] : [])];
}

/** Address of the Atom feed of a list page; of the whole site for the list of resources. */
export function feedAddress(list: string): string {
  const locale = LOCALES.find((one) => list === listAddress('resource', one));
  return locale ? FIXED_PAGES.feed[locale] : `${list}feed.xml`;
}

/** Address of the n-th part, from 1, of the whole catalogue, which filters read: `/ressources/lots/1.html`. */
export function catalogueAddress(locale: Locale, n: number): string {
  return `${listAddress('resource', locale)}${CATALOGUE[locale]}/${n}.html`;
}

const CATALOGUE: Record<Locale, string> = { fr: 'lots', en: 'parts' };

/** The part of the catalogue that an address names. */
export function parseCatalogueAddress(url: string): { locale: Locale; n: number } | null {
  for (const locale of LOCALES) {
    const start = `${listAddress('resource', locale)}${CATALOGUE[locale]}/`;
    const n = url.startsWith(start) && /^([1-9]\d{0,8})\.html$/.exec(url.slice(start.length));
    if (n) return { locale, n: Number(n[1]) };
  }
  return null;
}

/**
 * Facets whose every value has a list of its own, by the type that it lists. Topics, sectors and publishers are documents:
 * their lists stand under their pages.
 */
export const LISTED_FACETS = {
  resource: ['level', 'kind', 'audience', 'language', 'article'],
  event: ['level', 'format', 'region', 'language', 'month', 'phase'],
  thread: ['level', 'state'],
} as const satisfies Record<FacetedType, Facet[]>;

export type ListedFacet = (typeof LISTED_FACETS)[FacetedType][number];

/** One list of documents that have one value of a facet. */
export interface FacetList {
  type: FacetedType;
  facet: ListedFacet;
  value: string;
}

const FACET_SEGMENTS: Record<ListedFacet, Record<Locale, string>> = {
  state: { fr: 'etat', en: 'state' },
  level: { fr: 'niveau', en: 'level' },
  kind: { fr: 'nature', en: 'kind' },
  audience: { fr: 'public', en: 'audience' },
  language: { fr: 'langue', en: 'language' },
  article: { fr: 'article', en: 'article' },
  format: { fr: 'format', en: 'format' },
  region: { fr: 'region', en: 'region' },
  month: { fr: 'mois', en: 'month' },
  phase: { fr: 'periode', en: 'period' },
};

/** French names in addresses of values whose code is English. */
const FRENCH_VALUES: Partial<Record<ListedFacet, Record<string, string>>> = {
  state: { unanswered: 'sans-reponse', answered: 'avec-reponse', resolved: 'resolues', closed: 'closes' },
  level: { intermediate: 'initie', advanced: 'confirme' },
  format: { 'on-site': 'sur-place', online: 'en-ligne', hybrid: 'hybride' },
  phase: { past: 'passes' },
  kind: {
    sheet: 'fiche',
    tool: 'outil',
    law: 'loi',
    training: 'formation',
    template: 'modele',
    report: 'rapport',
  },
  audience: {
    sme: 'tpe-pme',
    'local-authority': 'collectivites',
    'public-body': 'administrations',
    health: 'sante',
    industry: 'industrie',
    'digital-provider': 'prestataires-numeriques',
    association: 'associations',
    education: 'enseignement',
  },
};

/** Parameter of the catalogue's address for each facet, and for the order. */
export const CATALOGUE_PARAMETERS: Record<CatalogueFacet | 'sort', Record<Locale, string>> = {
  level: { fr: 'niveau', en: 'level' },
  topic: { fr: 'theme', en: 'topic' },
  kind: { fr: 'nature', en: 'kind' },
  audience: { fr: 'public', en: 'audience' },
  sector: { fr: 'secteur', en: 'sector' },
  publisher: { fr: 'editeur', en: 'publisher' },
  language: { fr: 'langue', en: 'language' },
  article: { fr: 'article', en: 'article' },
  sort: { fr: 'tri', en: 'sort' },
};

/** Values that have a list whatever is published; those of the other facets have one while a resource has them. */
export const CLOSED_FACETS: Partial<Record<ListedFacet, readonly string[]>> = {
  state: THREAD_STATES,
  level: LEVELS,
  kind: RESOURCE_KINDS,
  audience: AUDIENCES,
  format: EVENT_FORMATS,
  region: REGIONS,
  // What is to come is the agenda itself.
  phase: ['past'],
};

/** Address of the list with a value: `/ressources/niveau/initie/`, `/en/resources/article/21-2-d/`, `/questions/etat/closes/`. */
export function facetAddress(
  facet: ListedFacet,
  value: string,
  locale: Locale,
  type: FacetedType = 'resource',
): string {
  const name = (locale === 'fr' && FRENCH_VALUES[facet]?.[value]) || value;
  const segment = facet === 'article' ? value.replace(/[()]+/g, '-').replace(/-$/, '') : name;
  return `${listAddress(type, locale)}${FACET_SEGMENTS[facet][locale]}/${segment}/`;
}

/** The list, its feed or its calendar that an address names; null for every other page. */
export function parseFacetAddress(url: string): (FacetList & { locale: Locale }) | null {
  const page = url.replace(/(?<=\/)(?:feed\.xml|agenda\.ics)$/, '');
  for (const locale of LOCALES)
    for (const { type, facet } of FACET_LISTS) {
      const start = `${listAddress(type, locale)}${FACET_SEGMENTS[facet][locale]}/`;
      if (!page.startsWith(start)) continue;
      const segment = page.slice(start.length, -1);
      const value = valueOfSegment(facet, segment, locale);
      return value !== null &&
        facetAddress(facet, value, locale, type) === page &&
        formsOfList(type, page).includes(url)
        ? { type, facet, value, locale }
        : null;
    }
  return null;
}

/** The facets that have lists, each with the type that it lists. */
export const FACET_LISTS: readonly { type: FacetedType; facet: ListedFacet }[] = FACETED_TYPES.flatMap((type) =>
  LISTED_FACETS[type].map((facet) => ({ type, facet })),
);

function valueOfSegment(facet: ListedFacet, segment: string, locale: Locale): string | null {
  if (facet === 'month') return /^\d{4}-(?:0[1-9]|1[0-2])$/.test(segment) ? segment : null;
  if (facet === 'language') return /^[a-z]{2}$/.test(segment) ? segment : null;
  if (facet === 'article') {
    const [article, ...parts] = segment.split('-');
    return article ? article + parts.map((part) => `(${part})`).join('') : null;
  }
  const values = CLOSED_FACETS[facet] ?? [];
  return values.find((value) => facetAddress(facet, value, locale).endsWith(`/${segment}/`)) ?? null;
}

/** Address of the n-th sitemap, from 1. */
export function sitemapAddress(n: number): string {
  return `/sitemaps/${n}.xml`;
}

/** The numbered list page that an address names; null for every other page. */
export function parseListPageAddress(url: string): { type: DocumentType; locale: Locale; page: number } | null {
  const match = /^(\/(?:[a-z]{2}\/)?[a-z]+\/)page\/([1-9]\d{0,8})\/$/.exec(url);
  const section = match && SECTION_OF_PATH.get(match[1]!);
  return match && section ? { ...section, page: Number(match[2]) } : null;
}

/** File of an address, relative to the root of the release: `/x/` is `x/index.html`. */
export function fileOfAddress(url: string): string {
  return url.endsWith('/') ? `${url.slice(1)}index.html` : url.slice(1);
}

/** Every address that exists whatever is published: the fixed pages, the front of each list, their feeds. */
export function fixedAddresses(): readonly string[] {
  return FIXED_ADDRESSES;
}

const FIXED_ADDRESSES: readonly string[] = [
  ...Object.values(FIXED_PAGES).flatMap((page) => Object.values(page)),
  ...[...SECTION_OF_PATH.keys()],
  ...FEED_TYPES.flatMap((type) => LOCALES.map((locale) => feedAddress(listAddress(type, locale)))),
  ...FACET_LISTS.flatMap(({ type, facet }) =>
    LOCALES.flatMap((locale) =>
      (CLOSED_FACETS[facet] ?? []).flatMap((value) => formsOfList(type, facetAddress(facet, value, locale, type))),
    ),
  ),
  ...LOCALES.map((locale) => calendarAddress(listAddress('event', locale))),
  SITEMAP_INDEX,
  ROBOTS,
];
