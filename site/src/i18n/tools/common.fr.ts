/** Words that every tool uses. The tools' own are in files of their own: a page carries those of its tool alone. */
export const common = {
  noScript:
    'Cet outil calcule dans votre navigateur, pour que vos réponses n’aillent nulle part ; il lui faut JavaScript. Sans lui, les règles sont écrites plus bas, en clair.',
  privacy: 'Vos réponses ne quittent pas ce navigateur.',
  law: 'État du droit au {date}.',
  lawBill: 'La directive n’est pas encore transposée en France : ce que la loi dira peut changer.',
  keeping: {
    memory:
      'Ce navigateur ne garde rien (navigation privée, place manquante ou réglage) : vos réponses vivent le temps de cette page. Enregistrez-les dans un fichier avant de la fermer.',
    unreadable: 'Ce que ce navigateur avait gardé est illisible : l’outil repart de zéro.',
  },
  file: {
    tooLarge: 'Ce fichier est trop gros ({max} au plus).',
    notText: 'Ce fichier n’est pas un texte en UTF-8. Enregistrez-le dans ce codage, puis recommencez.',
    notOurs: 'Ce fichier ne vient pas de cet outil : {path}.',
  },
  back: 'Revenir',
  next: 'Continuer',
  print: 'Imprimer ou enregistrer en PDF',
  saveJson: 'Enregistrer (JSON)',
  saveCsv: 'Enregistrer (CSV)',
  open: 'Reprendre un fichier',
  forget: 'Effacer mes réponses',
  forgetSure: 'Tout effacer de ce navigateur ?',
  forgetYes: 'Oui, effacer',
  forgetNo: 'Non, garder',
};

export type ToolWords = typeof common;
