import type { Knex } from 'knex';
import { POSTS, THREADS } from '../community/tables.ts';
import type { Transaction } from '../database/transaction.ts';

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
