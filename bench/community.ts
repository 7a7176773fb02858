import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { LiveAnswer } from '@palier/model';
import { randomFrom } from '@palier/model/test/random';
import { temporaryHub } from '../e2e/lib/hub.ts';
import type { Hub } from '../e2e/lib/hub.ts';
import { call } from '../e2e/lib/http.ts';
import { freePorts } from '../scripts/lib/ports.ts';
import { loadSecrets } from '../scripts/secrets.ts';
import { environmentFor } from '../scripts/settings.ts';
import { paragraph } from './corpus.ts';
import { median, quantile, round, say } from './figures.ts';

const AT_ONCE = 20;
const VOTES = 2000;
const ANSWERS = 800;
/** Answers of which the page is awaited too. */
const AWAITED = 200;
/** Requests before those that count. */
const WARM_UP = 100;
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
 * them: how long each takes, how long until readers have an answer in the file, and how an answer compares with a row that
 * a bare Strapi makes. Also the conditional requests that open pages send, by second.
 */
export async function benchCommunity(posts: number): Promise<Record<string, number>> {
  const home = mkdtempSync(join(tmpdir(), 'palier-community-'));
  try {
    const started = performance.now();
    const data = await fill(home, posts);
    const hub = await temporaryHub({ home });
    try {
      await hub.caughtUp();
      say(`${posts} posts published and indexed in ${Math.round((performance.now() - started) / 1000)} s`);
      const votes = await measureVotes(hub, data);
      say(`votes: ${show(votes)}`);
      const answers = await measureAnswers(hub, data);
      say(`answers: ${show(answers)}`);
      const toStatic = await measurePages(hub, data);
      say(`pages: ${show(toStatic)}`);
      const conditional = await measureConditional(hub, data);
      await hub.stop();
      const bare = await measureBare();
      say(`bare Strapi: ${show(bare)}`);
      return {
        vote_p95_ms: round(quantile(votes, 0.95)),
        answer_post_p95_ms: round(quantile(answers, 0.95)),
        answer_to_static_p95_ms: round(quantile(toStatic, 0.95)),
        thread_304_rps: round(conditional),
        post_overhead_ratio: round(median(answers) / median(bare)),
      };
    } finally {
      await hub.stop();
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const show = (values: readonly number[]) =>
  `median ${median(values).toFixed(1)} ms, p95 ${quantile(values, 0.95).toFixed(1)} ms`;

/** Makes the database of a hub that was never started. */
async function fill(home: string, posts: number): Promise<CommunityData> {
  const values = { PALIER_HOME: home, ...loadSecrets(home, {}) };
  mkdirSync(join(home, 'public', 'uploads'), { recursive: true });
  const filling = spawn(process.execPath, [join(import.meta.dirname, 'community-data.cjs'), String(posts)], {
    env: environmentFor('cms', { ...process.env, NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' }, values),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = '';
  for await (const line of createInterface({ input: filling.stdout })) last = line;
  if (!last.startsWith('{')) throw new Error(`the database was not filled: ${last}`);
  return JSON.parse(last) as CommunityData;
}

/** Durations of so many requests, twenty at once, in ms; those of the beginning do not count. */
async function load(count: number, one: (n: number) => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const client = async () => {
    while (next < WARM_UP + count) {
      const n = next++;
      const ms = await one(n);
      if (n >= WARM_UP) times.push(ms);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  return times;
}

/** Sends a form of a live page as a member, from a machine of their own; what is done leads elsewhere. */
async function send(
  hub: Hub,
  session: string,
  page: string,
  fields: Record<string, string>,
  machine: number,
): Promise<number> {
  const started = performance.now();
  const answer = await call(`${hub.cmsUrl}/api/live/${page}?locale=fr`, {
    method: 'POST',
    headers: {
      cookie: `palier-session=${session}`,
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': `10.1.0.${machine + 1}`,
    },
    body: fields,
  });
  const ms = performance.now() - started;
  const { kind } = JSON.parse(answer.text) as LiveAnswer;
  if (kind !== 'redirect') throw new Error(`${page} was not done: ${answer.text.slice(0, 400)}`);
  return ms;
}

const measureVotes = (hub: Hub, { sessions, threads }: CommunityData): Promise<number[]> =>
  load(VOTES, (n) => {
    const thread = threads[(n * 7919) % threads.length]!;
    // The question of a thread is its first member's, who cannot vote for it: another does.
    const member = ((n * 7919) % threads.length) * 10 + 1 + (n % 9);
    const fields = { message: thread.question, act: 'vote' };
    return send(hub, sessions[member % sessions.length]!, 'post', fields, member % sessions.length);
  });

/** Posts an answer that says a word of its own. */
function post(hub: Hub, { sessions, threads }: CommunityData, n: number, word: string): Promise<number> {
  const member = n % sessions.length;
  const fields = {
    question: threads[(n * 7907) % threads.length]!.id,
    body: `${paragraph(randomFrom(n))} ${word}`,
    key: randomUUID(),
    intent: 'send',
    'shows-pseudonym': 'yes',
  };
  return send(hub, sessions[member]!, 'reply', fields, member);
}

const measureAnswers = (hub: Hub, data: CommunityData): Promise<number[]> =>
  load(ANSWERS, (n) => post(hub, data, n, `mesure${n}`));

/** From the answer of the CMS to the bytes that readers get, in ms. */
const measurePages = (hub: Hub, data: CommunityData): Promise<number[]> =>
  load(AWAITED, async (count) => {
    const n = WARM_UP + ANSWERS + count;
    const word = `attente${n}z`;
    await post(hub, data, n, word);
    const answered = performance.now();
    const { slug } = data.threads[(n * 7907) % data.threads.length]!;
    while (!(await call(`${hub.url}/questions/${slug}/`)).text.includes(word)) {
      if (performance.now() - answered > 30_000) throw new Error('an answer did not reach its page within 30 s');
      await setTimeout(5);
    }
    return performance.now() - answered;
  });

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

/** Durations of rows made by a bare Strapi, in ms. */
async function measureBare(): Promise<number[]> {
  const [port] = await freePorts('127.0.0.1', 1);
  rmSync(BARE, { recursive: true, force: true });
  mkdirSync(BARE, { recursive: true });
  const bare = spawn(process.execPath, [join(import.meta.dirname, 'bare-strapi.cjs'), BARE, String(port)], {
    env: { ...process.env, NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    await untilReady(bare);
    return await load(ANSWERS, async (n) => {
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
    });
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
