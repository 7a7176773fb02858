/** Words of « Mon parcours ». */
export const path = {
  title: 'Mon parcours',
  lead: 'Ce qui vous sert, dans l’ordre, d’après votre verdict et votre niveau : d’abord ce qui va vite, puis ce qui demande du temps. Rien n’est envoyé : ce navigateur choisit parmi les pages du hub.',
  verdict: 'Verdict',
  level: 'Niveau',
  unknown: 'Pas encore connu',
  chosen: '{level}, choisi en haut de page',
  check: 'Suis-je concerné ?',
  assess: 'Évaluer mon niveau',
  redo: 'Refaire',
  loading: 'Le parcours se prépare…',
  failed: 'Les listes du hub ne sont pas arrivées. Votre verdict et votre niveau sont intacts.',
  retry: 'Réessayer',
  nothing: 'Rien de publié ne convient encore à ce niveau et à ce secteur.',
  paths: 'Voir les parcours tracés d’avance',
  stages: {
    'quick-wins': 'D’abord, ce qui va vite',
    now: 'Puis, à votre niveau',
    then: 'Ensuite, le palier suivant',
  },
  why: {
    action: 'Pour votre prochaine action : {action}',
    obligation: 'Obligation à venir, article {article}',
    sector: 'Secteur : {sector}',
    level: 'Niveau {level}',
    nextLevel: 'Palier suivant : {level}',
    quick: '{n} min',
  },
  rules: {
    title: 'Comment le parcours est fait',
    points: [
      'Il part de votre niveau, celui de l’évaluation, sinon celui choisi en haut de page, sinon le premier.',
      'Il retient ce qui aide à vos cinq prochaines actions, ce que le verdict obligerait à faire, et ce qui est écrit pour votre secteur.',
      'Une lecture d’un quart d’heure passe avant une lecture d’une heure ; le palier suivant vient à la fin.',
      'Deux étapes au plus servent la même action ou le même thème à chaque moment du parcours, et seuls les événements à venir y sont.',
    ],
  },
  regimes: {
    essential: 'entité essentielle',
    important: 'entité importante',
    'registration-only': 'enregistrement seul',
    'other-member-state': 'relève d’un autre État membre',
    'out-of-scope': 'hors champ',
    undetermined: 'pas encore conclu',
  },
};

export type PathWords = typeof path;
