import { SHOWN_PARTS, type SigningData } from '@palier/model';
import type { Transaction } from '../database/transaction.ts';
import type { Member } from '../members/members.ts';
import { POSTS, parsedJson, type Shown } from './tables.ts';

/** What is shown of who writes for the first time: never the name of the entity. */
const AT_FIRST: readonly Shown[] = ['pseudonym', 'sector', 'size'];

/**
 * What a member has to show beside a post, each as it is kept: a size as its code, a sector by the name given. What was shown
 * last time is proposed again. An official account has no choice: it speaks under its name.
 */
export async function signaturesOf(
  trx: Transaction,
  member: Member,
  sectorName: (slug: string) => string | undefined,
): Promise<SigningData['signatures']> {
  if (member.official) return [];
  const last = await trx(POSTS)
    .where({ author: member.document_id })
    .orderBy('posted_at', 'desc')
    .first<{ shows: unknown } | undefined>('shows');
  const shown = last ? (parsedJson<Shown[] | null>(last.shows) ?? []) : AT_FIRST;
  const texts: Record<Shown, string | null | undefined> = {
    pseudonym: member.pseudonym,
    sector: member.sector && sectorName(member.sector),
    size: member.size,
    entity: member.entity,
  };
  return SHOWN_PARTS.flatMap((part) => {
    const text = texts[part];
    return text ? [{ part, text, isShown: shown.includes(part) }] : [];
  });
}
