import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Member } from '../src/members/members.ts';
import type * as Mailings from '../src/events/mailings.ts';
import type * as Notify from '../src/notifications/notify.ts';
import type * as Send from '../src/notifications/send.ts';
import type * as Act from '../src/registrations/act.ts';
import type * as Register from '../src/registrations/register.ts';
import type * as Run from '../src/schedule/run.ts';
import type * as Add from '../src/search-gaps/add.ts';
import { compiled, DIST } from './built.ts';
import { editorOf } from './editor.ts';
import { writersOf } from './posts.ts';
import { startCms, type TestCms } from './strapi.ts';

interface Other {
  child: ChildProcess;
  /** Gives an order, and resolves with the line that answers it. */
  ask(order: string): Promise<string>;
}

let cms: TestCms;
let other: Other;

/** A CMS on the database of the test; its clock shows the time of the other side of the world. */
async function startOther(): Promise<Other> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'second-process.cjs'), DIST], {
    env: { ...process.env, ...cms.env, TZ: 'Pacific/Auckland' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return {
    child,
    async ask(order) {
      child.stdin.write(`${order}\n`);
      return (await lines.next()).value as string;
    },
  };
}

beforeAll(async () => {
  cms = await startCms('postgres');
  await editorOf(cms).topic(); // Its feed rows must not stand among those of the tests.
  other = await startOther();
});

afterAll(async () => {
  other?.child.stdin?.end();
  if (other?.child.exitCode === null) await once(other.child, 'exit');
  await cms?.stop();
});

/** Makes the other process publish, and resolves with the identifiers once all are committed. */
async function publishThere(count: number): Promise<string[]> {
  return (await other.ask(String(count))).split(' ');
}

/** Follows the feed of this process until it has seen as many documents as expected, or nothing more comes. */
async function follow(head: number, expected: number): Promise<{ seqs: number[]; ids: string[] }> {
  const seen: { seqs: number[]; ids: string[] } = { seqs: [], ids: [] };
  for (let after = head; seen.ids.length < expected;) {
    const { rows } = await cms.feed(after, 20);
    if (rows.length === 0) return seen;
    seen.seqs.push(...rows.map((row) => row.seq));
    seen.ids.push(...rows.map((row) => row.documentId));
    after = rows.at(-1)?.seq ?? after;
  }
  return seen;
}

describe('two CMS processes on one PostgreSQL', () => {
  it('never show a row behind one that was already served, however slow the transaction that wrote it', async () => {
    const head = await cms.head();
    const served: string[] = [];
    let slow = '';
    let there: Promise<string[]> | undefined;
    await cms.strapi.db.transaction(async () => {
      slow = await editorOf(cms).published('resource');
      // The row of this transaction has its number and is not committed. The other process must wait, or be done.
      let finished = false;
      there = publishThere(1).finally(() => (finished = true));
      while (!finished && !(await someoneWaits())) await setTimeout(20);
      served.push(...(await cms.feed(head)).rows.map((row) => row.documentId));
    });
    const fast = await there;
    expect(served).toEqual([]);
    expect((await cms.feed(head)).rows.map((row) => row.documentId)).toEqual([slow, ...(fast ?? [])]);
  });

  it('hand each change once and in order to a consumer that follows one of them', async () => {
    const each = 40;
    const following = follow(await cms.head(), 2 * each);
    const here = Promise.all(Array.from({ length: each }, () => editorOf(cms).published('resource')));
    const wanted = [...(await publishThere(each)), ...(await here)];
    const { seqs, ids } = await following;
    expect(ids.sort()).toEqual(wanted.sort());
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  });
});

describe('what is planned, with two CMS processes', () => {
  // Years away: the job of each process goes by the real clock, and finds nothing due.
  let year = 2060;
  const nextYear = () => Date.UTC(++year, 6, 1, 12);
  const plan = (count: number, at: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        editorOf(cms).draft('resource', { publishAt: new Date(at + index).toISOString() }),
      ),
    );
  const lookHere = (now: number, interval: number) => {
    const { runSchedule } = createRequire(import.meta.url)(path.join(DIST, 'src/schedule/run.js')) as typeof Run;
    return runSchedule(cms.strapi, { now, interval });
  };
  const lookThere = async (now: number, interval: number) =>
    JSON.parse(await other.ask(`schedule ${now} ${interval}`)) as Run.ScheduleOutcome;
  const changesSince = async (head: number) => (await cms.feed(head)).rows.map((row) => row.documentId);

  it('is done once, by the one that looks first, and at the same instant for both', async () => {
    const at = nextYear();
    const ids = await plan(20, at);
    const head = await cms.head();
    expect((await lookThere(at - 3_600_000, 0)).published).toBe(0);
    const looks = await Promise.all([lookHere(at + 20, 15_000), lookThere(at + 20, 15_000)]);
    expect(looks.map(({ published }) => published).sort((a, b) => a - b)).toEqual([0, ids.length]);
    expect((await changesSince(head)).sort()).toEqual([...ids].sort());
  });

  it('is done once also when both look', async () => {
    const at = nextYear();
    const ids = await plan(20, at);
    const head = await cms.head();
    const looks = await Promise.all([lookHere(at + 20, 0), lookThere(at + 20, 0)]);
    expect(looks.reduce((sum, { published }) => sum + published, 0)).toBe(ids.length);
    expect((await changesSince(head)).sort()).toEqual([...ids].sort());
  });

  it('is not done when the document is deleted, or put off, while the look is under way', async () => {
    const at = nextYear();
    const [deleted = '', putOff = '', kept = ''] = await plan(3, at);
    const head = await cms.head();
    let there: Promise<Run.ScheduleOutcome> | undefined;
    await cms.strapi.db.transaction(async () => {
      await editorOf(cms).delete('resource', deleted);
      await editorOf(cms).save('resource', putOff, { publishAt: '2200-01-01T00:00:00.000Z' });
      there = lookThere(at + 3, 0);
      while (!(await someoneWaits())) await setTimeout(20);
    });
    expect(await there).toEqual({ published: 1, unpublished: 0, refused: 0 });
    expect(await changesSince(head)).toEqual([kept]);
  });

  it('goes on where a process was killed in the middle, and does nothing twice', async () => {
    const at = nextYear();
    const ids = await plan(6, at);
    const head = await cms.head();
    const victim = await startOther();
    await cms.strapi.db.transaction(async ({ trx }) => {
      // The fourth cannot be written: the victim publishes three, and stops with the fourth half done.
      await trx('resources').where('document_id', ids[3]).forUpdate().select('id');
      void victim.ask(`schedule ${at + 6} 15000`);
      while (!(await someoneWaits())) await setTimeout(20);
      victim.child.kill('SIGKILL');
      await once(victim.child, 'exit');
    });
    expect(await changesSince(head)).toEqual(ids.slice(0, 3));
    expect((await lookHere(at + 15_000, 15_000)).published).toBe(3);
    expect(await changesSince(head)).toEqual(ids);
  });
});

