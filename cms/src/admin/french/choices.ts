/**
 * Values of every list of choice of the content types, as the site words them. Strapi looks them up under the value itself,
 * in forms and in filters.
 */
export const CHOICES: Readonly<Record<string, string>> = {
  // Levels.
  novice: 'Novice',
  intermediate: 'Initié',
  advanced: 'Confirmé',
  expert: 'Expert',
  // Kinds of resources.
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
  // Audiences.
  sme: 'PME et TPE',
  'local-authority': 'Collectivités',
  'public-body': 'Administrations et établissements publics',
  health: 'Établissements de santé',
  industry: 'Industrie',
  'digital-provider': 'Fournisseurs numériques',
  association: 'Associations',
  education: 'Enseignement et recherche',
  // Opinions of readers.
  useful: 'Utile',
  'not-useful': 'Pas utile',
  problem: 'Problème',
  new: 'À traiter',
  done: 'Traité',
  // Threads and their posts.
  settled: 'Réglée',
  duplicate: 'Déjà posée',
  'off-topic': 'Hors sujet',
  outdated: 'Dépassée',
  question: 'Question',
  answer: 'Réponse',
  comment: 'Commentaire',
  pending: 'En attente',
  published: 'Publié',
  hidden: 'Masqué',
  rejected: 'Refusé',
  removed: 'Retiré par son auteur',
  // Members.
  active: 'Actif',
  suspended: 'Suspendu',
  erased: 'Effacé',
  micro: 'Moins de 10 personnes',
  small: '10 à 49 personnes',
  medium: '50 à 249 personnes',
  large: '250 personnes et plus',
  // Languages of the site.
  fr: 'Français',
  en: 'Anglais',
  // Phases of services.
  investigation: 'Investigation',
  construction: 'Construction',
  acceleration: 'Accélération',
  transfer: 'Transfert',
  success: 'Pérennisé',
  alumni: 'Terminé',
};
