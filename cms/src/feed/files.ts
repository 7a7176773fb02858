import type { Core } from '@strapi/strapi';
import { CONTENT_TYPES, EDITED_TYPES } from '../content/types.ts';
import type { DocumentName } from '../content/waiting.ts';
import { tableOf } from '../content/links.ts';
import { inTransaction, inTurn, writeTransaction } from '../database/transaction.ts';
import { refreshAll } from './record-changes.ts';

const FILE = 'plugin::upload.file';

/** Methods of the upload service that change or remove a stored file. */
const FILE_MUTATIONS = ['updateFileInfo', 'replace', 'remove'] as const;

type UploadService = Record<(typeof FILE_MUTATIONS)[number], (...args: unknown[]) => Promise<unknown>>;

/**
 * Appends feed rows for the documents whose attachment is renamed, replaced or removed in the media library, which
 * writes past the document service. The methods of its service are wrapped, so that the file's row and the feed rows
 * are one transaction; the lifecycle hooks see which files they touch, one or many.
 */
export function recordFileChanges(strapi: Core.Strapi): void {
  const upload = strapi.plugin('upload').service<UploadService>('upload');
  for (const method of FILE_MUTATIONS) {
    const original = upload[method].bind(upload);
    upload[method] = (...args) => writeTransaction(strapi, () => original(...args));
  }

  strapi.db.lifecycles.subscribe({
    models: [FILE],
    async beforeDelete(event) {
      const { id } = event.params.where as { id?: number };
      event.state['users'] = id === undefined ? [] : await usersOf(strapi, id);
    },
    async afterDelete(event) {
      await refreshUsers(strapi, event.state['users'] as DocumentName[]);
    },
    async afterUpdate(event) {
      const { id } = (event as unknown as { result: { id: number } | null }).result ?? {};
      if (id !== undefined) await refreshUsers(strapi, await usersOf(strapi, id));
    },
  });
}

function refreshUsers(strapi: Core.Strapi, users: DocumentName[]): Promise<unknown> {
  return writeTransaction(strapi, (write) => inTurn(write.trx, () => refreshAll(strapi, write, users)));
}

/** Documents that have the file among their attachments. */
function usersOf(strapi: Core.Strapi, fileId: number): Promise<DocumentName[]> {
  return inTransaction(strapi, async (trx) => {
    const users: DocumentName[] = [];
    for (const type of EDITED_TYPES.filter((one) => CONTENT_TYPES[one].media.length > 0)) {
      const { uid } = CONTENT_TYPES[type];
      const ids = (await trx('files_related_mph as l')
        .join(`${tableOf(strapi, type)} as d`, 'd.id', 'l.related_id')
        .where({ 'l.file_id': fileId, 'l.related_type': uid })
        .distinct('d.document_id')
        .pluck('d.document_id')) as string[];
      users.push(...ids.map((documentId) => ({ type, documentId })));
    }
    return users;
  });
}
