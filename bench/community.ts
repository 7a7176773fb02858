import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { randomFrom } from '@palier/model/test/random';
import { temporaryHub } from '../e2e/lib/hub.ts';
import type { Hub } from '../e2e/lib/hub.ts';
import { call } from '../e2e/lib/http.ts';
import { freePorts } from '../scripts/lib/ports.ts';
import { paragraph } from './corpus.ts';
import { median, quantile, round, say } from './figures.ts';
import { AT_ONCE, PACE_MS, fill, load, send, show, type Load } from './load.ts';

const VOTES = 800;
const ANSWERS = 500;
/** Answers of which the page is awaited too. */
const AWAITED = 200;
/** Votes and answers sent one right after the other, for how many a second there can be. */
const AT_FULL_SPEED = 1000;
/** How long conditional requests are counted, in ms. */
const CONDITIONAL_MS = 5000;

/** Where the bare Strapi finds the packages that ours finds. */
const BARE = resolve(import.meta.dirname, '../cms/.cache/bench-bare');

/** What `community-data.cjs` says of what it made. */
interface CommunityData {
  sessions: string[];
  threads: { id: string; slug: string; question: string }[];
}

/**
 * Twenty members at once who vote and answer among `posts` posts, over HTTP, by their sessions, as the front server asks the CMS for
 * them, each once a second: how long a vote and an answer take, how long until readers have an answer in the file, and how an
 * answer compares with a row that a bare Strapi makes. Also how many of each there can be a second, and how many of the
 * conditional requests that open pages send.
 */
