import type { FieldView } from './view.ts';

/** Words of the fields that several types have. */

export const slug = (example: string): FieldView => ({
  label: 'Adresse (slug)',
  help: 'Fin de l’adresse de la page. Minuscules sans accent, chiffres et tirets. Gardez-la une fois publiée : si elle change, l’ancienne mènera à la nouvelle.',
  placeholder: example,
});

export const body = (help: string): FieldView => ({
  label: 'Texte',
  help: `${help} Commencez par des titres de niveau 2. Pour mener à une page du hub, écrivez son adresse depuis la barre : /ressources/mon-guide/.`,
});

export const contacts: FieldView = {
  label: 'Contacts (jamais publiés)',
  help: 'Qui joindre à propos de cette fiche, un contact par ligne. Seules la rédaction et l’administration les voient.',
  placeholder: 'Prénom Nom, prenom.nom@exemple.fr',
};

export const importExtras: FieldView = {
  label: 'Reste de l’import',
  help: 'Ce que le fichier importé disait de plus et que le hub ne publie pas.',
};

export const reviewedAt: FieldView = {
  label: 'Relu le',
  help: 'Date de la dernière relecture complète par une personne. Les lecteurs la voient : elle dit s’ils peuvent s’y fier.',
};

/** When the document goes out, and when it is withdrawn, by itself. */
export const schedule: Record<'publishAt' | 'unpublishAt' | 'scheduleProblem', FieldView> = {
  publishAt: {
    label: 'Publier le',
    help: 'Le document est publié de lui-même à cette heure, tel qu’il est alors enregistré. Vide : il attend votre clic.',
  },
  unpublishAt: {
    label: 'Retirer le',
    help: 'Le document est dépublié de lui-même à cette heure. Vide : il reste.',
  },
  scheduleProblem: {
    label: 'Publication prévue refusée',
    help: 'Pourquoi la publication prévue n’a pas eu lieu. Corrigez puis enregistrez : elle sera tentée de nouveau.',
  },
};
