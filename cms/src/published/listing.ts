import type { DocumentType, PublishedPage } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { inTransaction, type Transaction } from '../database/transaction.ts';
import { feedState } from '../feed/rows.ts';
import { projectDocuments } from './states.ts';

/** Identifiers of the documents that are or were published, in order, after one of them. */
export async function listedIds(trx: Transaction, type: DocumentType, after: string, limit: number): Promise<string[]> {
  return trx('palier_publications')
    .distinct('document_id')
    .where({ type })
    .where('document_id', '>', after)
    .orderBy('document_id')
    .limit(limit)
    .pluck('document_id');
}

/** One page of the full listing of a type; the position of the feed is read first, so that following it misses nothing. */
export async function readPage(
  strapi: Core.Strapi,
  type: DocumentType,
  after: string,
  limit: number,
): Promise<PublishedPage> {
  const { state, ids } = await inTransaction(strapi, async (trx) => ({
    state: await feedState(trx),
    ids: await listedIds(trx, type, after, limit + 1),
  }));
  const page = ids.slice(0, limit);
  return {
    epoch: state.epoch,
    head: state.head,
    documents: await projectDocuments(strapi, type, page),
    next: ids.length > limit ? (page.at(-1) ?? null) : null,
  };
}