export async function benchCommunity(posts: number): Promise<Record<string, number>> {
  const home = mkdtempSync(join(tmpdir(), 'palier-community-'));
  try {
    const started = performance.now();
    const data = await fill<CommunityData>('community-data.cjs', home, posts);
    const hub = await temporaryHub({ home });
    try {
      await hub.caughtUp();
      say(`${posts} posts published and indexed in ${Math.round((performance.now() - started) / 1000)} s`);
      const measure = async (what: string, measuring: () => Promise<Load>) => {
        const result = await measuring();
        say(`${what}: ${show(result)}`);
        // What follows of it must not weigh on the next.
        await hub.caughtUp();
        return result;
      };
      const vote = votes(hub, data);
      const answer = answers(hub, data);
      const ofVotes = await measure('votes', () => load(vote, VOTES, PACE_MS));
      const ofAnswers = await measure('answers', () => load(answer, ANSWERS, PACE_MS));
      const toPages = await measure('pages', () => load(answersInPages(hub, data), AWAITED, PACE_MS));
      const conditional = await measureConditional(hub, data);
      const allVotes = await measure('votes at full speed', () => load(vote, AT_FULL_SPEED));
      const allAnswers = await measure('answers at full speed', () => load(answer, AT_FULL_SPEED));
      await hub.stop();
      const bare = await measureBare();
      return {
        vote_p95_ms: round(quantile(ofVotes.times, 0.95)),
        answer_post_p95_ms: round(quantile(ofAnswers.times, 0.95)),
        answer_to_static_p95_ms: round(quantile(toPages.times, 0.95)),
        thread_304_rps: round(conditional),
        post_overhead_ratio: round(median(ofAnswers.times) / median(bare.paced.times)),
        votes_per_s: round(allVotes.perSecond),
        answers_per_s: round(allAnswers.perSecond),
        bare_creates_per_s: round(bare.full.perSecond),
      };
    } finally {
      await hub.stop();
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Votes one after the other, each for another post or by another member. */
function votes(hub: Hub, { sessions, threads }: CommunityData): () => Promise<number> {
  let count = 0;
  return () => {
    const n = count++;
    const place = (n * 7919) % threads.length;
    // The question of a thread is its first member's, who cannot vote for it: another does.
    const member = (place * 10 + 1 + (n % 9)) % sessions.length;
    return send(hub, sessions[member]!, 'post', { message: threads[place]!.question, act: 'vote' }, member);
  };
}

/** Answers one after the other, each by another member in another thread, and each a text of its own. */
function answers(hub: Hub, { sessions, threads }: CommunityData, word = 'mesure') {
  let count = 0;
  return async (): Promise<number> => {
    const n = count++;
    const member = n % sessions.length;
    const fields = {
      question: threads[(n * 7907) % threads.length]!.id,
      body: `${paragraph(randomFrom(n))} ${word}${n}z`,
      key: randomUUID(),
      intent: 'send',
      'shows-pseudonym': 'yes',
    };
    return send(hub, sessions[member]!, 'reply', fields, member);
  };
}

/** Answers, timed from what the CMS says to the file that readers get. */
function answersInPages(hub: Hub, data: CommunityData) {
  const answer = answers(hub, data, 'attente');
  const { threads } = data;
  return async (n: number): Promise<number> => {
    await answer();
    const answered = performance.now();
    const { slug } = threads[(n * 7907) % threads.length]!;
    const file = join(hub.home, 'current', 'questions', slug, 'index.html');
    while (!readFileSync(file, 'utf8').includes(`attente${n}z`)) {
      if (performance.now() - answered > 30_000) throw new Error('an answer did not reach its page within 30 s');
      await setTimeout(2);
    }
    return performance.now() - answered;
  };
}

/** Conditional requests for threads that have not changed, a second. */
async function measureConditional(hub: Hub, { threads }: CommunityData): Promise<number> {
  const pages = await Promise.all(
    threads.slice(0, AT_ONCE).map(async ({ slug }) => {
      const url = `${hub.url}/questions/${slug}/`;
      return { url, etag: String((await call(url)).headers['etag']) };
    }),
  );
  const started = performance.now();
  let count = 0;
  await Promise.all(
    pages.map(async ({ url, etag }) => {
      while (performance.now() - started < CONDITIONAL_MS) {
        const { status } = await call(url, { headers: { 'if-none-match': etag } });
        if (status !== 304) throw new Error(`${url} answered ${status}`);
        count += 1;
      }
    }),
  );
  return (count / (performance.now() - started)) * 1000;
}

/** Rows made by a bare Strapi, at the pace of people and at full speed. */
async function measureBare(): Promise<{ paced: Load; full: Load }> {
  const [port] = await freePorts('127.0.0.1', 1);
  rmSync(BARE, { recursive: true, force: true });
  mkdirSync(BARE, { recursive: true });
  const bare = spawn(process.execPath, [join(import.meta.dirname, 'bare-strapi.cjs'), BARE, String(port)], {
    env: { ...process.env, NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    await untilReady(bare);
    const create = async (n: number) => {
      const data = {
        thread: 'mesure',
        kind: 'answer',
        state: 'published',
        number: n,
        author: 'mesure',
        body: paragraph(randomFrom(n)),
      };
      const started = performance.now();
      const { status, text } = await call(`http://127.0.0.1:${port}/api/posts`, { method: 'POST', body: { data } });
      if (status !== 201 && status !== 200)
        throw new Error(`the bare Strapi answered ${status}: ${text.slice(0, 300)}`);
      return performance.now() - started;
    };
    const paced = await load(create, ANSWERS, PACE_MS);
    say(`bare Strapi: ${show(paced)}`);
    const full = await load(create, AT_FULL_SPEED);
    say(`bare Strapi at full speed: ${show(full)}`);
    return { paced, full };
  } finally {
    bare.stdin!.end();
    if (bare.exitCode === null) await once(bare, 'exit');
    rmSync(BARE, { recursive: true, force: true });
  }
}

async function untilReady(bare: ChildProcess): Promise<void> {
  for await (const line of createInterface({ input: bare.stdout! })) if (line === 'ready') return;
  throw new Error('the bare Strapi did not start');
}
