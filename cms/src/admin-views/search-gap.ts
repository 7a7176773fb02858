import type { AdminView } from './view.ts';

export const searchGap: AdminView = {
  uid: 'api::search-gap.search-gap',
  mainField: 'query',
  fields: {
    query: {
      label: 'Recherche',
      help: 'Ce que des lecteurs ont cherché sans rien trouver, en minuscules. Supprimez-la une fois traitée : si elle revient, elle se compte de nouveau.',
    },
    language: {
      label: 'Langue',
      help: 'La langue du site dans laquelle on a cherché.',
    },
    count: {
      label: 'Fois',
      help: 'Combien de fois on l’a cherchée. Ce qui est cherché moins de trois fois dans une journée n’est pas compté.',
    },
    firstDay: {
      label: 'Première fois',
      help: 'Premier jour où on l’a cherchée en vain.',
    },
    lastDay: {
      label: 'Dernière fois',
      help: 'Dernier jour où on l’a cherchée en vain. Elle s’efface 180 jours après.',
    },
  },
  form: [
    [['query', 12]],
    [
      ['language', 6],
      ['count', 6],
    ],
    [
      ['firstDay', 6],
      ['lastDay', 6],
    ],
  ],
  hidden: [],
  list: {
    columns: ['query', 'language', 'count', 'firstDay', 'lastDay'],
    sort: ['count', 'DESC'],
    pageSize: 50,
  },
};
