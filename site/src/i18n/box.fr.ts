/**
 * The words that scripts of every page carry with them, apart so that they carry no others: the box of the header is loaded
 * when it is reached, and a page holds none of its words.
 */

export const names = {
  inLanguage: { fr: 'en français', en: 'en anglais' },
  levels: { novice: 'Novice', intermediate: 'Initié', advanced: 'Confirmé', expert: 'Expert' },
  kinds: {
    guide: 'Guide',
    sheet: 'Fiche',
    reference: 'Référence',
    tool: 'Outil',
    law: 'Texte de loi',
    training: 'Formation',
    video: 'Vidéo',
    template: 'Modèle',
    report: 'Rapport',
    faq: 'FAQ',
  },
  types: {
    resource: 'Ressource',
    'learning-path': 'Parcours',
    organisation: 'Organisation',
    service: 'Service',
    event: 'Événement',
    thread: 'Question',
    'glossary-term': 'Terme du glossaire',
    topic: 'Thème',
    sector: 'Secteur',
  },
  sections: {
    resource: 'Ressources',
    'learning-path': 'Parcours',
    organisation: 'Organisations',
    service: 'Services',
    event: 'Événements',
    thread: 'Questions',
    'glossary-term': 'Glossaire',
    topic: 'Thèmes',
    sector: 'Secteurs',
  },
};

export const searchBox = {
  list: 'Résultats',
  answer: 'Réponse',
  all: 'Tous les résultats ({n})',
  searching: 'Recherche en cours…',
  corrected: 'Résultats pour « {q} ».',
  embedded: 'Recherche de secours, moins complète.',
  none: 'Aucun résultat pour « {q} ». Essayez un mot plus court.',
  page: 'Chercher avec des filtres',
  glossary: 'Parcourir le glossaire',
  failed: 'La recherche ne répond pas. Les listes restent lisibles.',
  resources: 'Toutes les ressources',
  keys: 'Flèches pour parcourir, Entrée pour ouvrir, Échap pour fermer.',
  said: {
    one: '{n} résultat. Flèche bas pour l’atteindre.',
    other: '{n} résultats. Flèche bas pour les parcourir.',
  },
};
