import type { JournalEntry, Locale } from '@palier/model';
import { MEMBERS, THREADS } from '../community/tables.ts';
import type { Transaction } from '../database/transaction.ts';
import { journalLines, type JournalLine } from './journal.ts';

/** Lines of the journal with what they name; the newest first. */
export async function journalEntries(
  trx: Transaction,
  asked: Parameters<typeof journalLines>[1],
): Promise<JournalEntry[]> {
  const lines = await journalLines(trx, asked);
  const [members, admins, threads] = await Promise.all([
    namesOf(trx(MEMBERS).whereIn('document_id', actors(lines, 'member')), 'document_id', 'pseudonym'),
    namesOf(trx('admin_users').whereIn('id', actors(lines, 'admin')), 'id', 'firstname'),
    threadsOf(trx, lines),
  ]);
  return lines.map(({ seq, at, by, act, post, thread, member, domain, reason }) => {
    const [kind = '', id = ''] = by.split(' ');
    const names = kind === 'member' ? members : kind === 'admin' ? admins : null;
    return {
      seq,
      at,
      act,
      by: { kind: kind as JournalEntry['by']['kind'], name: names?.get(id) ?? null },
      post,
      thread: threads.get(thread ?? '') ?? null,
      // Beside a post, it would say who wrote it.
      member: post === null ? member : null,
      domain,
      reason,
    };
  });
}

/** The last act on a post, if there is one. */
export async function lastActOn(trx: Transaction, post: string): Promise<JournalEntry | null> {
  return (await journalEntries(trx, { post, limit: 1 }))[0] ?? null;
}

const actors = (lines: JournalLine[], kind: string) => [
  ...new Set(lines.flatMap(({ by }) => (by.startsWith(`${kind} `) ? [by.slice(kind.length + 1)] : []))),
];

async function namesOf(query: ReturnType<Transaction>, id: string, name: string): Promise<Map<string, string | null>> {
  const rows = await query.select<Record<string, string | null>[]>(id, name);
  return new Map(rows.map((row) => [String(row[id]), row[name] ?? null]));
}

async function threadsOf(
  trx: Transaction,
  lines: JournalLine[],
): Promise<Map<string, NonNullable<JournalEntry['thread']>>> {
  const ids = [...new Set(lines.flatMap(({ thread }) => thread ?? []))];
  const rows = await trx(THREADS)
    .whereIn('document_id', ids)
    .select<{ document_id: string; title: string; slug: string; language: Locale }[]>(
      'document_id',
      'title',
      'slug',
      'language',
    );
  return new Map(rows.map(({ document_id, ...thread }) => [document_id, thread]));
}
