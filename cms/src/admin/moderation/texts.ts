import {
  splitReason,
  type Act,
  type HoldRule,
  type JournalEntry,
  type PostKind,
  type PostState,
  type ReadyReason,
  type ReportReason,
} from '@palier/model/moderation';
import type { AdminDeed } from '../../moderation/admin/routes.ts';

export const KINDS: Record<PostKind, string> = { question: 'Question', answer: 'Réponse', comment: 'Commentaire' };

export const STATES: Record<PostState, string> = {
  pending: 'en attente',
  published: 'publié',
  hidden: 'masqué',
  rejected: 'refusé',
  removed: 'retiré par son auteur',
};

export const REPORTS: Record<ReportReason, string> = {
  exposes: 'expose une organisation ou une personne',
  wrong: 'faux ou trompeur',
  hurtful: 'blessant',
  advertising: 'publicité',
  'off-topic': 'hors sujet',
  other: 'autre raison',
};

export const HOLDS: Record<HoldRule, string> = {
  newcomer: 'premiers messages de ce membre',
  warned: 'membre averti il y a peu',
  links: 'beaucoup de liens',
  'blocked-domain': 'lien vers un domaine bloqué',
  'no-proof': 'envoi sans la preuve demandée aux nouveaux',
  honeypot: 'piège à robots rempli',
};

export const READY: Record<ReadyReason, string> = {
  exposes: 'Expose une organisation ou une personne',
  'off-topic': 'Hors sujet',
  'asked-before': 'Déjà demandé',
  advertising: 'Publicité',
  hurtful: 'Blessant',
  unclear: 'Trop peu clair',
};

export const ACTS: Record<Act, string> = {
  approve: 'approuvé',
  hide: 'masqué',
  reject: 'refusé',
  edit: 'corrigé',
  close: 'discussion close',
  reopen: 'discussion rouverte',
  lock: 'discussion figée',
  unlock: 'discussion rendue modifiable',
  pin: 'discussion épinglée',
  unpin: 'discussion désépinglée',
  move: 'discussion déplacée',
  merge: 'discussion fusionnée',
  warn: 'membre averti',
  suspend: 'membre suspendu',
  restore: 'membre rétabli',
  'look-at-identity': 'identité consultée',
  'make-moderator': 'rôle de modération donné',
  'unmake-moderator': 'rôle de modération retiré',
  'make-official': 'badge officiel donné',
  'unmake-official': 'badge officiel retiré',
  'block-domain': 'domaine bloqué',
  'unblock-domain': 'domaine débloqué',
};

/** What came of an act on a member. */
export const OUTCOMES: Record<AdminDeed['outcome'], string> = {
  done: 'C’est fait, et noté dans le journal.',
  gone: 'Ce membre n’est plus là, ou son état a changé. Consultez-le de nouveau.',
  'no-reason': 'Donnez une raison.',
  official: 'Ce compte anime ou représente le site : retirez-lui d’abord son rôle ou son badge.',
  same: 'C’était déjà le cas.',
  unnamed: 'Un compte officiel a besoin d’un pseudonyme.',
};

const BY: Record<JournalEntry['by']['kind'], string> = {
  member: 'un membre qui n’est plus là',
  admin: 'un compte supprimé',
  rule: 'le site, de lui-même',
};

export const actorName = ({ by }: JournalEntry): string => by.name ?? BY[by.kind];

/** A reason in French, as far as it is a ready one. */
export function reasonText(reason: string): string {
  const { ready, words } = splitReason(reason);
  return [ready && `${READY[ready]}.`, words].filter(Boolean).join(' ');
}

/** An instant such as « 25 nov. 2026, 14:05 ». */
export const instant = (iso: string): string =>
  new Date(iso).toLocaleString('fr-FR', { dateStyle: 'medium', timeStyle: 'short' });
