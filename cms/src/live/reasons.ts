import { READY_REASONS, joinReason, oneLine, type FieldFlaw } from '@palier/model';
import { field, type LiveRequest } from './request.ts';

/** Longest words of a moderator, in characters. */
const WORDS_MAX = 1000;

/** The reason that a form gives: a ready one, words, or both; empty when it gives none. */
export function readReason(request: LiveRequest): { reason: string } | { flaw: FieldFlaw } {
  const words = oneLine(field(request, 'reason'));
  if (words.length > WORDS_MAX) return { flaw: 'too-long' };
  const ready = READY_REASONS.find((one) => one === field(request, 'ready')) ?? null;
  return { reason: joinReason({ ready, words }) };
}

/** What a form gave as its reason, for who has to give it again. */
export const sentReason = (request: LiveRequest): { ready: string; reason: string } => ({
  ready: field(request, 'ready'),
  reason: field(request, 'reason').slice(0, 2 * WORDS_MAX),
});
