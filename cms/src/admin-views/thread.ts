import type { AdminView } from './view.ts';

export const thread: AdminView = {
  uid: 'api::thread.thread',
  mainField: 'title',
  fields: {
    title: {
      label: 'Question',
      help: 'Telle que les lecteurs la lisent. Pour la corriger, passez par « Modération ».',
    },
    slug: { label: 'Adresse', help: 'Dernière partie de l’adresse de la page. Elle ne change pas.' },
    language: { label: 'Langue', help: 'Langue de la discussion : elle n’en a qu’une.' },
    maturity: { label: 'Palier', help: 'Le niveau pour lequel la question est posée.' },
    topics: { label: 'Thèmes', help: 'Adresses des thèmes.' },
    sectors: { label: 'Secteurs', help: 'Adresses des secteurs.' },
    closure: { label: 'Close', help: 'Pourquoi elle ne prend plus de réponse. Vide : elle en prend.' },
    duplicateOf: { label: 'Déjà posée', help: 'Identifiant de la question qui demandait la même chose.' },
    locked: { label: 'Figée', help: 'Oui : ni réponse, ni commentaire, ni modification.' },
    pinned: { label: 'Épinglée', help: 'Oui : en tête de la liste.' },
    accepted: {
      label: 'Réponse retenue',
      help: 'Identifiant du message que la personne qui demande, ou un modérateur, a choisi.',
    },
    lastNumber: { label: 'Dernier numéro', help: 'Numéro donné à la dernière réponse arrivée, publiée ou non.' },
  },
  form: [
    [['title', 12]],
    [
      ['language', 4],
      ['maturity', 4],
      ['closure', 4],
    ],
    [
      ['topics', 6],
      ['sectors', 6],
    ],
    [
      ['locked', 4],
      ['pinned', 4],
      ['lastNumber', 4],
    ],
    [['slug', 12]],
    [
      ['accepted', 6],
      ['duplicateOf', 6],
    ],
  ],
  hidden: [],
  list: {
    columns: ['title', 'language', 'maturity', 'closure', 'lastNumber', 'createdAt'],
    sort: ['createdAt', 'DESC'],
    pageSize: 20,
  },
};