describe('registrations for an event, with two CMS processes', () => {
  const registrations = (event: string) =>
    cms.strapi.db
      .connection('palier_registrations')
      .where({ event })
      .select<{ state: string; place: number | null; email: string }[]>('state', 'place', 'email');
  const mails = async (about: string) =>
    (await cms.strapi.db
      .connection('palier_mails')
      .where({ kind: 'registration' })
      .where('subject', 'like', `${about}%`)
      .pluck('recipient')) as string[];

  it('give one seat to one of two hundred who come at once, and a place of their own to each of the others', async () => {
    const event = await editorOf(cms).published('event', { capacity: 1 });
    const there = other.ask(`register ${event} la 100`);
    const { actOn } = compiled<typeof Act>('registrations/act');
    const { register } = compiled<typeof Register>('registrations/register');
    const here = Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const unsaid = { entity: null, sector: null, size: null, level: null, answers: {} };
        const who = { member: `membre-ici${n}`, email: `ici${n}@exemple.fr`, name: `ici${n}`, key: `ici${n}` };
        const outcome = await actOn(cms.strapi, event, new Date(), (open) =>
          register(open, { ...unsaid, ...who, language: 'fr', seats: 1 }),
        );
        return 'registration' in outcome ? outcome.registration.state : outcome.refusal;
      }),
    );
    const states = [...(await there).split(' '), ...(await here)];
    expect(states.filter((state) => state === 'seated')).toHaveLength(1);
    const rows = await registrations(event);
    expect(rows.filter(({ state }) => state === 'seated')).toHaveLength(1);
    const places = rows.flatMap(({ place }) => place ?? []).sort((a, b) => a - b);
    expect(places).toEqual(Array.from({ length: 199 }, (_, n) => n + 1));
  });

  it('are told of a change once each, whichever process tells them', async () => {
    const event = await editorOf(cms).published('event', { title: 'À deux' });
    await other.ask(`register ${event} prevenu 120`);
    await editorOf(cms).change('event', event, { title: 'À deux, renommé' });
    const { runMailings } = compiled<typeof Mailings>('events/mailings');
    await Promise.all([runMailings(cms.strapi), other.ask('mailings')]);
    // Whichever job of the two processes was at it first goes on by itself.
    while ((await mails('Du changement')).length < 120) await setTimeout(20);
    const told = await mails('Du changement');
    expect(new Set(told).size).toBe(120);
    expect(told).toHaveLength(120);
  });
});

