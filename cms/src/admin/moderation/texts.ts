import {
  splitReason,
  type Act,
  type HoldRule,
  type JournalEntry,
  type Judgement,
  type PostKind,
  type PostState,
  type ReadyReason,
  type ReportReason,
} from '@palier/model/moderation';
import type { Closure } from '@palier/model/documents';
import type { FieldFlaw } from '@palier/model/live';
import type { AdminDomainDeed } from '../../moderation/admin/domain-routes.ts';
import type { AdminDeed } from '../../moderation/admin/member-routes.ts';
import type { AdminThreadDeed } from '../../moderation/admin/thread-routes.ts';

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

export const CLOSURES: Record<Closure, string> = {
  settled: 'La question a reçu sa réponse',
  duplicate: 'Elle avait déjà été posée',
  'off-topic': 'Elle sort du sujet du site',
  outdated: 'Les règles ont changé depuis',
};

/** Who reads a reason that nobody is sent. */
export const REASON_KEPT = 'Elle est gardée dans le journal.';

const DONE = 'C’est fait, et noté dans le journal.';

/** What is wrong with a text. */
export const FLAWS: Partial<Record<FieldFlaw, string>> = {
  missing: 'Écrivez quelque chose.',
  'too-long': 'C’est trop long.',
  'too-short': 'C’est trop court.',
};

/** What a moderator decides, as its buttons say it. */
export const JUDGEMENTS: {
  judgement: Judgement;
  label: string;
  variant: 'success-light' | 'secondary' | 'danger-light';
}[] = [
  { judgement: 'approve', label: 'Approuver', variant: 'success-light' },
  { judgement: 'hide', label: 'Masquer', variant: 'secondary' },
  { judgement: 'reject', label: 'Refuser', variant: 'danger-light' },
];

/** What came of the correction of a post. */
export const CORRECTED = {
  done: DONE,
  same: 'Rien n’a changé : c’est déjà ce que dit le message.',
  gone: 'Le message n’est plus là, ou il est masqué ou refusé : approuvez-le d’abord.',
  'no-reason': 'Donnez une raison.',
};

/** What came of an act on a thread. */
export const THREAD_OUTCOMES: Record<AdminThreadDeed['outcome'], string> = {
  done: DONE,
  gone: 'La discussion n’est plus là, ou personne ne la voit. Rien n’a été fait.',
  'no-original': 'Aucune discussion publiée n’est à l’adresse de la première question.',
  'no-target': 'Aucune autre discussion publiée, dans la même langue, n’est à cette adresse.',
  full: 'L’autre discussion n’a pas assez de place pour ces réponses.',
};

/** What came of an act on a domain. */
export const DOMAIN_OUTCOMES: Record<AdminDomainDeed['outcome'], string> = {
  done: DONE,
  already: 'Ce domaine est déjà bloqué.',
  gone: 'Ce domaine n’était plus bloqué.',
  'not-a-domain': 'Ce n’est pas un domaine, comme exemple.fr.',
  'no-reason': 'Donnez une raison.',
  own: 'Le site lui-même est à cette adresse.',
};

/** What came of an act on a member. */
export const OUTCOMES: Record<AdminDeed['outcome'], string> = {
  done: DONE,
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

/** A day such as « 25 nov. 2026 ». */
export const day = (iso: string): string => new Date(iso).toLocaleDateString('fr-FR', { dateStyle: 'medium' });
