import type { Knex } from 'knex';
import { POSTS, THREADS } from '../community/tables.ts';
import type { Transaction } from '../database/transaction.ts';
import { EVENT_DATES } from '../events/dates.ts';

/**
 * Posts that readers see now (`p`), each with its thread (`t`), the question of that (`q`) and, of a comment, the post that it
 * is on (`parent`).
 */
export function visiblePosts(trx: Transaction): Knex.QueryBuilder {
  return trx(`${POSTS} as p`)
    .join(`${THREADS} as t`, 't.document_id', 'p.thread')
    .join(`${POSTS} as q`, (on) => {
      void on.on('q.thread', 'p.thread').andOnVal('q.kind', 'question').andOnVal('q.state', 'published');
    })
    .leftJoin(`${POSTS} as parent`, 'parent.document_id', 'p.parent')
    .where('p.state', 'published')
    .where((query) => void query.whereNull('p.parent').orWhere('parent.state', 'published'));
}

/**
 * Events that readers see now and that are not cancelled: a row a language (`e`), with its hours (`d`). Of a cancelled one there
 * is nothing left to tell but that it is, which is told to who registered.
 */
export function visibleEvents(trx: Transaction): Knex.QueryBuilder {
  return trx('events as e')
    .join('palier_publications as v', (on) => {
      void on.on('v.document_id', 'e.document_id').andOn('v.locale', 'e.locale').andOnVal('v.type', 'event');
    })
    .join(`${EVENT_DATES} as d`, 'd.event', 'e.document_id')
    .whereNotNull('e.published_at')
    .whereNotNull('v.digest')
    .where((query) => void query.whereNull('e.is_cancelled').orWhere('e.is_cancelled', false));
}
