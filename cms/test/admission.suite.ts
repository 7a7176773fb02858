import type { HoldRule } from '@palier/model';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as Rows from '../src/community/rows.ts';
import type { WriteContext } from '../src/database/transaction.ts';
import type { Member } from '../src/members/members.ts';
import type * as Dispatch from '../src/mail/dispatch.ts';
import type * as PersonalData from '../src/members/personal-data.ts';
import type * as Retention from '../src/members/retention.ts';
import type * as Admission from '../src/moderation/admission.ts';
import type * as Blocks from '../src/moderation/blocks.ts';
import type * as Journal from '../src/moderation/journal.ts';
import type * as Proof from '../src/moderation/proof.ts';
import type * as Trust from '../src/moderation/trust.ts';
import { compiled } from './built.ts';
import { Browser, addressOf, lastLink, newEmail, newMachine } from './member.ts';
import { writersOf } from './posts.ts';
import type { TestCms } from './strapi.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let texts = 0;

/** A text that no other post of the tests says. */
const newText = () => `Réponse ${++texts} : gardez les sauvegardes hors ligne, et essayez de les rendre chaque mois.`;

/** What is asked of a post before it is taken. Run on each database. */
export function admissionSuite(cms: () => TestCms): void {
  const { rows, write, read, newMember, ask } = writersOf(cms);
  const admission = () => compiled<typeof Admission>('moderation/admission');
  const proofs = () => compiled<typeof Proof>('moderation/proof');
  const blocks = () => compiled<typeof Blocks>('moderation/blocks');
  const trust = () => compiled<typeof Trust>('moderation/trust');

  type Sent = Partial<Admission.Submission> & { at?: Date };
  const submission = ({ at: _at, ...fields }: Sent): Admission.Submission => ({
    kind: 'answer',
    title: null,
    body: newText(),
    machine: newMachine(),
    honeypot: '',
    proof: '',
    ...fields,
  });
  const admit = (member: Member, sent: Sent = {}) =>
    write(({ trx }) => admission().admit(trx, member, submission(sent), sent.at ?? new Date()));
  /** In transactions that do not wait for each other: the database alone decides. */
  const admitAtOnce = (member: Member, sent: readonly Sent[]) =>
    Promise.all(sent.map((one) => read((trx) => admission().admit(trx, member, submission(one), new Date()))));
  const ofTrust = (member: Member, now = new Date()) => read((trx) => trust().trustOf(trx, member, now));

  let thread: string;
  let moderator: Member;
  beforeAll(async () => {
    moderator = await newMember({ role: 'moderator' });
    ({ thread } = await ask(moderator));
  });

  /** A member whose posts were judged so. */
  async function memberWith(posts: Partial<Record<'published' | 'rejected' | 'pending', number>>, joined = 0) {
    const member = await newMember({ joined_at: new Date(Date.now() - joined * DAY).toISOString() });
    for (const [state, count] of Object.entries(posts))
      for (let number = 0; number < count; number += 1) await writePost(member, state as 'published');
    return member;
  }
  const writePost = (member: Member, state: 'published' | 'rejected' | 'pending', body = newText()): Promise<string> =>
    write(async ({ trx }) => {
      const { insertPost, nextNumber } = compiled<typeof Rows>('community/rows');
      const number = await nextNumber(trx, thread);
      const post = { kind: 'answer', state, thread, number, author: member.document_id, body, shows: [] } as const;
      return insertPost(trx, post, new Date());
    });
  const known = () => memberWith({ published: 2 });

  /** The challenge of a newcomer's form, and its answer as the browser finds it. */
  async function challengeOf(member: Member, now = new Date()): Promise<Challenge> {
    return JSON.parse((await proofs().challengeFor(member, await ofTrust(member, now), now))!) as Challenge;
  }
  async function prove(challenge: Challenge): Promise<string> {
    return JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });
  }

  describe('a member', () => {
    it('is new until two posts are published, and trusted after ten and thirty days without a refusal', async () => {
      expect(await ofTrust(await newMember())).toEqual({ level: 'newcomer', warned: false });
      expect(await ofTrust(await memberWith({ published: 1, pending: 3 }, 60))).toMatchObject({ level: 'newcomer' });
      expect(await ofTrust(await known())).toMatchObject({ level: 'member' });
      expect(await ofTrust(await memberWith({ published: 10 }, 29))).toMatchObject({ level: 'member' });
      expect(await ofTrust(await memberWith({ published: 9 }, 31))).toMatchObject({ level: 'member' });
      expect(await ofTrust(await memberWith({ published: 10 }, 31))).toMatchObject({ level: 'trusted' });
      const refused = await memberWith({ published: 10, rejected: 1 }, 31);
      expect(await ofTrust(refused)).toMatchObject({ level: 'member' });
      expect(await ofTrust(refused, new Date(Date.now() + 91 * DAY))).toMatchObject({ level: 'trusted' });
    });

    it('who speaks officially, or moderates, waits for nobody and proves nothing', async () => {
      for (const fields of [{ official: true }, { role: 'moderator' as const }]) {
        const member = await newMember(fields);
        expect(await proofs().challengeFor(member, await ofTrust(member), new Date())).toBeNull();
        for (let times = 0; times < 5; times += 1)
          expect(await admit(member, { body: 'https://a.example '.repeat(60) })).toEqual({
            state: 'published',
            rules: [],
          });
      }
    });

    it('who was warned waits for a month', async () => {
      const member = await known();
      const { note } = compiled<typeof Journal>('moderation/journal');
      const by = { member: moderator.document_id };
      await write(({ trx }) => note(trx, { by, act: 'warn', member: member.document_id }, new Date()));
      expect(await admit(member)).toEqual({ state: 'pending', rules: ['warned'] });
      expect(await admit(member, { at: new Date(Date.now() + 31 * DAY) })).toEqual({ state: 'published', rules: [] });
    });
  });

  describe('a post', () => {
    it('of a newcomer waits, and is published at once where nothing is reviewed', async () => {
      const member = await newMember();
      const proof = await prove(await challengeOf(member));
      expect(await admit(member, { proof })).toEqual({ state: 'pending', rules: ['newcomer'] });
      process.env['FIRST_POSTS_REVIEWED'] = '0';
      try {
        expect(await admit(member)).toEqual({ state: 'pending', rules: ['no-proof'] });
        const another = await prove(await challengeOf(member));
        expect(await admit(member, { proof: another })).toEqual({ state: 'published', rules: [] });
        expect(await ofTrust(await memberWith({ published: 1 }))).toMatchObject({ level: 'member' });
        process.env['FIRST_POSTS_REVIEWED'] = 'beaucoup';
        expect(await ofTrust(await memberWith({ published: 1 }))).toMatchObject({ level: 'newcomer' });
      } finally {
        delete process.env['FIRST_POSTS_REVIEWED'];
      }
    });

    it('waits with more links than its author is trusted with; an absurd number is refused', async () => {
      const links = (count: number) =>
        `${newText()} ${Array.from({ length: count }, (_, index) => `https://a.example/${index}`).join(' ')}`;
      const [newcomer, member] = [await newMember(), await known()];
      const trusted = await memberWith({ published: 10 }, 31);
      for (const [who, allowed] of [
        [newcomer, 1],
        [member, 4],
        [trusted, 20],
      ] as const) {
        expect(await admit(who, { body: links(allowed) })).not.toMatchObject({
          rules: expect.arrayContaining(['links']),
        });
        expect(await admit(who, { body: links(allowed + 1) })).toMatchObject({
          state: 'pending',
          rules: expect.arrayContaining(['links']),
        });
      }
      expect(await admit(trusted, { body: links(51) })).toEqual({ refused: 'too-many-links' });
      expect(await admit(member, { kind: 'question', title: links(5), body: newText() })).toMatchObject({
        rules: ['links'],
      });
    });

    it('that fills in the trap waits, as if nothing had been seen', async () => {
      expect(await admit(await known(), { honeypot: 'https://spam.example' })).toEqual({
        state: 'pending',
        rules: ['honeypot'],
      });
    });

    it('keeps why it waits, each reason once', async () => {
      const [post, other] = [await writePost(moderator, 'pending'), await writePost(moderator, 'pending')];
      const hold = (rules: HoldRule[]) => write(({ trx }) => admission().noteHolds(trx, post, rules, new Date()));
      await hold([]);
      await hold(['newcomer', 'links']);
      await hold(['links', 'honeypot']);
      expect(await read((trx) => admission().holdsOf(trx, [post, other]))).toEqual(
        new Map([[post, ['honeypot', 'links', 'newcomer']]]),
      );
    });
  });

  describe('posts in a row', () => {
    const outcomes = (all: Admission.Admission[]) => ({
      taken: all.filter((one) => 'state' in one).length,
      refused: all.filter((one) => 'refused' in one && one.refused === 'too-many').length,
    });
    const many = (count: number, fields: () => Sent = () => ({})) => Array.from({ length: count }, fields);

    it('are three an hour for a newcomer, twenty for a member, sent all at once from anywhere', async () => {
      expect(outcomes(await admitAtOnce(await newMember(), many(8)))).toEqual({ taken: 3, refused: 5 });
      expect(outcomes(await admitAtOnce(await known(), many(24)))).toEqual({ taken: 20, refused: 4 });
    });

    it('are ten a day for a newcomer, and begin again the next day', async () => {
      const member = await newMember();
      const midnight = Math.ceil(Date.now() / DAY) * DAY;
      const all: Admission.Admission[] = [];
      for (let hour = 0; hour < 6; hour += 1)
        for (let times = 0; times < 2; times += 1)
          all.push(await admit(member, { at: new Date(midnight + hour * HOUR) }));
      expect(outcomes(all)).toEqual({ taken: 10, refused: 2 });
      expect(await admit(member, { at: new Date(midnight + DAY) })).toMatchObject({ state: 'pending' });
    });

    it('from one machine are those of three newcomers, whatever the accounts', async () => {
      const machine = newMachine();
      const all: Admission.Admission[] = [];
      for (let account = 0; account < 11; account += 1) all.push(await admit(await newMember(), { machine }));
      expect(outcomes(all)).toEqual({ taken: 9, refused: 2 });
      expect(await admit(await known(), { machine })).toMatchObject({ state: 'published' });
    });

    it('leave changes of what was posted: those are counted apart', async () => {
      const member = await newMember();
      const edits = await writePost(member, 'pending');
      expect(outcomes(await admitAtOnce(member, many(3)))).toEqual({ taken: 3, refused: 0 });
      expect(
        outcomes(
          await admitAtOnce(
            member,
            many(11, () => ({ edits })),
          ),
        ),
      ).toEqual({ taken: 9, refused: 2 });
    });

    it('never keep an address of a machine', async () => {
      const machine = '203.0.113.77';
      await admit(await newMember(), { machine });
      for (const table of ['palier_rates', 'palier_payloads', 'palier_holds', 'palier_proofs'])
        expect(JSON.stringify(await rows(table, {})), table).not.toContain(machine);
    });
  });

  describe('the same text', () => {
    const said = () => `${newText()} Les détails sont sur https://a.example/guide`;

    it('is taken once, from all members who send it at once', async () => {
      const body = said();
      const members = await Promise.all([known(), known(), known(), known()]);
      const all = await Promise.all(
        members.map((member) => admitAtOnce(member, [{ body }, { body: body.toUpperCase() }])),
      );
      expect(all.flat().filter((one) => 'state' in one)).toHaveLength(1);
      expect(all.flat().filter((one) => 'refused' in one && one.refused === 'identical')).toHaveLength(7);
    });

    it('can be said again by others after an hour, by the same member after a day', async () => {
      const [one, other, body] = [await known(), await known(), said()];
      const later = (ms: number) => new Date(Date.now() + ms);
      expect(await admit(one, { body })).toMatchObject({ state: 'published' });
      expect(await admit(other, { body, at: later(HOUR - MINUTE) })).toEqual({ refused: 'identical' });
      expect(await admit(other, { body, at: later(HOUR + MINUTE) })).toMatchObject({ state: 'published' });
      expect(await admit(one, { body, at: later(DAY - MINUTE) })).toEqual({ refused: 'identical' });
      expect(await admit(one, { body, at: later(DAY + MINUTE) })).toMatchObject({ state: 'published' });
    });

    it('may be short and common: everyone can say thank you, once a day', async () => {
      const [one, other] = [await known(), await known()];
      for (const member of [one, other])
        expect(await admit(member, { kind: 'comment', body: 'Merci beaucoup !' })).toMatchObject({
          state: 'published',
        });
      expect(await admit(one, { kind: 'comment', body: 'merci beaucoup !' })).toEqual({ refused: 'identical' });
    });

    it('may stay in a post that is changed, and come back to it, but not move to another', async () => {
      const member = await known();
      const [first, second] = [said(), said()];
      expect(await admit(member, { body: first })).toMatchObject({ state: 'published' });
      const edits = await writePost(member, 'published', first);
      const change = async (body: string) => {
        const outcome = await admit(member, { body, edits });
        if ('state' in outcome) await rows('posts', { document_id: edits }).update({ body });
        return outcome;
      };
      for (const body of [first, second, first]) expect(await change(body)).toMatchObject({ state: 'published' });
      expect(await admit(member, { body: first })).toEqual({ refused: 'identical' });
      const stranger = await known();
      await admit(stranger, { body: second });
      expect(await change(second)).toEqual({ refused: 'identical' });
    });

    it('of a question is the same with its title only', async () => {
      const [member, body] = [await known(), said()];
      const question = (title: string) => admit(member, { kind: 'question', title, body });
      expect(await question('Faut-il chiffrer les sauvegardes ?')).toMatchObject({ state: 'published' });
      expect(await question('Où garder les sauvegardes ?')).toMatchObject({ state: 'published' });
      expect(await question('FAUT-IL chiffrer les sauvegardes ?')).toEqual({ refused: 'identical' });
    });
  });

  describe('a change of a post that waits', () => {
    it('leaves it waiting, whoever makes it', async () => {
      const member = await known();
      const edits = await writePost(member, 'pending');
      for (const who of [member, moderator])
        expect(await admit(who, { edits })).toEqual({ state: 'pending', rules: [] });
    });
  });

  describe('a proof of work', () => {
    it('is asked of newcomers only, and a post without one waits', async () => {
      expect(await proofs().challengeFor(await known(), { level: 'member', warned: false }, new Date())).toBeNull();
      expect(await admit(await newMember())).toEqual({ state: 'pending', rules: ['newcomer', 'no-proof'] });
    });

    it('counts once, however many posts bring it at once', async () => {
      const member = await newMember();
      const proof = await prove(await challengeOf(member));
      const all = await admitAtOnce(member, [{ proof }, { proof }, { proof }]);
      expect(all.map((one) => 'rules' in one && one.rules.includes('no-proof')).sort()).toEqual([false, true, true]);
    });

    it('is worth nothing when it is another member’s, too old, or made up', async () => {
      const [member, thief] = [await newMember(), await newMember()];
      const challenge = await challengeOf(member);
      const proof = await prove(challenge);
      const { solution } = JSON.parse(proof) as { solution: { counter: number; derivedKey: string } };
      const take = (who: Member, sent: unknown, at = new Date()) =>
        read((trx) => proofs().takeProof(trx, who, typeof sent === 'string' ? sent : JSON.stringify(sent), at));
      expect(await take(thief, proof), 'stolen').toBe(false);
      expect(await take(member, proof, new Date(Date.now() + 31 * MINUTE)), 'too old').toBe(false);
      const { parameters } = challenge;
      for (const [what, forged] of Object.entries({
        'made to last': { ...challenge, parameters: { ...parameters, expiresAt: parameters.expiresAt! + 3600 } },
        'without a signature': { parameters },
        'made easier': { ...challenge, parameters: { ...parameters, cost: 1 } },
        'of another algorithm': { ...challenge, parameters: { ...parameters, algorithm: 'SHA-256' } },
        'without a key': { ...challenge, parameters: { ...parameters, keySignature: undefined } },
      }))
        expect(await take(member, { challenge: forged, solution }), what).toBe(false);
      for (const wrong of [{ ...solution, derivedKey: parameters.keyPrefix.padEnd(64, '0') }, { counter: 1 }, null])
        expect(await take(member, { challenge, solution: wrong })).toBe(false);
      for (const text of ['', 'null', '[]', '{"challenge":', '{}', '"'.repeat(100_000), '['.repeat(100_000)])
        expect(await take(member, text), text.slice(0, 20)).toBe(false);
      expect(await take(member, proof), 'as it was given').toBe(true);
      expect(await take(member, proof), 'again').toBe(false);
    });
  });

  describe('a blocked domain', () => {
    beforeAll(() => compiled<typeof Dispatch>('mail/dispatch').stopMailing());
    const by = () => ({ member: moderator.document_id });
    const block = (domain: string, reason = 'Publicité.') =>
      write(({ trx }) => blocks().blockDomain(trx, by(), { domain, reason }, new Date()));
    const unblock = (domain: string) =>
      write(({ trx }) => blocks().unblockDomain(trx, by(), { domain, reason: 'Erreur.' }, new Date()));

    it('makes posts wait that link to it or to what is under it, and no others', async () => {
      expect(await block('https://www.Casino-Blocked.com/jeux?x=1')).toBe('done');
      const member = await memberWith({ published: 10 }, 31);
      for (const link of ['https://casino-blocked.com', 'www.x.y.CASINO-BLOCKED.com', '[ici](//casino-blocked.com.)'])
        expect(await admit(member, { body: `${newText()} ${link}` }), link).toEqual({
          state: 'pending',
          rules: ['blocked-domain'],
        });
      for (const link of [
        'https://not-casino-blocked.com',
        'https://casino-blocked.com.example.org',
        'casino-blocked.com',
      ])
        expect(await admit(member, { body: `${newText()} ${link}` }), link).toMatchObject({ state: 'published' });
      expect(await unblock('casino-blocked.com')).toBe('done');
      expect(await admit(member, { body: `${newText()} https://casino-blocked.com` })).toMatchObject({ rules: [] });
    });

    it('is a domain that someone registered, never an ending, nor the hub’s own; and there is a reason', async () => {
      for (const domain of [
        '',
        'com',
        'co.uk',
        'gouv.fr',
        'localhost',
        '203.0.113.5',
        'un deux.com',
        `${'a'.repeat(300)}.com`,
      ])
        expect(await block(domain), domain).toBe('not-a-domain');
      expect(await block('spam-blocked.com', '  ')).toBe('no-reason');
      process.env['PALIER_URL'] = 'https://hub.entreprise-palier.fr';
      try {
        for (const domain of ['entreprise-palier.fr', 'hub.entreprise-palier.fr'])
          expect(await block(domain)).toBe('own');
      } finally {
        delete process.env['PALIER_URL'];
      }
    });

    it('is blocked once by those who do it at once, and the journal says who and why', async () => {
      const domain = 'spam-once-blocked.com';
      const all = await Promise.all(Array.from({ length: 5 }, () => block(domain, 'Envois en masse.')));
      expect(all.sort()).toEqual(['already', 'already', 'already', 'already', 'done']);
      const listed = await read((trx) => blocks().blockedDomains(trx));
      expect(listed).toContainEqual({
        domain,
        reason: 'Envois en masse.',
        by: `member ${moderator.document_id}`,
        at: expect.any(String),
      });
      expect(await Promise.all([unblock(domain), unblock(domain)]).then((both) => both.sort())).toEqual([
        'done',
        'gone',
      ]);
      expect(await rows('palier_journal', { domain }).orderBy('seq').select('act', 'reason', 'by')).toEqual([
        { act: 'block-domain', reason: 'Envois en masse.', by: `member ${moderator.document_id}` },
        { act: 'unblock-domain', reason: 'Erreur.', by: `member ${moderator.document_id}` },
      ]);
    });

    it('makes no account by mail: nothing is sent, and the answer is what everyone gets', async () => {
      const [member, late] = ['membre@mail-blocked.com', 'tard@mail-blocked.com'];
      const one = await new Browser(cms()).signIn(member, 'Alisier 901');
      const waiting = new Browser(cms());
      await waiting.post('signIn', { email: late });
      const { token } = await lastLink(cms(), late);
      await block('mail-blocked.com');
      const answers = await Promise.all(
        ['nouveau@mail-blocked.com', 'nouveau@sous.mail-blocked.com', newEmail()].map((email) =>
          new Browser(cms()).post('signIn', { email }),
        ),
      );
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await rows('palier_mails', {}).where('recipient', 'like', 'nouveau@%')).toEqual([]);
      // A link that was on its way makes no account either.
      expect(await waiting.post('signInLink', { token })).toEqual({
        kind: 'redirect',
        to: addressOf('signIn', { avis: 'perime' }),
      });
      expect(await rows('members', { email: late })).toEqual([]);
      // Who is a member already comes in as before.
      await one.post('signOut');
      await one.signIn(member);
      expect((await one.get('account')).kind).toBe('page');
      await unblock('mail-blocked.com');
    });
  });

  describe('what is kept of it', () => {
    const keptOf = (member: Member) => rows('palier_payloads', { member: member.document_id });

    it('is forgotten once it limits nothing any more', async () => {
      const member = await newMember();
      await admit(member, { proof: await prove(await challengeOf(member)) });
      expect(await keptOf(member)).toHaveLength(2);
      const { eraseOldMembers } = compiled<typeof Retention>('members/retention');
      await eraseOldMembers(cms().strapi, new Date(Date.now() + 2 * HOUR));
      expect(await keptOf(member)).toHaveLength(1);
      await eraseOldMembers(cms().strapi, new Date(Date.now() + 40 * DAY));
      for (const table of ['palier_payloads', 'palier_proofs']) expect(await rows(table, {}), table).toEqual([]);
    });

    it('goes with an account that is erased', async () => {
      const member = await newMember();
      await admit(member);
      const post = await writePost(member, 'pending');
      await write(({ trx }) => admission().noteHolds(trx, post, ['newcomer'], new Date()));
      const { eraseMember } = compiled<typeof PersonalData>('members/personal-data');
      await write((context: WriteContext) => eraseMember(cms().strapi, context, member, 'remove'));
      expect(await keptOf(member)).toEqual([]);
      expect(await rows('palier_holds', { post })).toEqual([]);
    });
  });
}
