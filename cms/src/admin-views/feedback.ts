import type { AdminView } from './view.ts';

export const feedback: AdminView = {
  uid: 'api::feedback.feedback',
  mainField: 'page',
  fields: {
    kind: {
      label: 'Nature',
      help: 'Ce que le lecteur a dit : utile, pas utile, ou un problème qu’il décrit.',
    },
    page: {
      label: 'Page',
      help: 'Adresse de la page dont il parle, depuis la barre.',
    },
    message: {
      label: 'Message',
      help: 'Ce qui ne va pas, dans ses mots. Personne ne sait qui l’a écrit.',
    },
    state: {
      label: 'État',
      help: 'Passez à « Traité » une fois la page corrigée : l’accueil ne compte que ce qui reste à faire.',
    },
  },
  form: [
    [
      ['kind', 6],
      ['state', 6],
    ],
    [['page', 12]],
    [['message', 12]],
  ],
  hidden: [],
  list: {
    columns: ['kind', 'page', 'message', 'state'],
    sort: ['createdAt', 'DESC'],
    pageSize: 20,
  },
};
