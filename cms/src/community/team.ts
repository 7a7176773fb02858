import type { Transaction } from '../database/transaction.ts';
import { pseudonymKey } from '../members/pseudonym.ts';
import { insertMember } from './rows.ts';
import { MEMBERS } from './tables.ts';

/** Name under which the hub itself asks and answers. */
export const TEAM = 'Équipe Palier';

/** The member that stands for the hub's team; made when it is first needed. Nobody signs in as it. */
export async function teamMember(trx: Transaction, now: Date): Promise<string> {
  const key = pseudonymKey(TEAM);
  const find = () =>
    trx(MEMBERS).where({ pseudonym_key: key }).first<{ document_id: string } | undefined>('document_id');
  const known = await find();
  if (known) return known.document_id;
  await insertMember(trx, { email: null, pseudonym: TEAM, pseudonymKey: key, official: true, language: 'fr' }, now);
  return (await find())!.document_id;
}
