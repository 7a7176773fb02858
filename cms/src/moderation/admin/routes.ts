import { ACTS, JUDGEMENTS, type Identity, type JournalEntry, type JudgeOutcome, type PostToJudge } from '@palier/model';
import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { inTransaction, writeTransaction } from '../../database/transaction.ts';
import { firstIssue } from '../../http/answers.ts';
import type { HttpContext } from '../../http/context.ts';
import { mailNow } from '../../mail/dispatch.ts';
import { journalEntries } from '../journal-entries.ts';
import { judgeEach } from '../judge.ts';
import {
  findMembers,
  lookAtIdentity,
  lookedAt,
  restore,
  setStanding,
  suspend,
  warn,
  type FoundMember,
} from '../members.ts';
import { countWaiting, queue } from '../queue.ts';
import { MODERATE } from './permission-name.ts';

const PREFIX = '/admin/palier/moderation';
const DAY_MS = 24 * 3_600_000;

/** Posts on a page of the queue, and lines on one of the journal. */
const PAGE = 25;

const id = z.string().regex(/^[a-z0-9]{1,32}$/);
const reason = z.string().trim().max(1000).default('');

const queueQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).default(1) });
const journalQuery = z.object({
  act: z.enum(ACTS).optional(),
  before: z.coerce.number().int().positive().max(2_147_483_647).optional(),
});
const memberQuery = z.object({ q: z.string().trim().max(100).default('') });
const judgement = z.strictObject({
  posts: z
    .array(z.strictObject({ post: id, seen: z.enum(['pending', 'published', 'hidden', 'rejected', 'removed']) }))
    .min(1)
    .max(PAGE),
  judgement: z.enum(JUDGEMENTS),
  reason,
});
const look = z.union([z.strictObject({ post: id, reason }), z.strictObject({ member: id, reason })]);
const deed = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('warn'), member: id, reason }),
  z.strictObject({
    act: z.literal('suspend'),
    member: id,
    reason,
    days: z.union([z.literal(7), z.literal(30)]).nullable(),
  }),
  z.strictObject({ act: z.literal('restore'), member: id, reason }),
  z.strictObject({
    act: z.literal('set-standing'),
    member: id,
    reason,
    standing: z.enum(['moderator', 'official']),
    given: z.boolean(),
  }),
]);

/** What the screen « Modération » of the admin gets. */
export interface AdminQueue {
  posts: PostToJudge[];
  total: number;
  pages: number;
}
export interface AdminJournal {
  lines: JournalEntry[];
  /** Where the next page begins; null on the last. */
  next: number | null;
}
export interface AdminJudged {
  outcomes: { post: string; outcome: JudgeOutcome }[];
}
export interface AdminMembers {
  members: FoundMember[];
  /** True: may give the role of moderator and the official badge. */
  setsStandings: boolean;
}
export interface AdminIdentity {
  identity: Identity;
  lines: JournalEntry[];
}
export interface AdminDeed {
  outcome: 'done' | 'gone' | 'no-reason' | 'official' | 'same' | 'unnamed';
}

interface AdminContext extends HttpContext {
  /** Parsed by Strapi: the addresses of the admin are behind its reader of bodies. */
  request: { body?: unknown };
  state: HttpContext['state'] & { user: { id: number; roles: { code: string }[] } };
}

/** Moderation for people of the admin whose role has the permission: the same acts as on the site, under their own name. */
export function registerModeration(strapi: Core.Strapi): void {
  const route = (method: 'GET' | 'POST', path: string, answer: (context: AdminContext) => Promise<unknown>) => ({
    method,
    path,
    handler: async (context: AdminContext) => {
      context.set('Cache-Control', 'private, no-store');
      context.body = await answer(context);
    },
    config: {
      policies: ['admin::isAuthenticatedAdmin', { name: 'admin::hasPermissions', config: { actions: [MODERATE] } }],
    },
  });
  strapi.server.routes({
    type: 'admin',
    prefix: PREFIX,
    routes: [
      route('GET', '/queue', (context) => readQueue(strapi, parsed(queueQuery, context.query))),
      route('POST', '/judge', async (context) => judgePosts(strapi, context, sent(judgement, context))),
      route('GET', '/journal', (context) => readJournal(strapi, parsed(journalQuery, context.query))),
      route('GET', '/members', (context) => searchMembers(strapi, context, parsed(memberQuery, context.query))),
      route('POST', '/look', async (context) => lookAt(strapi, context, sent(look, context))),
      route('POST', '/act', async (context) => act(strapi, context, sent(deed, context))),
    ],
  } as never);
}

