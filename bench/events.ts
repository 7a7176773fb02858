import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { administrator, temporaryHub } from '../e2e/lib/hub.ts';
import type { Hub } from '../e2e/lib/hub.ts';
import { call } from '../e2e/lib/http.ts';
import { median, quantile, round, say } from './figures.ts';
import { PACE_MS, fill, load, send, show } from './load.ts';

const REGISTRATIONS = 600;
/** Registrations sent one right after the other, for how many a second there can be. */
const AT_FULL_SPEED = 1000;
const FEEDS = 40;
const MOVES = 100;
/** Events that are moved, one after the other. */
const MOVED = 20;

/** What `events-data.cjs` says of what it made. */
interface EventsData {
  sessions: string[];
  event: string;
  capacity: number;
}

/**
 * An agenda of 5,000 events, one of which has `registrations` registrations: how long registering for that one takes twenty
 * people at once, each once a second, and how many a second there can be; whether it was oversold, which it never may be; how long
 * the calendar of all events takes to load; and how long until readers have the new date of an event that was moved.
 */
export async function benchEvents(registrations: number): Promise<Record<string, number>> {
  const home = mkdtempSync(join(tmpdir(), 'palier-events-'));
  try {
    const started = performance.now();
    const data = await fill<EventsData>('events-data.cjs', home, registrations);
    const hub = await temporaryHub({ home });
    try {
      await hub.caughtUp();
      say(`5,000 events published in ${Math.round((performance.now() - started) / 1000)} s`);
      const register = registering(hub, data);
      const paced = await load(register, REGISTRATIONS, PACE_MS);
      say(`registrations: ${show(paced)}`);
      await hub.caughtUp();
      const full = await load(register, AT_FULL_SPEED);
      say(`registrations at full speed: ${show(full)}`);
      await hub.caughtUp();
      const feeds = await timesOf(FEEDS, () => readFeed(hub));
      say(`the calendar of 5,000 events: median ${median(feeds).toFixed(1)} ms`);
      const moves = await measureMoves(hub);
      say(`moves: median ${median(moves).toFixed(1)} ms, p95 ${quantile(moves, 0.95).toFixed(1)} ms`);
      await hub.caughtUp();
      return {
        register_p95_ms: round(quantile(paced.times, 0.95)),
        registrations_per_s: round(full.perSecond),
        oversold: oversold(home, data),
        ics_feed_ms: round(quantile(feeds, 0.95)),
        move_to_static_p95_ms: round(quantile(moves, 0.95)),
      };
    } finally {
      await hub.stop();
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Registrations of one member after the other. */
function registering(hub: Hub, { sessions, event }: EventsData): () => Promise<number> {
  let count = 0;
  return () => {
    const n = count++;
    const fields = { event, key: randomUUID(), name: `Personne ${n}`, entity: 'Entité de la mesure' };
    return send(hub, sessions[n]!, 'register', fields, n % 250);
  };
}

async function timesOf(count: number, one: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const started = performance.now();
    await one();
    times.push(performance.now() - started);
  }
  return times;
}

async function readFeed(hub: Hub): Promise<void> {
  const { status, text } = await call(`${hub.url}/evenements/agenda.ics`);
  const events = text.split('BEGIN:VEVENT').length - 1;
  if (status !== 200 || events < 5000) throw new Error(`the calendar answered ${status} with ${events} events`);
}

/** From what the CMS says to an editor who moves an event to the file that readers get. */
async function measureMoves(hub: Hub): Promise<number[]> {
  const editor = await administrator(hub);
  const events: { id: string; slug: string }[] = [];
  const dates = (n: number) => {
    const startsAt = new Date(Date.UTC(2090, 0, 1 + n, 9));
    return { startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 3_600_000).toISOString() };
  };
  for (let n = 0; n < MOVED; n += 1) {
    const slug = `deplace-${n}`;
    const rest = { maturity: 'novice', format: 'online', timeZone: 'Europe/Paris', registration: 'here' };
    const fields = { title: `Déplacé ${n}`, slug, summary: 'Un résumé.', ...rest, ...dates(0) };
    events.push({ id: await editor.createPublished('event', fields), slug });
  }
  await hub.caughtUp();
  const times: number[] = [];
  for (let n = 1; n <= MOVES; n += 1) {
    const { id, slug } = events[n % MOVED]!;
    const to = dates(n);
    await editor.publish('event', id, to);
    const answered = performance.now();
    const file = join(hub.home, 'current', 'evenements', slug, 'index.html');
    while (!readFileSync(file, 'utf8').includes(`datetime="${to.startsAt}"`)) {
      if (performance.now() - answered > 30_000) throw new Error('a move did not reach its page within 30 s');
      await setTimeout(2);
    }
    times.push(performance.now() - answered);
    await setTimeout(200);
  }
  return times;
}

/** Seats that were given beyond those that there are, counted from the rows. */
function oversold(home: string, { event, capacity }: EventsData): number {
  const database = new Database(join(home, 'cms.db'), { readonly: true });
  try {
    const taken = database
      .prepare(
        "SELECT coalesce(sum(seats), 0) FROM palier_registrations WHERE event = ? AND state IN ('seated', 'offered')",
      )
      .pluck()
      .get(event) as number;
    const count = database.prepare('SELECT count(*) FROM palier_registrations WHERE event = ?').pluck().get(event);
    say(`${String(count)} registrations, ${taken} of ${capacity} seats taken`);
    return Math.max(0, taken - capacity);
  } finally {
    database.close();
  }
}
