/** Words with which a visitor is asked whether their result may be counted. */
export const contribute = {
  title: 'Aider à savoir où en sont les entités',
  text: 'Vous pouvez ajouter votre résultat aux statistiques publiques. C’est un choix : rien ne part sans ce bouton, et rien ne change pour vous.',
  exactly: 'Voici, mot pour mot, tout ce qui partirait :',
  result: 'Résultat',
  sector: 'Secteur',
  size: 'Taille',
  choose: 'Votre secteur, si vous voulez le dire',
  unsaid: 'non précisé',
  promise:
    'Ni nom, ni adresse, ni cookie, ni heure : le mois seulement. Votre envoi devient un nombre de plus dans un tableau, et ne peut donc pas être retrouvé ni retiré ensuite. Aucun chiffre n’est montré en dessous de dix envois.',
  seeAll: 'Voir les statistiques publiques',
  send: 'Envoyer ce résultat',
  sending: 'Envoi…',
  thanks: 'Merci. Votre résultat est compté.',
  already: 'Ce résultat a déjà été envoyé depuis ce navigateur.',
  failed: 'L’envoi n’a pas abouti. Rien n’est perdu : votre résultat reste ici, et vous pouvez réessayer plus tard.',
};

export type ContributeWords = typeof contribute;
