import { createChallenge, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';
import type { Transaction } from '../database/transaction.ts';
import { secretDigest } from '../members/digests.ts';
import type { Member } from '../members/members.ts';
import type { Trust } from './trust.ts';

const PROOFS = 'palier_proofs';

/** How long a challenge can be answered, in ms. */
const PROOF_MS = 30 * 60_000;

/**
 * Work that a proof takes: so many derivations of a key, each of so many rounds of PBKDF2, which browsers and servers compute
 * about as fast. A second on a telephone, as measured in `docs/decisions/0025`.
 */
const WORK = { algorithm: 'PBKDF2/SHA-256', rounds: 5000, tries: { min: 150, max: 350 } } as const;

/** Secrets of the challenges of one member: a proof of another's is worth nothing. */
function secretsOf({ document_id: id }: Pick<Member, 'document_id'>) {
  return {
    hmacSignatureSecret: secretDigest('challenge', id),
    hmacKeySignatureSecret: secretDigest('challenge key', id),
  };
}

/**
 * The challenge that the form of a newcomer holds: JSON of an ALTCHA challenge, worked out in the browser while they write. Null
 * for a member who needs none.
 */
export async function challengeFor(member: Member, { level }: Trust, now: Date): Promise<string | null> {
  if (level !== 'newcomer') return null;
  const challenge = await createChallenge({
    algorithm: WORK.algorithm,
    cost: WORK.rounds,
    counter: randomInt(WORK.tries.max, WORK.tries.min),
    deriveKey,
    expiresAt: new Date(now.getTime() + PROOF_MS),
    ...secretsOf(member),
  });
  return JSON.stringify(challenge);
}

const hex = z.string().regex(/^(?:[0-9a-f]{2}){1,64}$/);

/** What a form sends as proof: the challenge as it was given, and its answer. */
const sentProof = z.strictObject({
  challenge: z.strictObject({
    parameters: z.strictObject({
      algorithm: z.literal(WORK.algorithm),
      cost: z.literal(WORK.rounds),
      keyLength: z.literal(32),
      keyPrefix: hex,
      keySignature: hex,
      nonce: hex,
      salt: hex,
      expiresAt: z.int(),
    }),
    signature: hex,
  }),
  solution: z.strictObject({ counter: z.int(), derivedKey: hex, time: z.number().optional() }),
});

/**
 * Uses a proof of work, once. False for one that is not the member's, wrong, too old or already used; of several that come at
 * once one counts.
 */
export async function takeProof(trx: Transaction, member: Member, proof: string, now: Date): Promise<boolean> {
  const sent = sentProof.safeParse(parsed(proof));
  if (!sent.success) return false;
  const { challenge, solution } = sent.data;
  const expiresAt = new Date(challenge.parameters.expiresAt * 1000);
  if (!(expiresAt > now)) return false;
  const { verified } = await verifySolution({
    challenge,
    solution: { counter: solution.counter, derivedKey: solution.derivedKey },
    deriveKey,
    ...secretsOf(member),
  });
  if (!verified) return false;
  const taken = await trx(PROOFS)
    .insert({ signature: challenge.signature, expires_at: expiresAt.toISOString() })
    .onConflict('signature')
    .ignore()
    .returning('signature');
  return taken.length > 0;
}

function parsed(text: string): unknown {
  try {
    return text.length > 2000 ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

/** Forgets the proofs that are too old to be used again. */
export const forgetProofs = (trx: Transaction, now: Date): Promise<number> =>
  trx(PROOFS).where('expires_at', '<', now.toISOString()).delete();
