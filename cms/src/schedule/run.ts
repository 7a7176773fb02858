import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { rowsOf } from '../content/rows.ts';
import { CONTENT_TYPES, EDITED_TYPES, type EditedType } from '../content/types.ts';
import { inTransaction, writeTransaction } from '../database/transaction.ts';
import { dueSchedules, noteProblem, scheduleOfDraft, setSchedule, type Schedule } from './rows.ts';

const STATE = 'palier_schedule_state';

const LOOK_EVERY_MS = 15_000;

const TYPES = EDITED_TYPES.filter((type) => CONTENT_TYPES[type].hasDrafts);

/** What one look did, in documents and languages. */
export interface ScheduleOutcome {
  published: number;
  unpublished: number;
  /** Publications that were refused: the reason is with the document. */
  refused: number;
}

let timer: NodeJS.Timeout | undefined;
let running: Promise<unknown> | undefined;
let stop = new AbortController();

/** Carries out what is due, now (what became due while no process ran) and then every `interval` milliseconds. */
export function startSchedule(strapi: Core.Strapi, interval = LOOK_EVERY_MS): void {
  stop = new AbortController();
  const { signal } = stop;
  const look = () => {
    running ??= runSchedule(strapi, { interval, signal })
      .catch((error) => strapi.log.warn(`What is due was not looked for, it will be: ${String(error)}`))
      .finally(() => (running = undefined));
  };
  look();
  timer = setInterval(look, interval);
  timer.unref();
}

/** Ends after the document at hand. */
export async function stopSchedule(): Promise<void> {
  clearInterval(timer);
  stop.abort();
  await running;
}

/**
 * Publishes and unpublishes what is due, each language of a document in a transaction of its own that looks again: what
 * another process did, an editor changed or deleted meanwhile is not done. Of several processes one looks in each
 * interval; that one may die at any moment, the next look goes on with what is left. A refusal is kept with the
 * document, and tried again once that is saved; any other failure is logged and tried again at the next look.
 */
export async function runSchedule(
  strapi: Core.Strapi,
  options: { now?: number; interval?: number; signal?: AbortSignal } = {},
): Promise<ScheduleOutcome> {
  const { now = Date.now(), interval = LOOK_EVERY_MS, signal } = options;
  const outcome: ScheduleOutcome = { published: 0, unpublished: 0, refused: 0 };
  if (!(await isMyTurn(strapi, now, interval))) return outcome;
  for (const one of await due(strapi, now)) {
    if (signal?.aborted) break;
    const name = `${one.type} ${one.schedule.documentId} (${one.schedule.locale})`;
    try {
      const done = await carryOutOrRefuse(strapi, one, now);
      if (done) outcome[done.what] += 1;
      if (done?.what === 'refused') strapi.log.warn(`${name} was not published as planned: ${done.reason}`);
      else if (done) strapi.log.info(`${name} was ${done.what} as planned`);
    } catch (error) {
      strapi.log.error(`${name} was not changed as planned, it will be tried again: ${String(error)}`);
    }
  }
  return outcome;
}

interface Due {
  type: EditedType;
  schedule: Schedule;
}

async function carryOutOrRefuse(
  strapi: Core.Strapi,
  { type, schedule }: Due,
  now: number,
): Promise<{ what: 'published' | 'unpublished' } | { what: 'refused'; reason: string } | undefined> {
  try {
    const what = await carryOut(strapi, type, schedule, now);
    return what && { what };
  } catch (error) {
    if (!(error instanceof errors.ApplicationError)) throw error;
    const reason = reasonOf(error);
    await inTransaction(strapi, (trx) => noteProblem(strapi, trx, type, schedule, reason + REMEDY));
    return { what: 'refused', reason };
  }
}

/**
 * True for one process in each interval: the row is the lock. Half an interval, so that a timer that is a little early
 * does not lose its turn. A time to come was written by a clock that was wrong.
 */
function isMyTurn(strapi: Core.Strapi, now: number, interval: number): Promise<boolean> {
  const instant = (milliseconds: number) => new Date(milliseconds).toISOString();
  return inTransaction(strapi, async (trx) => {
    const rows = await trx(STATE)
      .where('looked_at', '<=', instant(now - interval / 2))
      .orWhere('looked_at', '>', instant(now + interval))
      .update({ looked_at: instant(now) });
    return rows > 0;
  });
}

/** Everything that is due, what was due first in front. */
async function due(strapi: Core.Strapi, now: number): Promise<Due[]> {
  const found = await inTransaction(strapi, async (trx) => {
    const all: Due[] = [];
    for (const type of TYPES)
      all.push(...(await dueSchedules(strapi, trx, type, now)).map((schedule) => ({ type, schedule })));
    return all;
  });
  const at = ({ publishAt, unpublishAt }: Schedule) => Math.min(publishAt ?? Infinity, unpublishAt ?? Infinity);
  return found.sort((a, b) => at(a.schedule) - at(b.schedule));
}

/** Does what is due for one language of a document now; undefined when nothing is any more. */
function carryOut(
  strapi: Core.Strapi,
  type: EditedType,
  { documentId, locale }: Schedule,
  now: number,
): Promise<'published' | 'unpublished' | undefined> {
  const documents = strapi.documents(CONTENT_TYPES[type].uid);
  return writeTransaction(strapi, async ({ trx }) => {
    const draft = await scheduleOfDraft(strapi, trx, type, documentId, locale);
    const isDue = (instant: number | null | undefined) => instant != null && instant <= now;
    if (isDue(draft?.unpublishAt)) {
      const isPublished = (await rowsOf(strapi, trx, type, documentId)).get(locale)?.published !== undefined;
      if (isPublished) await documents.unpublish({ documentId, locale });
      // Nothing goes out after its end: a publication that could not be made before it is not made at all.
      const missed = isDue(draft?.publishAt);
      await setSchedule(strapi, trx, type, documentId, [locale], {
        unpublish_at: null,
        ...(missed && { publish_at: null, schedule_problem: draft?.problem ?? MISSED }),
      });
      return isPublished ? 'unpublished' : undefined;
    }
    if (!isDue(draft?.publishAt) || draft?.problem) return undefined;
    await documents.publish?.({ documentId, locale });
    return 'published';
  });
}

const MISSED = 'Publication prévue non faite : sa fin prévue était déjà passée.';

const REMEDY = ' Corrigez puis enregistrez, et la publication sera tentée de nouveau ; ou videz « publishAt ».';

/** The reason of a refusal, with the fields that Strapi names apart. */
function reasonOf(error: Error & { details?: unknown }): string {
  const refusal = 'Publication refusée';
  if (error.message.startsWith(refusal)) return error.message;
  const { errors: flaws = [] } = (error.details ?? {}) as { errors?: { path?: string[]; message: string }[] };
  const fields = flaws.map(({ path = [], message }) => `champ « ${path.join('.')} » : ${message}`);
  return `${refusal}, ${(fields.join(' ; ') || error.message).replace(/\.?$/, '.')}`;
}
