import type { DocumentType } from '@palier/model';
import type { TestCms } from './strapi.ts';

type Data = Record<string, unknown>;

let count = 0;

/** A slug that no other test uses. */
export const newSlug = (name = 'doc'): string => `${name}-${++count}`;

const REQUIRED: Record<DocumentType, (slug: string) => Data> = {
  resource: (slug) => ({ title: `Ressource ${slug}`, kind: 'guide', maturity: 'novice' }),
  'learning-path': (slug) => ({ title: `Parcours ${slug}` }),
  organisation: (slug) => ({ name: `Organisation ${slug}` }),
  service: (slug) => ({ title: `Service ${slug}` }),
  'glossary-term': (slug) => ({ term: `Terme ${slug}`, definition: 'Définition.' }),
  topic: (slug) => ({ name: `Thème ${slug}` }),
  sector: (slug) => ({ name: `Secteur ${slug}` }),
};

/** What an editor does in the admin, through the document service that the admin uses. */
export function editorOf(cms: TestCms) {
  const documents = (type: DocumentType) => cms.strapi.documents(`api::${type}.${type}`);
  const editor = {
    /** Creates a draft (a live document for types without drafts). Returns its identifier. */
    async draft(type: DocumentType, data: Data = {}, locale = 'fr'): Promise<string> {
      const slug = (data['slug'] as string | undefined) ?? newSlug(type);
      const created = await documents(type).create({ locale, data: { ...REQUIRED[type](slug), slug, ...data } });
      return created.documentId;
    },
    async published(type: DocumentType, data: Data = {}, locale = 'fr'): Promise<string> {
      const documentId = await editor.draft(type, data, locale);
      await editor.publish(type, documentId, locale);
      return documentId;
    },
    save: (type: DocumentType, documentId: string, data: Data, locale = 'fr') =>
      documents(type).update({ documentId, locale, data }),
    publish: (type: DocumentType, documentId: string, locale = 'fr') =>
      documents(type).publish?.({ documentId, locale }) ?? Promise.resolve(),
    async change(type: DocumentType, documentId: string, data: Data, locale = 'fr') {
      await editor.save(type, documentId, data, locale);
      await editor.publish(type, documentId, locale);
    },
    unpublish: (type: DocumentType, documentId: string, locale = 'fr') =>
      documents(type).unpublish({ documentId, locale }),
    discard: (type: DocumentType, documentId: string, locale = 'fr') =>
      documents(type).discardDraft({ documentId, locale }),
    delete: (type: DocumentType, documentId: string, locale = '*') => documents(type).delete({ documentId, locale }),
  };
  return editor;
}
