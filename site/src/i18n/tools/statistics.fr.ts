/** Words of the page of public figures. */
export const statistics = {
  noneYet: 'Rien à compter pour l’instant.',
  label: 'Ce qui est compté',
  number: 'Nombre',
  total: 'En tout',
  resources: {
    title: 'Ressources et parcours',
    text: '{resources} et {paths} sont en ligne.',
    count: { one: '{n} ressource', other: '{n} ressources' },
    paths: { one: '{n} parcours', other: '{n} parcours' },
    byLevel: 'Ressources par palier',
    byLanguage: 'Ressources par langue de ce que l’on y lit',
  },
  questions: {
    title: 'Questions',
    caption: 'Questions posées sur le hub, et ce qu’elles sont devenues',
    asked: 'Posées',
    answered: 'Avec une réponse au moins',
    official: 'Avec une réponse officielle',
    resolved: 'Résolues : une réponse a été choisie',
    delayHours: {
      one: 'La moitié des questions ont eu leur première réponse en une heure au plus.',
      other: 'La moitié des questions ont eu leur première réponse en {n} heures au plus.',
    },
    delayDays: {
      one: 'La moitié des questions ont eu leur première réponse en un jour au plus.',
      other: 'La moitié des questions ont eu leur première réponse en {n} jours au plus.',
    },
    delayNote: 'Les questions qui attendent encore, et celles publiées avec leur réponse, n’y comptent pas.',
  },
  events: {
    title: 'Événements',
    caption: 'Événements du hub, hors annulations',
    upcoming: 'À venir',
    past: 'Tenus',
    seatsOffered: 'Places offertes, sur inscription ici',
    seatsTaken: { one: '{n} place est prise aujourd’hui.', other: '{n} places sont prises aujourd’hui.' },
  },
  contributions: {
    title: 'Où en sont les entités',
    text: 'À la fin d’un outil, chacun peut choisir d’envoyer son résultat et son secteur, rien d’autre. Voici ce que ces envois donnent ensemble. Ce n’est pas un sondage : seuls ceux qui le veulent y figurent.',
    applicability: 'Suis-je concerné ? Verdicts par secteur',
    assessment: 'Évaluer mon niveau : paliers par secteur',
    result: 'Résultat',
    sector: 'Secteur',
    all: 'Tous ceux montrés ici',
    others: 'Autres secteurs ensemble',
    unsaid: 'Secteur non précisé',
    until: 'Compté jusqu’à la fin de {month}.',
    none: 'Rien ne peut encore être montré : il faut dix envois au moins derrière chaque chiffre.',
    rule: 'Un chiffre n’est montré qu’à partir de dix envois, arrondi au multiple de cinq inférieur, une fois le mois terminé. Un total n’est que la somme de ce qui est montré : on ne peut rien en déduire sur le reste.',
    results: {
      essential: 'Entité essentielle',
      important: 'Entité importante',
      'registration-only': 'Enregistrement seulement',
      'other-member-state': 'Autre État membre',
      'out-of-scope': 'Hors du champ',
      undetermined: 'Indéterminé',
      novice: 'Novice',
      intermediate: 'Initié',
      advanced: 'Confirmé',
      expert: 'Expert',
    },
  },
  live: {
    loading: 'Chargement des chiffres du serveur…',
    unavailable:
      'Ces chiffres viennent du serveur, qui ne répond pas pour le moment. Le reste de la page est à jour ; revenez plus tard pour ceux-ci.',
    noScript: 'Ces chiffres viennent du serveur au moment où l’on ouvre la page : il y faut JavaScript.',
  },
};

export type StatisticsWords = typeof statistics;
