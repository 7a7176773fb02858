/** The static part of « Suis-je concerné ? »: the rules, which read without the tool; apart, so that the tool does not carry them. */
export const applicabilityRules = {
  title: 'Les règles, en clair',
  intro:
    'La directive (UE) 2022/2555 regarde quatre choses, dans cet ordre : un cas à part ou une désignation, la nature de l’entité, son activité, sa taille. Puis le pays compétent.',
  sizeTitle: 'La taille',
  size: 'Petite : moins de 50 personnes, et un chiffre d’affaires ou un bilan de 10 millions d’euros au plus. Moyenne : moins de 250 personnes, et 50 millions d’euros de chiffre d’affaires ou 43 millions de bilan au plus. Grande : au-delà. Le chiffre d’affaires seul ne fait jamais changer de catégorie : il faut que le bilan dépasse aussi (recommandation 2003/361/CE).',
  sectorsTitle: 'Les secteurs',
  sectors:
    'Annexe I : une grande entité est essentielle, une moyenne est importante. Annexe II : importante dans les deux cas. Plus petite : hors champ, sauf les cas suivants.',
  anySizeTitle: 'Quelle que soit la taille',
  publicTitle: 'Les administrations',
  public:
    'La directive vise les administrations centrales. Pour les autres, voici ce que prévoit le projet de loi français.',
  countryTitle: 'Le pays compétent',
  country:
    'En général, celui où l’entité est établie. Pour les communications électroniques, celui où le service est fourni. Pour le nuage, les centres de données, la diffusion de contenu, le DNS, les noms de domaine, les services gérés et les plateformes en ligne, celui de l’établissement principal. Pour une administration, celui qui l’a créée (article 26).',
  headings: {
    sector: 'Secteur',
    annex: 'Annexe',
    medium: 'Moyenne',
    large: 'Grande',
    body: 'Catégorie',
    regime: 'Régime prévu',
    activity: 'Activité',
    small: 'Petite',
  },
  byActivity: 'essentielle si elle exerce une activité des annexes',
  asEnterprise: 'selon l’activité et la taille',
  above: '{above} au-dessus de 30 000 habitants, {below} en dessous',
};

export type ApplicabilityRules = typeof applicabilityRules;
