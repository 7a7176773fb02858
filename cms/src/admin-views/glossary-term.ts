import { contacts, importExtras, schedule, slug } from './shared.ts';
import type { AdminView } from './view.ts';

export const glossaryTerm: AdminView = {
  uid: 'api::glossary-term.glossary-term',
  mainField: 'term',
  fields: {
    term: {
      label: 'Terme',
      help: 'Le mot ou le sigle tel qu’on le rencontre, au singulier.',
      placeholder: 'MFA',
    },
    slug: slug('mfa'),
    expansion: {
      label: 'En toutes lettres',
      help: 'Si le terme est un sigle : ce qu’il veut dire.',
      placeholder: 'authentification multifacteur',
    },
    translation: {
      label: 'Dans l’autre langue',
      help: 'Le terme anglais pour une fiche en français, et l’inverse. La recherche trouve les deux.',
      placeholder: 'multi-factor authentication',
    },
    definition: {
      label: 'Définition',
      help: 'Une phrase qui suffit à qui découvre le mot, puis un exemple. Pas de sigle que le glossaire n’explique pas.',
      placeholder: 'Connexion qui demande au moins deux preuves de nature différente.',
    },
    ...schedule,
    contacts,
    importExtras,
  },
  form: [
    [
      ['term', 6],
      ['slug', 6],
    ],
    [
      ['expansion', 6],
      ['translation', 6],
    ],
    [['definition', 12]],
    [
      ['publishAt', 6],
      ['unpublishAt', 6],
    ],
    [['scheduleProblem', 12]],
    [['contacts', 12]],
  ],
  hidden: ['importExtras'],
  list: { columns: ['term', 'expansion', 'translation', 'updatedAt'], sort: ['term', 'ASC'], pageSize: 50 },
};
