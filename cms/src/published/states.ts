import type { DocumentState, DocumentType } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { inTransaction } from '../database/transaction.ts';
import { addressesOf } from './addresses.ts';
import { readContents } from './contents.ts';
import { toPublished } from './project.ts';
import { publicationsOf } from './publications.ts';

/**
 * What the public may know now of the given documents of one type, in the order asked: one state each, without
 * versions for what is hidden, deleted or unknown. A version that does not fit the public schema is left out and
 * logged: it must not stop the others.
 */
export async function projectDocuments(
  strapi: Core.Strapi,
  type: DocumentType,
  documentIds: string[],
): Promise<DocumentState[]> {
  return inTransaction(strapi, async (trx) => {
    const addresses = await addressesOf(trx, type, documentIds);
    const publications = await publicationsOf(trx, type, documentIds);
    const contents = Map.groupBy(await readContents(strapi, type, documentIds), (content) => content.documentId);
    return documentIds.map((documentId) => ({
      type,
      documentId,
      addresses: addresses.get(documentId) ?? [],
      versions: (contents.get(documentId) ?? [])
        .sort((a, b) => (a.locale > b.locale ? -1 : 1)) // French first.
        .flatMap((content) => {
          const entry = publications.find((one) => one.document_id === documentId && one.locale === content.locale);
          if (!entry?.digest) return []; // Refused when it was published, or published behind our back: reconcile tells.
          const result = toPublished(content, {
            firstPublishedAt: entry.first_published_at,
            updatedAt: entry.updated_at,
          });
          if ('document' in result) return [result.document];
          strapi.log.error(`${type} ${documentId} (${content.locale}) is left out: ${result.unfit}`);
          return [];
        }),
    }));
  });
}

/** {@link projectDocuments} for one document. */
export async function projectDocument(
  strapi: Core.Strapi,
  type: DocumentType,
  documentId: string,
): Promise<DocumentState> {
  const [state] = await projectDocuments(strapi, type, [documentId]);
  return state as DocumentState;
}
