import { contacts, importExtras, slug } from './shared.ts';
import type { AdminView } from './view.ts';

export const topic: AdminView = {
  uid: 'api::topic.topic',
  mainField: 'name',
  fields: {
    name: {
      label: 'Nom',
      help: 'Un ou deux mots. Enregistré, il est en ligne : il n’y a pas de brouillon pour un thème.',
      placeholder: 'Sauvegardes',
    },
    slug: slug('sauvegardes'),
    description: {
      label: 'Description',
      help: 'Ce qu’on y trouve, en une phrase : elle ouvre la page du thème.',
      placeholder: 'Garder ses données, et savoir les retrouver.',
    },
    contacts,
    importExtras,
  },
  form: [
    [
      ['name', 6],
      ['slug', 6],
    ],
    [['description', 12]],
    [['contacts', 12]],
  ],
  hidden: ['importExtras'],
  list: { columns: ['name', 'description', 'updatedAt'], sort: ['name', 'ASC'], pageSize: 50 },
};
