import { defineLiveCollection } from 'astro:content';
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
import { snapshotLoader } from '../publisher/loader.ts';

/** The published documents, by type; read from the snapshot when a page is rendered. */
export const collections = {
  resources: defineLiveCollection({ loader: snapshotLoader<Resource>('resource') }),
  paths: defineLiveCollection({ loader: snapshotLoader<LearningPath>('learning-path') }),
  organisations: defineLiveCollection({ loader: snapshotLoader<Organisation>('organisation') }),
  services: defineLiveCollection({ loader: snapshotLoader<Service>('service') }),
  events: defineLiveCollection({ loader: snapshotLoader<Event>('event') }),
  threads: defineLiveCollection({ loader: snapshotLoader<Thread>('thread') }),
  terms: defineLiveCollection({ loader: snapshotLoader<GlossaryTerm>('glossary-term') }),
  topics: defineLiveCollection({ loader: snapshotLoader<Topic>('topic') }),
  sectors: defineLiveCollection({ loader: snapshotLoader<Sector>('sector') }),
};
