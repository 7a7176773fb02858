import { DOCUMENT_TYPES, type DocumentType } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { tableOf } from '../content/links.ts';
import { publishedThreads } from '../community/read-threads.ts';
import { inTransaction, writeTransaction, type Transaction } from '../database/transaction.ts';
import { refresh } from '../published/publications.ts';
import { listedIds } from '../published/listing.ts';

const BATCH = 100;

/**
 * Compares every document with what was recorded of it and appends a feed row where they differ: heals what changed
 * behind the feed (SQL by hand, a restored table). Returns the number of documents that differed. Works in small
 * transactions, so that publishing goes on meanwhile.
 */
export async function reconcile(strapi: Core.Strapi): Promise<number> {
  let changed = 0;
  for (const type of DOCUMENT_TYPES) {
    for (let after = ''; ;) {
      const ids = await knownIds(strapi, type, after);
      const last = ids.at(-1);
      if (last === undefined) break;
      const outcome = await writeTransaction(strapi, (write) => refresh(strapi, write, type, ids, 'hide'));
      changed += outcome.changed.length;
      after = last;
    }
  }
  return changed;
}

/** Identifiers that are published, or were recorded as such, in order. */
function knownIds(strapi: Core.Strapi, type: DocumentType, after: string): Promise<string[]> {
  return inTransaction(strapi, async (trx) => {
    const published = await publishedIds(strapi, trx, type, after);
    const recorded = await listedIds(trx, type, after, BATCH);
    return [...new Set([...published, ...recorded])].sort().slice(0, BATCH);
  });
}

function publishedIds(strapi: Core.Strapi, trx: Transaction, type: DocumentType, after: string): Promise<string[]> {
  if (type === 'thread') return publishedThreads(trx, after, BATCH);
  return trx(tableOf(strapi, type))
    .distinct('document_id')
    .where('document_id', '>', after)
    .whereNotNull('published_at')
    .orderBy('document_id')
    .limit(BATCH)
    .pluck('document_id');
}
