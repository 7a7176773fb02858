import { CHOICES } from './choices.ts';
import { MISSING } from './missing.ts';

/** French words of the admin besides Strapi's own. */
export const french: Record<string, string> = {
  ...MISSING,
  ...CHOICES,

  // What Strapi says, said with what to do.
  'components.Input.error.validation.required': 'À remplir avant de publier.',
  'components.Input.error.validation.maxLength':
    'Trop long : {max, number} caractères au plus. Le panneau « À vérifier » dit combien en retirer.',
  'components.Input.error.validation.max': 'Trop grand : {max} au plus.',
  'components.Input.error.validation.min': 'Trop petit : {min} au moins.',
  'components.Input.error.validation.regex':
    'Forme inattendue : deux lettres pour une langue (fr), quatorze chiffres pour un numéro de note.',
  'palier.address.form':
    'Écrivez-la en minuscules sans accent, avec des chiffres et des tirets seuls entre les mots : « mon-guide ».',
  'content-manager.validation.error': 'Des champs sont à revoir : ils sont en rouge, avec ce qu’il faut y mettre.',

  'content-manager.pages.ListView.header-subtitle':
    '{number, plural, =0 {Rien trouvé} one {# fiche trouvée} other {# fiches trouvées}}',
  'app.components.EmptyStateLayout.content-document': 'Rien ici pour le moment.',

  // The help of a field, then its limits.
  'content-manager.form.Input.hint.text':
    '{description}{br}{unit, select, null {{min, select, undefined {} other {de {min} à }}{max}} other {{max, number}{unit} au plus}}{divider}',
  'content-manager.form.Input.hint.character.unit': '{maxValue, plural, one { caractère} other { caractères}}',
  'content-manager.form.Input.hint.minMaxDivider': ' ',
};
