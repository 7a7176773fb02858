import { body, contacts, importExtras, reviewedAt, schedule, slug } from './shared.ts';
import type { AdminView } from './view.ts';

export const learningPath: AdminView = {
  uid: 'api::learning-path.learning-path',
  mainField: 'title',
  fields: {
    title: {
      label: 'Titre',
      help: 'À qui il s’adresse et jusqu’où il mène, en une ligne.',
      placeholder: 'Une mairie qui se lance',
    },
    slug: slug('une-mairie-qui-se-lance'),
    summary: {
      label: 'Résumé',
      help: 'D’où l’on part, où l’on arrive, combien de temps il faut. C’est ce qui donne envie de commencer.',
      placeholder: 'Du premier geste à la sauvegarde éprouvée, en quatre étapes.',
    },
    body: body('Introduction du parcours : pour qui, comment s’y prendre.'),
    audience: {
      label: 'Public',
      help: 'La structure pour laquelle il est fait. Aucun choix : pour toutes.',
    },
    steps: {
      label: 'Étapes',
      help: 'Dans l’ordre où on les suit, palier après palier ; une au moins, soixante au plus.',
    },
    reviewedAt,
    ...schedule,
    contacts,
    importExtras,
  },
  form: [
    [['title', 12]],
    [
      ['slug', 6],
      ['audience', 6],
    ],
    [['summary', 12]],
    [['steps', 12]],
    [['body', 12]],
    [['reviewedAt', 4]],
    [
      ['publishAt', 6],
      ['unpublishAt', 6],
    ],
    [['scheduleProblem', 12]],
    [['contacts', 12]],
  ],
  hidden: ['importExtras'],
  list: { columns: ['title', 'audience', 'reviewedAt', 'updatedAt'], sort: ['title', 'ASC'], pageSize: 20 },
};

/** One step, in the form of its path. */
export const pathStep: AdminView = {
  uid: 'path.step',
  mainField: 'title',
  fields: {
    title: {
      label: 'Titre de l’étape',
      help: 'Une action : « Essayer une restauration ». Vide : ce sera le titre de la page vers laquelle l’étape mène.',
      placeholder: 'Essayer une restauration',
    },
    note: {
      label: 'Pourquoi cette étape',
      help: 'Une phrase ou deux : ce qu’elle apporte, ce qu’on a en main à la fin.',
      placeholder: 'Sans essai, une sauvegarde n’est qu’un espoir.',
    },
    maturity: { label: 'Palier', help: 'Le niveau que cette étape demande.' },
    target: {
      label: 'Page à ouvrir',
      help: 'Une page du hub, depuis la barre (/ressources/mon-guide/), ou l’adresse complète d’un autre site. Obligatoire si l’étape n’a pas de titre.',
      placeholder: '/ressources/sauvegarder-pour-de-vrai/',
    },
    minutes: {
      label: 'Durée (minutes)',
      help: 'Temps à prévoir. Laissez vide si personne ne peut le dire.',
      placeholder: '20',
    },
  },
  form: [
    [['title', 12]],
    [
      ['maturity', 6],
      ['minutes', 6],
    ],
    [['target', 12]],
    [['note', 12]],
  ],
  hidden: [],
};