describe('searches that found nothing, told to two CMS processes', () => {
  const queries = Array.from({ length: 100 }, (_, at) => `recherche de deux processus ${at}`);
  const gaps = queries.map((query) => ({ query, locale: 'fr', count: 3, day: '2026-11-26' }) as const);
  const addHere: typeof Add.addSearchGaps = (...given) =>
    compiled<typeof Add>('search-gaps/add').addSearchGaps(...given);
  const addThere = async (times: number, report: Parameters<typeof Add.addSearchGaps>[1]) =>
    JSON.parse(await other.ask(`gaps ${times} ${JSON.stringify(report)}`)) as boolean[];
  const counts = async () => {
    const rows = await cms.strapi.db
      .query('api::search-gap.search-gap')
      .findMany({ where: { query: { $in: queries } } });
    return rows.map(({ count }) => count as number);
  };

  it('are counted once for one report, which both get at the same time', async () => {
    const report = { id: randomUUID(), gaps };
    const [here, there] = await Promise.all([
      Promise.all(Array.from({ length: 5 }, () => addHere(cms.strapi, report))),
      addThere(5, report),
    ]);
    expect([...here, ...there].filter(Boolean)).toHaveLength(1);
    expect(await counts()).toEqual(Array(100).fill(3));
  });

  it('add up for two reports, which hold them in opposite orders', async () => {
    for (let round = 1; round <= 5; round += 1) {
      const reversed = { id: randomUUID(), gaps: gaps.toReversed() };
      const [here, there] = await Promise.all([
        addHere(cms.strapi, { id: randomUUID(), gaps: [...gaps] }),
        addThere(1, reversed),
      ]);
      expect([here, ...there]).toEqual([true, true]);
    }
    expect(await counts()).toEqual(Array(100).fill(3 + 2 * 5 * 3));
  });
});

describe('members who are told by mail, with two CMS processes', () => {
  const { newMember, ask, reply, rows } = writersOf(() => cms);
  const day = Date.parse('2070-01-01T12:00:00Z'); // The jobs of each process go by the real clock, and find nothing due.
  const tellHere = () => compiled<typeof Send>('notifications/send').sendDue(cms.strapi, new Date(day));
  const mailsTo = (members: Member[]) =>
    rows('palier_mails', { kind: 'notification' }).whereIn(
      'recipient',
      members.map(({ email }) => email!),
    );

  /** Members who have an answer each that waits to be told. */
  async function membersWithNews(count: number): Promise<Member[]> {
    const writer = await newMember();
    const members = await Promise.all(Array.from({ length: count }, () => newMember()));
    for (const member of members) await reply(writer, (await ask(member)).thread);
    const told = async () => {
      await compiled<typeof Notify>('notifications/notify').notify(cms.strapi);
      const ids = members.map(({ document_id }) => document_id);
      return (await cms.strapi.db.connection('palier_notifications').whereIn('member', ids)).length;
    };
    // The other process may be at it.
    await expect.poll(told, { timeout: 30_000 }).toBe(count);
    return members;
  }

  it('get one mail each, whichever of them looks', async () => {
    const members = await membersWithNews(10);
    await Promise.all([tellHere(), other.ask(`tell ${day}`), tellHere()]);
    const mails = await mailsTo(members);
    expect(mails.map(({ recipient }) => recipient as string).sort()).toEqual(members.map(({ email }) => email).sort());
  });

  it('get one mail each also when one is killed in the middle', async () => {
    const members = await membersWithNews(6);
    const victim = await startOther();
    await cms.strapi.db.transaction(async ({ trx }) => {
      // That of the fourth cannot be written: the victim stops with it half done.
      await trx('members').where('document_id', members[3]!.document_id).forUpdate().select('id');
      void victim.ask(`tell ${day}`);
      while (!(await someoneWaits())) await setTimeout(20);
      victim.child.kill('SIGKILL');
      await once(victim.child, 'exit');
    });
    expect((await mailsTo(members)).length).toBeLessThan(members.length);
    await tellHere();
    const mails = await mailsTo(members);
    expect(mails.map(({ recipient }) => recipient as string).sort()).toEqual(members.map(({ email }) => email).sort());
  });
});

/** True while a session waits for a lock; asked outside of the transaction under test. */
async function someoneWaits(): Promise<boolean> {
  const { rows } = await cms.strapi.db.connection.raw('select 1 from pg_locks where not granted');
  return rows.length > 0;
}
