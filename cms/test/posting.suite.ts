import { beforeAll, describe, expect, it } from 'vitest';
import type * as Editing from '../src/community/editing.ts';
import type * as Posting from '../src/community/posting.ts';
import type * as Scores from '../src/community/scores.ts';
import type * as Voting from '../src/community/voting.ts';
import type { Member } from '../src/members/members.ts';
import type * as PersonalData from '../src/members/personal-data.ts';
import { compiled } from './built.ts';
import { newKey, posted, question, writersOf } from './posts.ts';
import { SECRETS, type TestCms } from './strapi.ts';

/** What members write, and what is decided about it in the database. Run on each database. */
export function postingSuite(cms: () => TestCms): void {
  const { rows, write, read, newMember, ask, reply, published } = writersOf(cms);
  // Once the CMS is compiled.
  const posting = () => compiled<typeof Posting>('community/posting');
  const voting = () => compiled<typeof Voting>('community/voting');
  const editing = () => compiled<typeof Editing>('community/editing');

  const vote = (member: Member, post: string, useful = true) =>
    write((context) => voting().vote(context, member, { post, useful }, new Date()));
  const showScores = () => compiled<typeof Scores>('community/scores').showScores(cms().strapi);
  const accept = (member: Member, post: string, accepted = true) =>
    write((context) => voting().accept(cms().strapi, context, member, { post, accepted }));
  const edit = (member: Member, post: string, body: string, revision: number, title: string | null = null) =>
    write((context) => {
      const sent = { post, title, body, revision };
      return editing().edit(cms().strapi, context, member, sent, new Date());
    });
  const remove = (member: Member, post: string) =>
    write((context) => editing().remove(cms().strapi, context, member, post));
  let asker: Member;
  let other: Member;
  beforeAll(async () => {
    [asker, other] = [await newMember({ pseudonym: 'Aulne 901' }), await newMember({ pseudonym: 'Frêne 902' })];
  });

  describe('a question', () => {
    it('is published with what its author shows, at an address made of its title', async () => {
      const { thread, slug } = await ask(asker, { title: 'Écran noir à l’accueil : que faire ?' });
      expect(slug).toBe('ecran-noir-a-l-accueil-que-faire');
      expect(await published(thread)).toMatchObject({
        slug,
        title: 'Écran noir à l’accueil : que faire ?',
        author: { standing: 'member', pseudonym: 'Aulne 901' },
        answers: [],
      });
    });

    it('with the title of another has another address, also when both come at once', async () => {
      const title = 'La même question, posée par plusieurs ?';
      const slugs = (await Promise.all(Array.from({ length: 4 }, () => ask(asker, { title })))).map(({ slug }) => slug);
      expect(slugs.sort()).toEqual(['', '-2', '-3', '-4'].map((end) => `la-meme-question-posee-par-plusieurs${end}`));
      expect((await ask(asker, { title: 'État' })).slug).toBe('etat-2');
      expect((await ask(asker, { title: '????????' })).slug).toMatch(/^question/);
    });

    it('that waits for a moderator is nowhere: neither published, nor in the feed', async () => {
      const head = await cms().head();
      const { thread } = await ask(asker, { state: 'pending', title: 'Canari-attente-55a1 se voit-il ?' });
      expect(await published(thread)).toBeUndefined();
      expect(await cms().head()).toBe(head);
      const listing = await cms().fetch('/api/published/thread?limit=500', { token: SECRETS.FEED_TOKEN });
      expect(await listing.text()).not.toContain('Canari-attente-55a1');
    });

    it('sent again with its key is asked once, also by twenty sendings at once', async () => {
      const key = newKey();
      const all = await Promise.all(
        Array.from({ length: 20 }, () => ask(asker, { key, title: 'Une seule fois, même ici ?' })),
      );
      expect(new Set(all.map(({ post }) => post)).size).toBe(1);
      expect(await rows('threads', { title: 'Une seule fois, même ici ?' })).toHaveLength(1);
      expect((await ask(other, { key, title: 'La clé d’un autre membre ?' })).thread).not.toBe(all[0]?.thread);
    });

    it('leaves nothing behind when something fails', async () => {
      const title = 'Que reste-t-il quand tout casse ?';
      const failing = write(async (context) => {
        await posting().ask(cms().strapi, context, asker, { ...question(), title }, new Date());
        throw new Error('the disk is full');
      });
      await expect(failing).rejects.toThrow('the disk is full');
      expect(await rows('threads', { title })).toEqual([]);
      expect(await rows('palier_addresses', { slug: 'que-reste-t-il-quand-tout-casse' })).toEqual([]);
    });
  });

  describe('answers', () => {
    it('are numbered in the order of arrival, and keep their numbers when one goes', async () => {
      const { thread } = await ask(asker);
      const answers = await Promise.all(Array.from({ length: 6 }, () => reply(other, thread)));
      const numbers = answers.map((one) => posted(one).number).sort();
      expect(numbers).toEqual([1, 2, 3, 4, 5, 6]);
      await remove(other, posted(answers.find((one) => posted(one).number === 2)!).post);
      expect(posted(await reply(other, thread)).number).toBe(7);
      expect((await published(thread))?.answers.map(({ number }) => number)).toEqual([1, 3, 4, 5, 6, 7]);
    });

    it('are official when who answers is, and then bear a name', async () => {
      const official = await newMember({ official: true, pseudonym: 'Autorité 903' });
      const { thread } = await ask(asker);
      await reply(official, thread, { shows: [] });
      expect((await published(thread))?.answers).toMatchObject([
        { official: true, author: { standing: 'official', pseudonym: 'Autorité 903' } },
      ]);
    });

    it('and comments stand where readers can see them, one level deep', async () => {
      const { thread, post } = await ask(asker);
      const answer = posted(await reply(other, thread));
      const comment = posted(await reply(asker, thread, { parent: answer.post, body: 'Merci.' }));
      await reply(asker, thread, { parent: post, body: 'Je précise.' });
      expect(await published(thread)).toMatchObject({
        comments: [{ body: 'Je précise.' }],
        answers: [{ comments: [{ id: comment.post, body: 'Merci.' }] }],
      });
      expect(await reply(other, thread, { parent: comment.post })).toBe('gone');
      const elsewhere = await ask(asker);
      expect(await reply(other, elsewhere.thread, { parent: answer.post })).toBe('gone');
      await remove(other, answer.post);
      expect(await reply(asker, thread, { parent: answer.post })).toBe('gone');
    });

    it('are not taken where the question is closed, locked, waiting or gone', async () => {
      for (const [table, values] of [
        ['threads', { closure: 'settled' }],
        ['threads', { locked: true }],
      ] as const) {
        const { thread } = await ask(asker);
        await rows(table, { document_id: thread }).update(values);
        expect(await reply(other, thread)).toBe('closed');
      }
      const { thread } = await ask(asker, { state: 'pending' });
      expect(await reply(other, thread)).toBe('gone');
      expect(await reply(other, 'inconnu')).toBe('gone');
    });

    it('are taken up to a number that one page can bear, counted under the lock', async () => {
      const { thread, post } = await ask(asker);
      const body = {
        thread,
        kind: 'answer',
        state: 'published',
        author: other.document_id,
        body: 'x',
        posted_at: new Date().toISOString(),
      };
      const many = Array.from({ length: 499 }, (_, index) => ({
        ...body,
        document_id: `${post.slice(0, 18)}${String(index).padStart(6, '0')}`,
        number: index + 1,
        score: 0,
        official: false,
        revision: 1,
      }));
      for (let at = 0; at < many.length; at += 50)
        await cms()
          .strapi.db.connection('posts')
          .insert(many.slice(at, at + 50));
      await rows('threads', { document_id: thread }).update({ last_number: 499 });
      const last = await Promise.all([reply(other, thread), reply(other, thread)]);
      expect(last.filter((one) => one === 'full')).toHaveLength(1);
    });
  });

  describe('votes', () => {
    it('count once a member, of twenty at once and of any number in a row, and can be taken back', async () => {
      const { thread, post } = await ask(asker);
      const third = await newMember();
      const scores = await Promise.all(Array.from({ length: 20 }, () => vote(other, post)));
      expect(new Set(scores)).toEqual(new Set([1]));
      expect(await rows('palier_votes', { post })).toHaveLength(1);
      expect(await vote(third, post)).toBe(2);
      expect(await vote(third, post)).toBe(2);
      await showScores();
      expect((await published(thread))?.score).toBe(2);
      expect(await vote(other, post, false)).toBe(1);
      expect(await vote(other, post, false)).toBe(1);
    });

    it('are not for one’s own posts, for comments, nor for what readers do not see', async () => {
      const { thread, post } = await ask(asker);
      expect(await vote(asker, post)).toBe('own');
      const comment = posted(await reply(other, thread, { parent: post }));
      expect(await vote(asker, comment.post)).toBe('gone');
      const waiting = posted(await reply(other, thread, { state: 'pending' }));
      expect(await vote(asker, waiting.post)).toBe('gone');
      expect(await vote(other, 'inconnu')).toBe('gone');
    });

    it('do not make the thread newer: it is the same text', async () => {
      const { thread, post } = await ask(asker);
      const before = (await published(thread))?.updatedAt;
      await vote(other, post);
      await showScores();
      expect(await published(thread)).toMatchObject({ score: 1, updatedAt: before });
    });

    it('are shown to readers once for many', async () => {
      const { thread, post } = await ask(asker);
      const voters = await Promise.all([newMember(), newMember(), newMember()]);
      const { startShowingScores, stopShowingScores } = compiled<typeof Scores>('community/scores');
      await stopShowingScores();
      const head = await cms().head();
      for (const voter of voters) await vote(voter, post);
      expect(await rows('palier_voted_threads', { thread })).toHaveLength(1);
      await Promise.all([showScores(), showScores()]);
      expect(await rows('palier_voted_threads', { thread })).toEqual([]);
      expect((await published(thread))?.score).toBe(3);
      expect((await cms().feed(head)).rows.filter(({ documentId }) => documentId === thread)).toHaveLength(1);
      startShowingScores(cms().strapi);
    });
  });

  describe('the answer to keep', () => {
    it('is one, whoever chooses at once; who asked chooses, and a moderator', async () => {
      const { thread } = await ask(asker);
      const answers = await Promise.all(Array.from({ length: 8 }, () => reply(other, thread)));
      const ids = answers.map((one) => posted(one).post);
      expect(await accept(other, ids[0]!)).toBe('not-yours');
      expect(await Promise.all(ids.map((id) => accept(asker, id)))).toEqual(Array(8).fill('done'));
      expect(ids).toContain((await published(thread))?.accepted);
      const moderator = await newMember({ role: 'moderator' });
      await accept(moderator, ids[3]!);
      expect((await published(thread))?.accepted).toBe(ids[3]);
      await accept(asker, ids[5]!, false); // Not the one that is kept.
      expect((await published(thread))?.accepted).toBe(ids[3]);
      await accept(asker, ids[3]!, false);
      expect((await published(thread))?.accepted).toBeNull();
    });

    it('is none any more once it is taken back by its author', async () => {
      const { thread } = await ask(asker);
      const { post } = posted(await reply(other, thread));
      await accept(asker, post);
      await remove(other, post);
      expect(await published(thread)).toMatchObject({ accepted: null, answers: [] });
    });

    it('is an answer that readers see: neither a question, a comment, nor one that waits', async () => {
      const { thread, post } = await ask(asker);
      expect(await accept(asker, post)).toBe('gone');
      expect(await accept(asker, posted(await reply(other, thread, { state: 'pending' })).post)).toBe('gone');
    });
  });

  describe('a change of a post', () => {
    it('keeps what was said, and says when', async () => {
      const { thread, post } = await ask(asker);
      expect(await edit(asker, post, 'Nous gardons deux ans.', 1, 'Combien de temps les garder ?')).toBe('done');
      expect(await edit(asker, post, 'Nous gardons un an.', 2)).toBe('done');
      expect(await published(thread)).toMatchObject({
        title: 'Combien de temps les garder ?',
        body: 'Nous gardons un an.',
        edits: [expect.any(String), expect.any(String)],
      });
      const revisions = (member: Member) => read((trx) => editing().revisionsOf({ trx }, member, post));
      expect(await revisions(asker)).toMatchObject([
        { revision: 1, title: 'Combien de temps garder les sauvegardes ?', body: 'Nous gardons tout.' },
        { revision: 2, title: 'Combien de temps les garder ?', body: 'Nous gardons deux ans.' },
      ]);
      expect(await revisions(other)).toBe('not-yours');
    });

    it('from an older text is refused, with the text of now, and loses nothing; the same text again is no change', async () => {
      const { thread, post } = await ask(asker);
      const outcomes = await Promise.all([edit(asker, post, 'Ici.', 1), edit(asker, post, 'Là.', 1)]);
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      const kept = (await published(thread))!.body;
      expect(outcomes).toContainEqual({
        stale: { title: 'Combien de temps garder les sauvegardes ?', body: kept, revision: 2 },
      });
      expect(await edit(asker, post, kept, 1)).toBe('same');
      expect((await published(thread))?.edits).toHaveLength(1);
    });

    it('is its author’s to make, and nobody’s once it is hidden or locked; a moderator’s, with a reason, is in the journal', async () => {
      const moderator = await newMember({ role: 'moderator' });
      const correct = (reason: string) =>
        write((context) => {
          const sent = { post, title: null, body: 'Corrigé.', revision: 1, reason };
          const by = { member: moderator.document_id };
          return editing().correct(cms().strapi, context, by, sent, new Date());
        });
      const { thread } = await ask(asker);
      const { post } = posted(await reply(other, thread));
      expect(await edit(asker, post, 'Pas à moi.', 1)).toBe('not-yours');
      for (const someone of [asker, moderator]) expect(await remove(someone, post)).toBe('not-yours');
      expect(await edit(moderator, post, 'Corrigé.', 1)).toBe('not-yours');
      expect(await correct(' ')).toBe('no-reason');
      expect(await correct('Un nom de serveur.')).toBe('done');
      expect(await rows('palier_journal', { post }).select('act', 'by', 'reason')).toEqual([
        { act: 'edit', by: `member ${moderator.document_id}`, reason: 'Un nom de serveur.' },
      ]);
      await rows('threads', { document_id: thread }).update({ locked: true });
      expect(await edit(other, post, 'Encore.', 2)).toBe('closed');
      await rows('threads', { document_id: thread }).update({ locked: false });
      await rows('posts', { document_id: post }).update({ state: 'hidden' });
      expect(await edit(other, post, 'Encore.', 2)).toBe('gone');
      expect(await correct('Un nom de serveur.')).toBe('gone');
      expect(await edit(other, 'inconnu', 'Encore.', 1)).toBe('gone');
    });

    it('a question that others have answered is not taken back: the answers are theirs', async () => {
      const { thread, post } = await ask(asker);
      await reply(asker, thread);
      const answer = posted(await reply(other, thread));
      expect(await remove(asker, post)).toBe('answered');
      await remove(other, answer.post);
      expect(await remove(asker, post)).toBe('done');
      expect(await published(thread)).toBeUndefined();
    });
  });

  describe('a member who erases their account', () => {
    const erase = (member: Member, posts: 'keep' | 'remove') =>
      write((context) =>
        compiled<typeof PersonalData>('members/personal-data').eraseMember(cms().strapi, context, member, posts),
      );

    it('leaves posts under no name, or takes them along, texts of before included', async () => {
      for (const choice of ['keep', 'remove'] as const) {
        const leaving = await newMember({ pseudonym: `Orme 95${choice.length}`, entity: 'Canari-entité-77' });
        const { thread } = await ask(asker);
        const { post } = posted(
          await reply(leaving, thread, { shows: ['pseudonym', 'entity'], body: 'Canari-avant-31' }),
        );
        await edit(leaving, post, 'Canari-après-32', 1);
        expect((await published(thread))?.answers).toMatchObject([{ author: { entity: 'Canari-entité-77' } }]);
        await erase(leaving, choice);
        const found = (await published(thread))!;
        if (choice === 'keep') {
          const nobody = { standing: 'former', pseudonym: null, sector: null, size: null, entity: null };
          expect(found.answers).toMatchObject([{ body: 'Canari-après-32', author: nobody }]);
        } else {
          expect(found.answers).toEqual([]);
          for (const table of ['posts', 'palier_post_revisions'])
            expect(JSON.stringify(await rows(table, { ...(table === 'posts' ? { thread } : { post }) }))).not.toContain(
              'Canari',
            );
        }
      }
    });
  });
}
