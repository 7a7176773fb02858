import { contacts, importExtras, slug } from './shared.ts';
import type { AdminView } from './view.ts';

export const sector: AdminView = {
  uid: 'api::sector.sector',
  mainField: 'name',
  fields: {
    name: {
      label: 'Nom',
      help: 'Le secteur tel que le nomment les annexes de la directive. Enregistré, il est en ligne : pas de brouillon ici.',
      placeholder: 'Énergie',
    },
    slug: slug('energie'),
    description: {
      label: 'Description',
      help: 'Qui en fait partie, et où le dit la directive.',
      placeholder: 'Annexe I, point 1 de la directive.',
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