const actor = ({ state }: AdminContext) => ({ admin: String(state.user.id) });

const isSuperAdmin = ({ state }: AdminContext) => state.user.roles.some(({ code }) => code === 'strapi-super-admin');

function parsed<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const result = schema.safeParse(value);
  if (!result.success) throw new errors.ValidationError(firstIssue(result.error));
  return result.data;
}

const sent = <Value>(schema: z.ZodType<Value>, { request }: AdminContext): Value => parsed(schema, request.body);

function readQueue(strapi: Core.Strapi, { page }: z.infer<typeof queueQuery>): Promise<AdminQueue> {
  return inTransaction(strapi, async (trx) => {
    const total = await countWaiting(trx);
    const posts = await queue(trx, { limit: PAGE, offset: (page - 1) * PAGE });
    return { posts, total, pages: Math.max(1, Math.ceil(total / PAGE)) };
  });
}

async function judgePosts(
  strapi: Core.Strapi,
  context: AdminContext,
  { posts, ...decision }: z.infer<typeof judgement>,
): Promise<AdminJudged> {
  const outcomes = await judgeEach(strapi, actor(context), posts, decision, new Date());
  void mailNow(strapi);
  return { outcomes };
}

async function readJournal(
  strapi: Core.Strapi,
  { act: only, before }: z.infer<typeof journalQuery>,
): Promise<AdminJournal> {
  const asked = { ...(only && { act: only }), ...(before !== undefined && { before }), limit: PAGE + 1 };
  const lines = await inTransaction(strapi, (trx) => journalEntries(trx, asked));
  const shown = lines.slice(0, PAGE);
  return { lines: shown, next: lines.length > PAGE ? shown.at(-1)!.seq : null };
}

async function searchMembers(
  strapi: Core.Strapi,
  context: AdminContext,
  { q }: z.infer<typeof memberQuery>,
): Promise<AdminMembers> {
  const members = await inTransaction(strapi, (trx) => findMembers(trx, q, new Date()));
  return { members, setsStandings: isSuperAdmin(context) };
}

async function lookAt(
  strapi: Core.Strapi,
  context: AdminContext,
  about: z.infer<typeof look>,
): Promise<AdminIdentity | { outcome: 'gone' | 'no-reason' }> {
  return inTransaction(strapi, async (trx) => {
    const identity = await lookAtIdentity(trx, actor(context), about, new Date());
    if (typeof identity === 'string') return { outcome: identity };
    return { identity, lines: await journalEntries(trx, { member: identity.member, limit: 50 }) };
  });
}

async function act(strapi: Core.Strapi, context: AdminContext, asked: z.infer<typeof deed>): Promise<AdminDeed> {
  const by = actor(context);
  const now = new Date();
  if (asked.act === 'set-standing') {
    if (!isSuperAdmin(context)) {
      throw new errors.ForbiddenError('Seul un super-administrateur donne ou retire ce rôle et ce badge.');
    }
    return { outcome: await writeTransaction(strapi, (write) => setStanding(strapi, write, by, asked, now)) };
  }
  const outcome = await inTransaction(strapi, async (trx) => {
    // Nobody decides of someone whom they have not looked at.
    if (!(await lookedAt(trx, by, asked.member, now))) return 'gone';
    if (asked.act === 'warn') return warn(trx, by, asked, now);
    if (asked.act === 'restore') return restore(trx, by, asked, now);
    const until = asked.days === null ? null : new Date(now.getTime() + asked.days * DAY_MS);
    return suspend(trx, by, { ...asked, until }, now);
  });
  void mailNow(strapi);
  return { outcome };
}
