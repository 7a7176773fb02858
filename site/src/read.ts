import type { APIContext } from 'astro';
import { getLiveEntry } from 'astro:content';
import type {
  Event,
  GlossaryTerm,
  LearningPath,
  Organisation,
  Resource,
  Sector,
  Service,
  Thread,
  Topic,
} from '@palier/model';
import type { Locale } from '@palier/model/locales';
import type { Read, View } from '../publisher/views.ts';

interface Documents {
  resources: Resource;
  paths: LearningPath;
  organisations: Organisation;
  services: Service;
  events: Event;
  threads: Thread;
  terms: GlossaryTerm;
  topics: Topic;
  sectors: Sector;
}

type Context = Pick<APIContext, 'cache' | 'params'>;

/**
 * The document that the `[slug]` of the address names, recorded as a dependency of the page; undefined when
 * nothing is published there.
 *
 * @throws when the snapshot cannot be read.
 */
export async function readDocument<Collection extends keyof Documents>(
  { cache, params }: Context,
  collection: Collection,
  locale: Locale,
): Promise<View<Documents[Collection]> | undefined> {
  const { entry, error } = await getLiveEntry(collection, { locale, slug: params['slug'] ?? '' });
  if (error) {
    if (error.name === 'LiveEntryNotFoundError') return undefined;
    throw error.cause instanceof Error ? error.cause : error;
  }
  if (!entry) return undefined;
  cache.set(entry);
  return entry.data as View<Documents[Collection]>;
}

/** The data of what a page read, once its tags are recorded as dependencies of the page. */
export function record<Data>({ cache }: Pick<Context, 'cache'>, { data, tags }: Read<Data>): Data {
  cache.set({ tags });
  return data;
}

/** Answer of a page that has nothing to show at its address. */
export function nothingHere(): Response {
  // An empty body, not none: Astro would render its own error page in the place of none.
  return new Response('', { status: 404 });
}
