import { body, contacts, importExtras, schedule, slug } from './shared.ts';
import type { AdminView } from './view.ts';

export const service: AdminView = {
  uid: 'api::service.service',
  mainField: 'title',
  fields: {
    title: {
      label: 'Nom',
      help: 'Le nom sous lequel le service se présente.',
      placeholder: 'MonServiceSécurisé',
    },
    slug: slug('monservicesecurise'),
    mission: {
      label: 'Mission',
      help: 'Qui il aide, et à quoi, en une ou deux phrases. C’est ce qu’on lit dans la liste.',
      placeholder: 'Aider les collectivités à sécuriser et homologuer leurs services en ligne.',
    },
    body: body('Ce qu’il fait, ce qu’il demande, ce qu’on y gagne.'),
    incubator: {
      label: 'Porté par',
      help: 'L’équipe ou l’incubateur qui le fait vivre.',
      placeholder: 'anssi',
    },
    users: {
      label: 'Pour qui',
      help: 'Ceux qu’il aide, dans ses propres mots, un par ligne.',
      placeholder: 'collectivités',
    },
    joining: {
      label: 'Comment en profiter',
      help: 'La première chose à faire pour l’utiliser ou le rejoindre.',
      placeholder: 'Créer un compte sur le site du service.',
    },
    sponsors: {
      label: 'Soutenu par',
      help: 'Les organisations qui le financent ou le portent.',
      mainField: 'name',
    },
    phases: {
      label: 'Phases',
      help: 'Les étapes de sa vie, de la plus ancienne à la plus récente. La dernière dit où il en est.',
    },
    url: {
      label: 'Site',
      help: 'L’adresse où l’utiliser, avec https://.',
      placeholder: 'https://messervices.cyber.gouv.fr',
    },
    ...schedule,
    contacts,
    importExtras,
  },
  form: [
    [['title', 12]],
    [
      ['slug', 6],
      ['url', 6],
    ],
    [['mission', 12]],
    [
      ['users', 6],
      ['joining', 6],
    ],
    [
      ['incubator', 6],
      ['sponsors', 6],
    ],
    [['body', 12]],
    [['phases', 12]],
    [
      ['publishAt', 6],
      ['unpublishAt', 6],
    ],
    [['scheduleProblem', 12]],
    [['contacts', 12]],
  ],
  hidden: ['importExtras'],
  list: { columns: ['title', 'incubator', 'sponsors', 'updatedAt'], sort: ['title', 'ASC'], pageSize: 20 },
};

/** One phase, in the form of its service. */
export const servicePhase: AdminView = {
  uid: 'service.phase',
  mainField: 'name',
  fields: {
    name: { label: 'Phase', help: 'Où le service en est, dans l’ordre de la vie d’un service public numérique.' },
    start: { label: 'Début', help: 'Premier jour de la phase.' },
    end: { label: 'Fin', help: 'Dernier jour. Vide : la phase est en cours.' },
  },
  form: [
    [
      ['name', 4],
      ['start', 4],
      ['end', 4],
    ],
  ],
  hidden: [],
};
