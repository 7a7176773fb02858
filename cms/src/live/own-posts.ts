import { LIVE_PAGES, oneLine, type OwnPost, type PostKind, type PostState } from '@palier/model';
import { POSTS, THREADS } from '../community/tables.ts';
import { inTransaction } from '../database/transaction.ts';
import { show, withQuery, type LivePageHandlers } from './request.ts';

const PER_PAGE = 30;

/** Characters of a post that the list shows. */
const START = 160;

interface Row {
  id: string;
  row: number;
  kind: PostKind;
  state: PostState;
  title: string;
  body: string;
  posted_at: string;
}

/** What a member wrote, the newest first, with what became of it. */
export const ownPosts: LivePageHandlers = {
  access: 'member',
  async get(request) {
    const { strapi, member, query, locale } = request;
    const before = Number(query['avant']);
    const rows = await inTransaction(strapi, (trx) => {
      const found = trx(`${POSTS} as p`)
        .join(`${THREADS} as t`, 't.document_id', 'p.thread')
        .where({ 'p.author': member.document_id })
        .whereNot({ 'p.state': 'removed' })
        .orderBy('p.id', 'desc')
        .limit(PER_PAGE + 1);
      if (Number.isSafeInteger(before) && before > 0) void found.where('p.id', '<', before);
      return found.select<Row[]>({
        id: 'p.document_id',
        row: 'p.id',
        kind: 'p.kind',
        state: 'p.state',
        title: 't.title',
        body: 'p.body',
        posted_at: 'p.posted_at',
      });
    });
    const shown = rows.slice(0, PER_PAGE);
    const posts = shown.map(({ id, kind, state, title, body, posted_at }): OwnPost => {
      const start = oneLine(body.slice(0, 2 * START));
      return {
        id,
        kind,
        state,
        title,
        start: start.length > START ? `${start.slice(0, START)}…` : start,
        postedAt: posted_at,
      };
    });
    const older =
      rows.length > PER_PAGE ? withQuery(LIVE_PAGES.ownPosts[locale], { avant: String(shown.at(-1)!.row) }) : null;
    return show(request, 'ownPosts', { posts, older }, { notice: query['avis'] === 'retire' ? 'removed' : null });
  },
};
