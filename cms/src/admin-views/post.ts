import type { AdminView } from './view.ts';

export const post: AdminView = {
  uid: 'api::post.post',
  mainField: 'body',
  fields: {
    kind: { label: 'Nature', help: 'Une question, une réponse, ou un commentaire sur l’une ou l’autre.' },
    state: {
      label: 'État',
      help: 'Les lecteurs ne voient que ce qui est publié. Pour le changer, passez par « Modération ».',
    },
    body: { label: 'Texte', help: 'Tel qu’il a été écrit, en Markdown.' },
    thread: { label: 'Fil', help: 'Identifiant de la question.' },
    parent: { label: 'Sur', help: 'D’un commentaire : identifiant du message qu’il commente.' },
    number: { label: 'Numéro', help: 'D’une réponse : sa place dans le fil, donnée une fois pour toutes.' },
    author: { label: 'Auteur', help: 'Identifiant du membre. Qui il est se lit dans « Modération », qui le note.' },
    shows: { label: 'Montre', help: 'Ce que son auteur a choisi de montrer de lui avec ce message.' },
    score: { label: 'Votes', help: 'Combien de membres le trouvent utile.' },
    official: { label: 'Officielle', help: 'Oui : donnée au nom du hub, on peut s’y fier à la date qu’elle dit.' },
    lawDate: { label: 'État du droit', help: 'Date à laquelle ce qu’elle dit du droit est exact.' },
    postedAt: { label: 'Écrit le', help: 'Quand il a été envoyé.' },
    revision: { label: 'Version', help: 'Une de plus à chaque modification.' },
    edits: { label: 'Modifié le', help: 'Quand il a été modifié, chaque fois.' },
  },
  form: [
    [
      ['kind', 4],
      ['state', 4],
      ['number', 4],
    ],
    [['body', 12]],
    [
      ['score', 4],
      ['official', 4],
      ['lawDate', 4],
    ],
    [
      ['postedAt', 6],
      ['thread', 6],
    ],
    [
      ['parent', 6],
      ['shows', 6],
    ],
    [
      ['revision', 4],
      ['edits', 8],
    ],
  ],
  hidden: ['author'],
  list: {
    columns: ['kind', 'state', 'body', 'score', 'postedAt'],
    sort: ['postedAt', 'DESC'],
    pageSize: 20,
  },
};
