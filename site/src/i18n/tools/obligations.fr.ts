import type { Deadline, ObligationId, Obligations, Within } from '@palier/nis2/obligations';

const rows = {
  'management-approves': 'La direction approuve les mesures de sécurité, suit leur mise en œuvre, et en répond.',
  'management-training': 'Les membres de la direction se forment à la gestion des risques numériques.',
  'staff-training': 'Les équipes sont régulièrement formées.',
  measures: 'Prendre des mesures à la hauteur des risques, de la taille et des moyens de l’entité.',
  'measure-risks': 'Analyser les risques, et écrire une politique de sécurité.',
  'measure-incidents': 'Savoir détecter et traiter les incidents.',
  'measure-continuity': 'Assurer la continuité : sauvegardes, reprise, gestion de crise.',
  'measure-suppliers': 'Tenir compte de la sécurité des fournisseurs directs et de leurs faiblesses.',
  'measure-development':
    'Acquérir, développer et entretenir les systèmes en traitant leurs vulnérabilités et en les signalant.',
  'measure-effectiveness': 'Vérifier que les mesures produisent leur effet.',
  'measure-hygiene': 'Appliquer l’hygiène de base, et former à la cybersécurité.',
  'measure-cryptography': 'Décider où et comment chiffrer.',
  'measure-access': 'Gérer les personnes, leurs accès et les équipements.',
  'measure-authentication': 'Exiger plusieurs facteurs d’authentification, et sécuriser les communications.',
  corrections: 'Corriger ce qui ne respecte pas ces mesures.',
  'digital-measures': 'Appliquer les exigences détaillées du règlement d’exécution sur les acteurs du numérique.',
  'early-warning': 'Alerter d’un incident important : acte malveillant possible, effets dans d’autres pays.',
  notification:
    'Notifier l’incident : première évaluation, gravité, effets, traces connues. Les prestataires de services de confiance ont 24 heures.',
  'intermediate-report': 'Rendre un rapport intermédiaire, si l’autorité le demande.',
  'final-report': 'Rendre le rapport final : description, cause, mesures prises, effets dans d’autres pays.',
  'progress-report': 'Si l’incident dure encore : rendre un rapport d’avancement.',
  'late-final-report': 'Puis rendre le rapport final d’un incident qui a duré.',
  'recipients-incident': 'Prévenir les destinataires du service, si l’incident peut les toucher.',
  'recipients-threat': 'Dire aux destinataires menacés ce qu’ils peuvent faire.',
  'digital-significance': 'Juger de l’importance d’un incident selon les seuils du règlement d’exécution.',
  registration: 'S’enregistrer : nom, adresse, contacts, plages d’adresses IP, secteur, pays desservis.',
  'registration-change': 'Signaler tout changement de ces données.',
  'digital-registration':
    'Donner aussi l’établissement principal et les pays desservis, pour le registre de l’ENISA (sauf prestataires de services de confiance).',
  'digital-registration-change': 'Signaler tout changement de ces données du registre.',
  'domain-registration': 'Donner aussi l’établissement principal et les pays desservis, pour le registre de l’ENISA.',
  'domain-registration-change': 'Signaler tout changement de ces données du registre.',
  'domain-data':
    'Tenir exactes les données d’enregistrement des noms de domaine, et publier celles qui peuvent l’être.',
  'domain-access': 'Répondre aux demandes d’accès légitimes à ces données.',
  'voluntary-notification': 'Notifier de soi-même un incident, une menace ou un incident évité.',
  'dora-risks': 'Gérer les risques informatiques selon DORA.',
  'dora-incidents': 'Classer et notifier les incidents majeurs selon DORA.',
  'dora-third-parties': 'Encadrer les prestataires informatiques selon DORA.',
  'cer-risks': 'Évaluer les risques de toute nature, en tant qu’entité critique.',
  'cer-resilience': 'Prendre des mesures de résilience, dans un plan, en tant qu’entité critique.',
  'cer-incidents': 'Notifier les incidents qui perturbent le service essentiel, en tant qu’entité critique.',
  'ose-rules': 'Appliquer les règles de sécurité des opérateurs de services essentiels, toujours en vigueur.',
  'ose-incidents': 'Déclarer les incidents à l’ANSSI, en tant qu’opérateur de services essentiels.',
} satisfies Record<ObligationId, string>;

const states = {
  owed: 'Ce que la directive demanderait à votre entité.',
  elsewhere: 'Ce que la directive demande ; le droit d’un autre État membre dit comment.',
  none: 'La directive ne demanderait rien à votre entité. Notifier de soi-même reste possible.',
  undetermined: 'Indéterminé : il manque une réponse pour dire ce que la directive demanderait.',
} satisfies Record<Obligations['state'], string>;

/** From when a deadline runs. */
const from = {
  awareness: 'après avoir eu connaissance de l’incident',
  notification: 'après la notification',
  handling: 'après le traitement de l’incident',
  request: 'après la demande',
  change: 'après le changement',
  designation: 'après la désignation',
  discovery: 'après la découverte',
} satisfies Record<Deadline['from'], string>;

const within = {
  PT24H: '24 heures au plus',
  PT72H: '72 heures au plus',
  P2W: 'deux semaines au plus',
  P1M: 'un mois au plus',
  P3M: 'trois mois au plus',
  P9M: 'neuf mois au plus',
  P10M: 'dix mois au plus',
} satisfies Record<Within, string>;

/** What verdicts bring, in words. */
export const obligations = {
  rows,
  states,
  from,
  within,
  withoutDelay: 'Sans retard injustifié',
  who: { management: 'La direction', entity: 'L’entité' },
  encouraged: 'Encouragé, sans être exigé',
  notYet: 'Sera dû une fois la directive transposée',
  inForce: 'En vigueur',
  fine: 'Amende : un plafond d’au moins {amount} millions d’euros ou {percent} % du chiffre d’affaires mondial, le plus élevé des deux (article {article})',
  spared: 'Le projet de loi en dispenserait l’État, ses établissements administratifs et les collectivités.',
  supervision: {
    'before-and-after': 'Des contrôles seraient possibles à tout moment (article {article}).',
    after: 'Des contrôles seraient possibles après un signe de manquement (article {article}).',
  },
  mayBarManagers: 'Un dirigeant pourrait être écarté pour un temps (article 32(5)), sauf dans une administration.',
  replacedByDora: 'DORA prend la place de ces articles pour la gestion des risques, les incidents et le contrôle.',
};

export type ObligationWords = typeof obligations;
