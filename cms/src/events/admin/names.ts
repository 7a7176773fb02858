import type { EntitySize } from '@palier/model/documents';
import type { Level } from '@palier/model/levels';
import type { RegistrationState } from '@palier/model/registrations';

/** What the file of registrations and the screen call things, in the language of the admin. */

export const STATE_NAMES: Record<RegistrationState, string> = {
  unconfirmed: 'à confirmer',
  seated: 'inscrit',
  waiting: 'en attente',
  offered: 'place proposée',
  cancelled: 'annulé',
  lapsed: 'délai passé',
};

export const LEVEL_NAMES: Record<Level, string> = {
  novice: 'Novice',
  intermediate: 'Initié',
  advanced: 'Confirmé',
  expert: 'Expert',
};

export const SIZE_NAMES: Record<EntitySize, string> = {
  micro: 'moins de 10 personnes',
  small: '10 à 49 personnes',
  medium: '50 à 249 personnes',
  large: '250 personnes et plus',
};
