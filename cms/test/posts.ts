import type { Thread } from '@palier/model';
import type * as Posting from '../src/community/posting.ts';
import type * as Rows from '../src/community/rows.ts';
import type * as Transactions from '../src/database/transaction.ts';
import type { WriteContext } from '../src/database/transaction.ts';
import type { Member } from '../src/members/members.ts';
import { compiled } from './built.ts';
import { newEmail } from './member.ts';
import type { TestCms } from './strapi.ts';

let keys = 0;

/** A key that no other post of the tests has. */
export const newKey = (): string => `clé-${++keys}`;

/** Members who write, by the community's own functions: no form, no limit, no moderation. */
export function writersOf(cms: () => TestCms) {
  const posting = () => compiled<typeof Posting>('community/posting');
  const transactions = () => compiled<typeof Transactions>('database/transaction');
  const rows = (table: string, where: object) => cms().strapi.db.connection(table).where(where);
  const write = <Result>(work: (write: WriteContext) => Promise<Result>) =>
    transactions().writeTransaction(cms().strapi, work);

  return {
    rows,
    write,
    read: <Result>(work: (trx: WriteContext['trx']) => Promise<Result>) =>
      transactions().inTransaction(cms().strapi, work),

    async newMember(fields: Partial<Member> = {}): Promise<Member> {
      const email = newEmail();
      const { insertMember } = compiled<typeof Rows>('community/rows');
      await write(({ trx }) =>
        insertMember(trx, { email, pseudonym: null, pseudonymKey: null, official: false, language: 'fr' }, new Date()),
      );
      if (Object.keys(fields).length > 0) await rows('members', { email }).update(fields);
      return (await rows('members', { email }).first<Member>('*')) as Member;
    },

    ask: (author: Member, fields: Partial<Posting.SentQuestion> = {}) =>
      write((context) => posting().ask(cms().strapi, context, author, { ...question(), ...fields }, new Date())),

    reply: (author: Member, thread: string, fields: Partial<Posting.SentReply> = {}) =>
      write((context) => {
        const sent = { thread, body: 'Sept jours.', shows: [], key: newKey(), state: 'published', ...fields } as const;
        return posting().reply(cms().strapi, context, author, sent, new Date());
      }),

    /** A thread as readers see it now. */
    async published(threadId: string): Promise<Thread | undefined> {
      const state = await cms().state('thread', threadId);
      return state?.versions[0] as Thread | undefined;
    },
  };
}

/** A question as a form would send it. */
export function question(): Posting.SentQuestion {
  return {
    title: 'Combien de temps garder les sauvegardes ?',
    body: 'Nous gardons tout.',
    language: 'fr',
    maturity: 'novice',
    topics: [],
    sectors: [],
    shows: ['pseudonym'],
    key: newKey(),
    state: 'published',
  };
}

/** What was posted. @throws when it was not */
export function posted(outcome: Posting.Posted | Posting.NotPosted): Posting.Posted {
  if (typeof outcome === 'string') throw new Error(`it was not posted: ${outcome}`);
  return outcome;
}
