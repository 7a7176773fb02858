import type { DocumentType } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { readThreads } from '../community/read-threads.ts';
import { inTransaction } from '../database/transaction.ts';
import { readEdited, type Content } from './project.ts';

/** What readers may see now of the given documents of one type, per document and language. */
export function readContents(strapi: Core.Strapi, type: DocumentType, documentIds: string[]): Promise<Content[]> {
  if (type === 'thread') return inTransaction(strapi, (trx) => readThreads(trx, documentIds));
  return readEdited(strapi, type, documentIds);
}
