import { body, contacts, importExtras, schedule, slug } from './shared.ts';
import type { AdminView } from './view.ts';

export const organisation: AdminView = {
  uid: 'api::organisation.organisation',
  mainField: 'name',
  fields: {
    name: {
      label: 'Nom',
      help: 'Le nom complet, tel que l’organisation l’écrit. Le sigle a son propre champ.',
      placeholder: 'Agence nationale de la sécurité des systèmes d’information',
    },
    slug: slug('anssi'),
    acronym: {
      label: 'Sigle',
      help: 'Si on l’appelle ainsi : la recherche trouve l’un et l’autre.',
      placeholder: 'ANSSI',
    },
    tagline: {
      label: 'En une phrase',
      help: 'Ce qu’elle est, pour qui n’en a jamais entendu parler.',
      placeholder: 'L’autorité nationale en matière de cybersécurité.',
    },
    body: body('Ce qu’elle fait, pour qui, quand la contacter.'),
    kinds: {
      label: 'Types',
      help: 'Ce qu’elle est, un type par ligne : autorité, association, entreprise…',
      placeholder: 'autorité nationale',
    },
    tags: {
      label: 'Mots-clés',
      help: 'D’autres mots sous lesquels la chercher, un par ligne.',
      placeholder: 'réponse à incident',
    },
    url: {
      label: 'Site',
      help: 'L’adresse de son site, avec https://.',
      placeholder: 'https://cyber.gouv.fr',
    },
    noteId: {
      label: 'Numéro de note',
      help: 'Quatorze chiffres, si elle vient d’une base de notes : les liens [[numéro]] mènent ici.',
      placeholder: '20230924193322',
    },
    ...schedule,
    contacts,
    importExtras,
  },
  form: [
    [
      ['name', 8],
      ['acronym', 4],
    ],
    [
      ['slug', 6],
      ['url', 6],
    ],
    [['tagline', 12]],
    [['body', 12]],
    [
      ['kinds', 6],
      ['tags', 6],
    ],
    [['noteId', 6]],
    [
      ['publishAt', 6],
      ['unpublishAt', 6],
    ],
    [['scheduleProblem', 12]],
    [['contacts', 12]],
  ],
  hidden: ['importExtras'],
  list: { columns: ['name', 'acronym', 'url', 'updatedAt'], sort: ['name', 'ASC'], pageSize: 50 },
};
