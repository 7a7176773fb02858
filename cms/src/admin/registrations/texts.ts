import type {
  AdminCancellation,
  AdminEvent,
  AdminMailing,
  AdminMessage,
  AdminRegistration,
  AdminSeries,
  MessageAudience,
} from '@palier/model/event-admin';
import { STATE_NAMES } from '../../events/admin/names.ts';

/** When something is, in the zone of an event: « jeu. 14 janv. 2027, 14:00 ». */
export const instantIn = (instant: string, timeZone: string): string =>
  new Date(instant).toLocaleString('fr-FR', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });

export const whenOf = ({ startsAt, timeZone }: AdminEvent): string =>
  startsAt === null ? 'sans date' : instantIn(startsAt, timeZone);

export const seatsOf = ({ taken, capacity }: AdminEvent): string =>
  capacity === null ? `${taken}, sans limite` : `${taken} sur ${capacity}`;

/** What is to be known of an event before all: that it is cancelled, an example, seen by nobody. */
export const standingOf = ({ isCancelled, isExample, isPublished, registration }: AdminEvent): string =>
  [
    isCancelled && 'annulé',
    isExample && 'exemple',
    !isPublished && 'pas publié',
    registration !== 'here' && 'sans inscription sur le hub',
  ]
    .filter(Boolean)
    .join(', ');

export const stateOf = ({ state, position }: Pick<AdminRegistration, 'state' | 'position'>): string =>
  position === null ? STATE_NAMES[state] : `${STATE_NAMES[state]}, numéro ${position}`;

/** Why nothing is given when the organiser took away seats that were taken. */
export const overTaken = ({ taken, capacity }: AdminEvent): string | null =>
  capacity === null || taken <= capacity
    ? null
    : `L’événement a ${capacity} places et ${taken} sont prises. Personne n’est désinscrit ; aucune place n’est donnée avant que moins de ${capacity} soient prises.`;

export const AUDIENCES: Record<MessageAudience, string> = {
  seated: 'ceux qui ont une place',
  waiting: 'ceux qui attendent une place',
  all: 'tous les inscrits',
};

export const MAILINGS: Record<AdminMailing['kind'], string> = {
  'event-changed': 'Changement de l’événement',
  'event-cancelled': 'Annulation de l’événement',
  reminder: 'Rappel',
  message: 'Message',
};

export const CANCELLATIONS: Record<AdminCancellation['outcome'], string> = {
  done: 'L’inscription est annulée. La personne en est prévenue par courriel.',
  same: 'Elle était déjà annulée.',
  closed: 'L’événement a commencé : plus rien ne s’annule.',
  unknown: 'Cette inscription n’est plus là, ou l’événement n’est pas publié.',
  'not-open': 'Les inscriptions ne sont pas ouvertes.',
  cancelled: 'L’événement est annulé.',
  'invalid-seats': 'Le nombre de places ne va pas.',
  'group-too-large': 'Le groupe est trop grand.',
  'no-seat': 'Il n’y a pas de place.',
  'no-offer': 'Aucune place n’est proposée.',
  lapsed: 'Le délai est passé.',
  ended: 'Elle était déjà annulée.',
};

export const MESSAGES: Record<AdminMessage['outcome'], string> = {
  done: 'Le message part. Vous voyez ci-dessous à combien il est arrivé.',
  already: 'Ce message est déjà parti.',
  'not-published': 'L’événement n’est pas publié : publiez-le d’abord.',
};

export function seriesText(answer: AdminSeries): string {
  switch (answer.outcome) {
    case 'done':
      return answer.count === 1 ? '1 brouillon est créé.' : `${answer.count} brouillons sont créés.`;
    case 'taken':
      return `Rien n’est créé : un événement a déjà l’adresse « ${answer.slug} ».`;
    case 'no-dates':
      return 'Rien n’est créé : donnez à l’événement son adresse, son début et sa fin, et enregistrez-le.';
    case 'unknown':
      return 'Cet événement n’est plus là.';
  }
}
