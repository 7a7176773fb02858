import { beforeAll, describe, expect, it } from 'vitest';
import { LIVE_PAGES, type LiveAnswer, type LivePage, type LiveShown } from '@palier/model';
import type { Member } from '../src/members/members.ts';
import { Browser, PROFILE, newEmail, newMachine } from './member.ts';
import { newKey, posted, writersOf } from './posts.ts';
import type { TestCms } from './strapi.ts';

let names = 0;

/** The forms by which members take part, as a browser without any script sends them. Run on each database. */
export function writingSuite(cms: () => TestCms): void {
  describe('what members write by forms', () => forms(cms));
}

function forms(cms: () => TestCms): void {
  const { rows, ask, reply, published } = writersOf(cms);

  /** Someone who has signed in, with the row that stands for them. */
  async function person({ posts = 0, ...fields }: Partial<Member> & { posts?: number } = {}) {
    const browser = new Browser(cms());
    const email = newEmail();
    await browser.signIn(email, `Charme ${++names + 3000}`);
    if (Object.keys(fields).length > 0) await rows('members', { email }).update(fields);
    const member = (await rows('members', { email }).first<Member>('*')) as Member;
    // Whoever has posts that were taken is no newcomer.
    for (let count = 0; count < posts; count += 1) await ask(member, { title: `Une question d’avant, la ${count} ?` });
    return { browser, member };
  }

  /** What a page holds. */
  function shown<Page extends LivePage>(answer: LiveAnswer, page: Page): LiveShown<Page> {
    if (answer.kind !== 'page' || answer.page !== page) throw new Error(`not ${page}: ${JSON.stringify(answer)}`);
    return answer as unknown as LiveShown<Page>;
  }

  /** The post that a form made: where it leads to. */
  function made(answer: LiveAnswer): { post: string; notice: string } {
    if (answer.kind !== 'redirect' || !answer.to.startsWith(LIVE_PAGES.post.fr))
      throw new Error(`nothing was posted: ${JSON.stringify(answer)}`);
    const query = new URL(answer.to, 'https://hub').searchParams;
    return { post: query.get('message')!, notice: query.get('avis')! };
  }

  const asked = (fields: Record<string, string> = {}) => ({
    title: 'Combien de temps garder les journaux ?',
    body: `Nous les gardons un mois. ${++names}`,
    level: 'novice',
    key: newKey().padEnd(20, 'x').replaceAll('é', 'e'),
    intent: 'send',
    'shows-pseudonym': 'yes',
    ...fields,
  });

  let regular: Awaited<ReturnType<typeof person>>;
  let newcomer: Awaited<ReturnType<typeof person>>;
  let thread: string;

  beforeAll(async () => {
    regular = await person({ posts: 2 });
    newcomer = await person();
    thread = posted(await ask(regular.member, { title: 'Une question pour tous les essais ?' })).thread;
  });

  describe('the form of a question', () => {
    it('proposes levels, topics and sectors, what to show, and what the address says', async () => {
      const { browser } = await person({ level: 'advanced', entity: 'Commune d’exemple', size: 'small' });
      const page = shown(await browser.get('ask', { titre: 'Et les journaux ?', theme: 'hygiene' }), 'ask');
      expect(page.data).toMatchObject({ level: 'advanced', isPreview: false, exposures: [] });
      expect(page.values).toEqual({ title: 'Et les journaux ?', 'topic-hygiene': 'yes' });
      expect(page.data.signatures.map(({ part, isShown }) => [part, isShown])).toEqual([
        ['pseudonym', true],
        ['size', true],
        ['entity', false],
      ]);
    });

    it('publishes at once what a known member asks, with what they chose to show', async () => {
      const { post, notice } = made(await regular.browser.post('ask', asked({ level: 'expert' })));
      expect(notice).toBe('publie');
      const { thread: id } = (await rows('posts', { document_id: post }).first<{ thread: string }>('thread'))!;
      expect(await published(id)).toMatchObject({
        maturity: 'expert',
        author: { pseudonym: regular.member.pseudonym },
      });
      const anonymous = { ...asked(), 'shows-pseudonym': '' };
      const other = made(await regular.browser.post('ask', anonymous)).post;
      const row = (await rows('posts', { document_id: other }).first<{ thread: string }>('thread'))!;
      expect((await published(row.thread))?.author.pseudonym).toBeNull();
    });

    it('keeps what a newcomer asks for a moderator, and shows it to its author alone', async () => {
      const { post, notice } = made(await newcomer.browser.post('ask', asked()));
      expect(notice).toBe('attente');
      expect(shown(await newcomer.browser.get('post', { message: post }), 'post').data).toMatchObject({
        state: 'pending',
        isOwn: true,
        url: null,
      });
      expect(await regular.browser.get('post', { message: post })).toMatchObject({ kind: 'refused', status: 404 });
    });

    it('says what is missing, and gives back what was written', async () => {
      const page = shown(
        await regular.browser.post('ask', asked({ title: '?', body: ' \u200b ', level: 'sage' })),
        'ask',
      );
      expect(page).toMatchObject({
        status: 422,
        flaws: { title: 'too-short', body: 'missing' },
        values: { title: '?' },
      });
      const second = shown(await regular.browser.post('ask', asked({ level: 'sage', sector: 'nulle-part' })), 'ask');
      expect(second.flaws).toEqual({ level: 'not-allowed', sector: 'not-allowed' });
      const long = shown(await regular.browser.post('ask', asked({ body: 'a'.repeat(20_001) })), 'ask');
      expect(long.flaws).toEqual({ body: 'too-long' });
    });

    it('shows the text before it is published, and publishes nothing of it', async () => {
      const before = await rows('posts', {}).count({ count: '*' });
      const page = shown(await regular.browser.post('ask', asked({ intent: 'preview', title: '' })), 'ask');
      expect(page).toMatchObject({ status: 200, flaws: {}, data: { isPreview: true } });
      expect(await rows('posts', {}).count({ count: '*' })).toEqual(before);
    });

    it('sent twice makes one question, also when both come at once', async () => {
      const fields = asked();
      const answers = await Promise.all([1, 2, 3, 4].map(() => regular.browser.post('ask', fields)));
      expect(new Set(answers.map((answer) => made(answer).post)).size).toBe(1);
    });

    it('is not published twice under two keys', async () => {
      const fields = asked();
      made(await regular.browser.post('ask', fields));
      const again = shown(await regular.browser.post('ask', asked({ body: fields.body })), 'ask');
      expect(again.flaws).toEqual({ body: 'identical' });
    });

    it('asks who has no pseudonym to choose one first, and comes back', async () => {
      const browser = await new Browser(cms()).signIn(newEmail());
      const answer = await browser.get('ask', { titre: 'Et moi ?' });
      expect(answer).toMatchObject({ kind: 'redirect' });
      expect(decodeURIComponent((answer as { to: string }).to)).toContain(LIVE_PAGES.ask.fr);
    });

    it('says when much was written in little time, and keeps the text', async () => {
      const { browser } = await person();
      const answers = [];
      for (let count = 0; count < 4; count += 1) answers.push(await browser.post('ask', asked()));
      for (const answer of answers.slice(0, 3)) made(answer);
      const last = shown(answers[3]!, 'ask');
      expect(last).toMatchObject({ status: 429, notice: 'too-many-posts', values: { level: 'novice' } });
    });
  });

  describe('a text that exposes its author', () => {
    const exposing = 'Notre pare-feu est 10.20.30.17, et paul.durand@mairie-exemple.fr le gère.';

    it('is shown to them first, with each part, and is not published', async () => {
      const page = shown(await regular.browser.post('ask', asked({ body: exposing })), 'ask');
      expect(page.status).toBe(422);
      expect(page.data.exposures.map(({ kind, shown: text }) => [kind, text])).toEqual([
        ['ip', '10.20.30.17'],
        ['email', 'paul.durand@mairie-exemple.fr'],
      ]);
      expect(page.values['body']).toBe(exposing);
    });

    it('is masked where they ticked, and shown again', async () => {
      const fields = asked({ body: exposing, intent: 'mask', 'mask-0': 'yes' });
      const page = shown(await regular.browser.post('ask', fields), 'ask');
      expect(page).toMatchObject({ notice: 'masked', data: { isPreview: true } });
      expect(page.values['body']).toContain('pare-feu est [adresse IP masquée]');
      expect(page.values['body']).toContain('paul.durand');
    });

    it('is published once they have confirmed, and asked about again if it says more than they saw', async () => {
      const fields = asked({ body: 'Notre serveur est 10.20.30.18, il répond.' });
      const { data } = shown(await regular.browser.post('ask', fields), 'ask');
      const confirmed = { ...fields, intent: 'confirm', exposed: data.exposed };
      const more = shown(
        await regular.browser.post('ask', { ...confirmed, body: `${fields.body} Et 10.20.30.19.` }),
        'ask',
      );
      expect(more.data.exposures).toHaveLength(2);
      expect(made(await regular.browser.post('ask', confirmed)).notice).toBe('publie');
      const blind = { ...fields, key: newKey().padEnd(20, 'y').replaceAll('é', 'e'), intent: 'confirm', exposed: '' };
      expect(shown(await regular.browser.post('ask', blind), 'ask').data.exposures).toHaveLength(1);
    });

    it('is asked about in a title, in a comment and in a change as well', async () => {
      const titled = shown(await regular.browser.post('ask', asked({ title: 'Qui répond sur 10.20.30.20 ?' })), 'ask');
      expect(titled.data.exposures).toHaveLength(1);
      const { post } = posted(await reply(regular.member, thread, { body: 'Un texte sans rien.' }));
      const comment = { message: post, body: 'Voyez 10.20.30.21.', intent: 'send' };
      expect(shown(await regular.browser.post('reply', comment), 'reply').data.exposures).toHaveLength(1);
      const change = { message: post, revision: '1', body: 'Et 10.20.30.22 aussi.', intent: 'send' };
      expect(shown(await regular.browser.post('edit', change), 'edit').data.exposures).toHaveLength(1);
    });
  });

  describe('the form of an answer', () => {
    it('answers, and comments on what is answered', async () => {
      const page = shown(await regular.browser.get('reply', { question: thread }), 'reply');
      expect(page.data).toMatchObject({ isComment: false, to: { kind: 'question' } });
      const sent = { ...asked({ body: 'Un mois suffit, disent-ils.' }), question: thread };
      const { post } = made(await regular.browser.post('reply', sent));
      expect((await published(thread))?.answers.at(-1)?.body).toBe('Un mois suffit, disent-ils.');
      const comment = { ...asked({ body: 'Qui le dit ?' }), message: post };
      made(await regular.browser.post('reply', comment));
      expect((await published(thread))?.answers.at(-1)?.comments[0]?.body).toBe('Qui le dit ?');
    });

    it('takes nothing once the question is closed, frozen or gone, and says so', async () => {
      const { thread: closed } = posted(await ask(regular.member, { title: 'Déjà close, celle-ci ?' }));
      await rows('threads', { document_id: closed }).update({ closure: 'settled' });
      const sent = { ...asked(), question: closed };
      expect(shown(await regular.browser.post('reply', sent), 'reply').notice).toBe('closed');
      // What was not posted can be said elsewhere.
      made(await regular.browser.post('reply', { ...sent, question: thread }));
      for (const question of ['', 'nothing', '%00', "' or 1=1"])
        expect(await regular.browser.get('reply', { question })).toMatchObject({ kind: 'refused', status: 404 });
    });

    it('goes back to the form once who had no session has signed in', async () => {
      const browser = new Browser(cms());
      const answer = await browser.post('reply', { ...asked(), question: thread });
      expect(answer).toMatchObject({ kind: 'redirect' });
      const back = new URL((answer as { to: string }).to, 'https://hub').searchParams.get('retour');
      expect(back).toBe(`${LIVE_PAGES.reply.fr}?question=${thread}`);
    });
  });

  describe('the form of a change', () => {
    it('keeps both texts when another changed it meanwhile, and lets nothing be lost', async () => {
      const { post } = posted(await reply(regular.member, thread, { body: 'Le texte du début.' }));
      const change = (revision: string, body: string) =>
        regular.browser.post('edit', { message: post, revision, body, intent: 'send' });
      expect(made(await change('1', 'Changé dans un onglet.')).notice).toBe('modifie');
      const page = shown(await change('1', 'Changé dans l’autre.'), 'edit');
      expect(page).toMatchObject({
        status: 409,
        data: { stale: { body: 'Changé dans un onglet.' }, revision: 2 },
        values: { body: 'Changé dans l’autre.' },
      });
      // Sent again as it is: the text counts as posted by nothing that was refused.
      made(await change('2', 'Changé dans l’autre.'));
      const { former, body } = shown(await regular.browser.get('post', { message: post }), 'post').data;
      expect([...former.map((text) => text.body), body]).toEqual([
        'Le texte du début.',
        'Changé dans un onglet.',
        'Changé dans l’autre.',
      ]);
    });

    it('leaves in its place what a newcomer mends, and sends to a moderator what fills itself with links', async () => {
      const { browser, member } = await person({ posts: 1 });
      const { post } = posted(await reply(member, thread, { body: 'Voir le guide, il est clair.' }));
      const fields = { message: post, intent: 'send' };
      const mended = { ...fields, revision: '1', body: 'Voir le guide : il est clair.' };
      expect(made(await browser.post('edit', mended)).notice).toBe('modifie');
      const links = [1, 2, 3, 4, 5, 6].map((count) => `https://exemple-${count}.example/`).join(' ');
      expect(made(await browser.post('edit', { ...fields, revision: '2', body: links })).notice).toBe('attente');
      expect((await published(thread))?.answers.some(({ id }) => id === post)).toBe(false);
    });
  });

  describe('what others may not do', () => {
    it('is refused on every page, whatever identifier is tried', async () => {
      const { post } = posted(await reply(regular.member, thread, { body: 'À moi seul de le changer.' }));
      const waiting = made(await newcomer.browser.post('reply', { ...asked(), question: thread })).post;
      const { browser } = await person();
      const refused = async (status: number, answer: Promise<LiveAnswer>) =>
        expect(await answer).toMatchObject({ kind: 'refused', status });
      await refused(403, browser.get('edit', { message: post }));
      await refused(403, browser.post('edit', { message: post, revision: '1', body: 'Volé.', intent: 'send' }));
      for (const act of ['remove', 'accept', 'unaccept'])
        await refused(403, browser.post('post', { message: post, act }));
      for (const act of ['close', 'reopen', 'lock', 'unlock', 'pin', 'unpin', 'move'])
        await refused(403, browser.post('thread', { question: thread, act, closure: 'settled' }));
      // What waits is nobody else's to know of.
      await refused(404, browser.get('post', { message: waiting }));
      await refused(403, browser.get('edit', { message: waiting }));
      await refused(404, browser.get('reply', { message: waiting }));
      await refused(404, browser.get('report', { message: waiting }));
      await refused(404, browser.post('post', { message: waiting, act: 'vote' }));
      await refused(404, browser.post('report', { message: waiting, reason: 'wrong' }));
      const own = { message: post, act: 'vote' };
      await refused(403, regular.browser.post('post', own));
      for (const message of ['', 'x'.repeat(10_000), thread, '../1', '1'])
        for (const page of ['post', 'edit'] as const) await refused(404, browser.get(page, { message }));
      expect((await published(thread))?.answers.find(({ id }) => id === post)?.body).toBe('À moi seul de le changer.');
    });

    it('shows the history of a message to its author and to moderators only', async () => {
      const { post } = posted(await reply(regular.member, thread, { body: 'Canari-7c41 avant.' }));
      await regular.browser.post('edit', { message: post, revision: '1', body: 'Après.', intent: 'send' });
      const { browser } = await person();
      const moderator = await person({ role: 'moderator' });
      expect(JSON.stringify(await browser.get('post', { message: post }))).not.toContain('Canari-7c41');
      expect(JSON.stringify(await moderator.browser.get('post', { message: post }))).toContain('Canari-7c41');
    });
  });

  describe('votes, choices and the question as a whole', () => {
    it('twenty votes of one member at once are one, and can be taken back', async () => {
      const { post } = posted(await reply(regular.member, thread, { body: 'À voter vingt fois.' }));
      const { browser } = await person();
      const scoreOf = async () => (await rows('posts', { document_id: post }).first<{ score: number }>('score'))!.score;
      await Promise.all(Array.from({ length: 20 }, () => browser.post('post', { message: post, act: 'vote' })));
      expect(await scoreOf()).toBe(1);
      const page = shown(await browser.get('thread', { question: thread }), 'thread');
      expect(page.data.votes).toContain(post);
      await browser.post('post', { message: post, act: 'unvote' });
      expect(await scoreOf()).toBe(0);
    });

    it('who asked chooses an answer, closes the question and opens it again', async () => {
      const { thread: own } = posted(await ask(regular.member, { title: 'À clore par qui a demandé ?' }));
      const other = await person({ posts: 2 });
      const { post } = posted(await reply(other.member, own));
      await regular.browser.post('post', { message: post, act: 'accept' });
      expect((await published(own))?.accepted).toBe(post);
      const close = (fields: Record<string, string>) =>
        regular.browser.post('thread', { question: own, act: 'close', ...fields });
      expect(
        shown(await close({ closure: 'duplicate', original: 'https://ailleurs.example/' }), 'thread').flaws,
      ).toEqual({
        original: 'not-allowed',
      });
      const { slug } = (await rows('threads', { document_id: thread }).first<{ slug: string }>('slug'))!;
      await close({ closure: 'duplicate', original: `https://hub.example/questions/${slug}/page/2/#reponse-61` });
      expect(await published(own)).toMatchObject({ closure: 'duplicate', duplicateOf: thread });
      await regular.browser.post('thread', { question: own, act: 'reopen' });
      expect((await published(own))?.closure).toBeNull();
      expect(await regular.browser.post('thread', { question: own, act: 'lock' })).toMatchObject({ status: 403 });
    });

    it('moderators lock, pin and move it', async () => {
      const { browser } = await person({ role: 'moderator' });
      const { thread: own } = posted(await ask(regular.member, { title: 'À déplacer par un modérateur ?' }));
      for (const act of ['lock', 'pin', 'move']) await browser.post('thread', { question: own, act });
      expect(await published(own)).toMatchObject({ locked: true, pinned: true });
      const { data } = shown(await browser.get('thread', { question: own }), 'thread');
      expect(data).toMatchObject({ isLocked: true, isPinned: true });
      expect(await browser.post('thread', { question: own, act: 'explode' })).toMatchObject({ status: 404 });
    });

    it('a question that others answered cannot be deleted, and the page says why', async () => {
      const { thread: own, post } = posted(await ask(regular.member, { title: 'À retirer malgré les réponses ?' }));
      posted(await reply((await person()).member, own));
      const answer = await regular.browser.post('post', { message: post, act: 'remove' });
      expect((answer as { to: string }).to).toContain('avis=repondu');
      const alone = posted(await ask(regular.member, { title: 'À retirer, sans réponse encore ?' }));
      await regular.browser.post('post', { message: alone.post, act: 'remove' });
      expect(await published(alone.thread)).toBeUndefined();
    });

    it('anyone reports, three hide, and nobody learns who', async () => {
      const { post } = posted(await reply(regular.member, thread, { body: 'À signaler par trois machines.' }));
      const reporter = () => new Browser(cms(), { machine: newMachine() });
      expect(shown(await reporter().post('report', { message: post, reason: 'because' }), 'report').flaws).toEqual({
        reason: 'missing',
      });
      const first = reporter();
      for (const who of [first, first, first]) await who.post('report', { message: post, reason: 'wrong' });
      expect((await published(thread))?.answers.some(({ id }) => id === post)).toBe(true);
      for (const who of [reporter(), reporter()]) {
        const answer = await who.post('report', { message: post, reason: 'exposes', words: 'Une adresse.' });
        expect(answer).toMatchObject({ kind: 'redirect' });
      }
      expect((await published(thread))?.answers.some(({ id }) => id === post)).toBe(false);
      const page = shown(await regular.browser.get('post', { message: post }), 'post');
      expect(page.data.state).toBe('hidden');
      expect(JSON.stringify(page)).not.toContain('Une adresse.');
      // Whoever sent the third is thanked as the others were.
      expect(shown(await reporter().get('report', { message: post, avis: 'signale' }), 'report').data.seen).toBeNull();
    });

    it('a program that fills the trap is thanked, and reports nothing', async () => {
      const { post } = posted(await reply(regular.member, thread, { body: 'À ne pas signaler par un programme.' }));
      const answer = await new Browser(cms()).post('report', { message: post, reason: 'wrong', website: 'http://x' });
      expect(answer).toMatchObject({ kind: 'redirect' });
      expect(await rows('palier_reports', { post })).toEqual([]);
    });
  });

  describe('« Mes messages »', () => {
    it('lists what a member wrote and what became of it, thirty at a time, and nobody else’s', async () => {
      const { browser, member } = await person();
      const { thread: own } = posted(await ask(member, { title: 'La première de la liste ?' }));
      for (let count = 0; count < 31; count += 1) await reply(member, own, { body: `Numéro ${count}.\n\nSuite.` });
      const first = shown(await browser.get('ownPosts'), 'ownPosts').data;
      expect(first.posts).toHaveLength(30);
      expect(first.posts[0]).toMatchObject({ kind: 'answer', state: 'published', start: 'Numéro 30. Suite.' });
      const older = Object.fromEntries(new URL(first.older!, 'https://hub').searchParams);
      const second = shown(await browser.get('ownPosts', older), 'ownPosts').data;
      expect(second.posts.map(({ kind }) => kind)).toEqual(['answer', 'question']);
      expect(second.older).toBeNull();
      expect(shown(await newcomer.browser.get('ownPosts', older), 'ownPosts').data.posts).not.toContainEqual(
        expect.objectContaining({ title: 'La première de la liste ?' }),
      );
    });
  });

  it('an account without a profile saved loses nothing of its text: the profile keeps the way back', async () => {
    const browser = await new Browser(cms()).signIn(newEmail());
    const answer = await browser.post('ask', asked());
    expect(answer).toMatchObject({ kind: 'redirect' });
    const saved = await browser.post('profile', { ...PROFILE, pseudonym: 'Charme 2999', returnTo: LIVE_PAGES.ask.fr });
    expect(saved).toEqual({ kind: 'redirect', to: LIVE_PAGES.ask.fr });
  });
}
