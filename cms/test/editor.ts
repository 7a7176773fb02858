import type { EditedType } from '../src/content/types.ts';
import type { TestCms } from './strapi.ts';

type Data = Record<string, unknown>;

let count = 0;

/** A slug that no other test uses. */
export const newSlug = (name = 'doc'): string => `${name}-${++count}`;

/** What publishing demands of each type, topics apart. */
const REQUIRED: Record<EditedType, (slug: string) => Data> = {
  resource: (slug) => ({ title: `Ressource ${slug}`, summary: 'Résumé.', kind: 'guide', maturity: 'novice' }),
  'learning-path': (slug) => ({
    title: `Parcours ${slug}`,
    summary: 'Résumé.',
    steps: [{ title: 'Première étape', note: '', maturity: 'novice' }],
  }),
  organisation: (slug) => ({ name: `Organisation ${slug}` }),
  service: (slug) => ({ title: `Service ${slug}` }),
  event: (slug) => ({
    title: `Événement ${slug}`,
    summary: 'Résumé.',
    maturity: 'novice',
    format: 'online',
    timeZone: 'Europe/Paris',
    startsAt: '2099-01-14T13:00:00.000Z',
    endsAt: '2099-01-14T15:00:00.000Z',
    registration: 'here',
  }),
  'glossary-term': (slug) => ({ term: `Terme ${slug}`, definition: 'Définition.' }),
  topic: (slug) => ({ name: `Thème ${slug}` }),
  sector: (slug) => ({ name: `Secteur ${slug}` }),
};

/** Topic of the resources for which a test names none, in both languages; one a CMS. */
const TOPICS = new WeakMap<TestCms, Promise<string>>();

async function createTopic(cms: TestCms): Promise<string> {
  const topics = cms.strapi.documents('api::topic.topic');
  const { documentId } = await topics.create({ locale: 'fr', data: { name: 'Thème', slug: 'theme-des-essais' } });
  await topics.update({ documentId, locale: 'en', data: { name: 'Topic', slug: 'topic-of-the-tests' } });
  return documentId;
}

/** What an editor does in the admin, through the document service that the admin uses. */
export function editorOf(cms: TestCms) {
  const documents = (type: EditedType) => cms.strapi.documents(`api::${type}.${type}`);
  const editor = {
    /** The topic of resources for which a test names none. */
    topic(): Promise<string> {
      const known = TOPICS.get(cms) ?? createTopic(cms);
      TOPICS.set(cms, known);
      return known;
    },
    /** Everything that publishing a document of the type demands. */
    async required(type: EditedType, slug = newSlug(type)): Promise<Data> {
      return {
        ...REQUIRED[type](slug),
        slug,
        ...((type === 'resource' || type === 'event') && { topics: [await editor.topic()] }),
      };
    },
    /** Creates a draft (a live document for types without drafts). Returns its identifier. */
    async draft(type: EditedType, data: Data = {}, locale = 'fr'): Promise<string> {
      const required = await editor.required(type, data['slug'] as string | undefined);
      const created = await documents(type).create({ locale, data: { ...required, ...data } });
      return created.documentId;
    },
    async published(type: EditedType, data: Data = {}, locale = 'fr'): Promise<string> {
      const documentId = await editor.draft(type, data, locale);
      await editor.publish(type, documentId, locale);
      return documentId;
    },
    save: (type: EditedType, documentId: string, data: Data, locale = 'fr') =>
      documents(type).update({ documentId, locale, data }),
    publish: (type: EditedType, documentId: string, locale = 'fr') =>
      documents(type).publish?.({ documentId, locale }) ?? Promise.resolve(),
    async change(type: EditedType, documentId: string, data: Data, locale = 'fr') {
      await editor.save(type, documentId, data, locale);
      await editor.publish(type, documentId, locale);
    },
    unpublish: (type: EditedType, documentId: string, locale = 'fr') =>
      documents(type).unpublish({ documentId, locale }),
    discard: (type: EditedType, documentId: string, locale = 'fr') =>
      documents(type).discardDraft({ documentId, locale }),
    delete: (type: EditedType, documentId: string, locale = '*') => documents(type).delete({ documentId, locale }),
  };
  return editor;
}
