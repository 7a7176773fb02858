import type { AnswerStep, QuestionId, Questionnaire, Theme } from '@palier/nis2/maturity-questions';

/** A question: what it asks, what to look at before answering, what to do when it is not there yet. */
interface QuestionWords {
  title: string;
  how: string;
  action: string;
}

const questions = {
  leader: {
    title: 'Une personne est-elle chargée de la sécurité numérique, et tout le monde le sait-il ?',
    how: 'Un élu, un agent ou un prestataire : ce qui compte est que la mission soit écrite, et qu’un remplaçant existe.',
    action: 'Nommer par écrit une personne chargée de la sécurité numérique, et son remplaçant.',
  },
  decisions: {
    title: 'La direction a-t-elle décidé, dans l’année, des mesures de sécurité et de leur budget ?',
    how: 'Cherchez une délibération, un compte rendu ou un budget où la sécurité numérique figure par son nom.',
    action: 'Présenter à la direction les trois risques majeurs, et lui faire décider des mesures et d’un budget.',
  },
  training: {
    title: 'La direction et les équipes sont-elles formées aux risques numériques au moins une fois par an ?',
    how: 'Une séance d’une heure compte, si vous savez qui l’a suivie. La direction en fait partie.',
    action: 'Fixer une formation par an, direction comprise, et garder la liste des présents.',
  },
  systems: {
    title: 'Avez-vous une liste à jour de vos matériels, logiciels et services en ligne ?',
    how: 'Un tableau suffit. Il dit aussi ce qui ne peut pas s’arrêter, et qui s’en occupe.',
    action: 'Dresser la liste des matériels, logiciels et services en ligne, et marquer ce qui ne peut pas s’arrêter.',
  },
  suppliers: {
    title: 'Savez-vous quels fournisseurs accèdent à vos systèmes ou à vos données ?',
    how: 'Pensez à la maintenance à distance, au logiciel de paie, à l’hébergeur, au photocopieur.',
    action: 'Lister les fournisseurs qui accèdent à vos systèmes, avec le contact à joindre en cas d’incident.',
  },
  contracts: {
    title: 'Vos contrats disent-ils ce que vos fournisseurs doivent à votre sécurité ?',
    how: 'Au moins : vous prévenir d’un incident, faire les mises à jour, rendre les données à la fin.',
    action: 'Ajouter aux contrats qui comptent le plus les clauses d’alerte, de mise à jour et de fin de contrat.',
  },
  accounts: {
    title: 'Chaque personne a-t-elle son propre compte, fermé dès son départ ?',
    how: 'Prenez les trois derniers départs : leurs comptes sont-ils fermés ? Reste-t-il des comptes partagés ?',
    action: 'Fermer les comptes des personnes parties, et remplacer les comptes partagés par des comptes personnels.',
  },
  secondFactor: {
    title: 'Un second facteur protège-t-il la messagerie, les accès à distance et l’administration ?',
    how: 'Un code ou une clé en plus du mot de passe, sans exception pour les dirigeants.',
    action: 'Activer le second facteur sur la messagerie, les accès à distance et les comptes d’administration.',
  },
  administrators: {
    title: 'Les droits d’administrateur sont-ils réservés à quelques comptes qui ne servent qu’à cela ?',
    how: 'Personne ne devrait lire ses courriels avec un compte qui peut tout installer.',
    action: 'Séparer les comptes d’administration des comptes de tous les jours, et retirer les droits en trop.',
  },
  updates: {
    title: 'Les mises à jour de sécurité sont-elles installées vite, partout ?',
    how: 'Postes, serveurs, téléphones, pare-feu. Ce que l’éditeur ne suit plus est remplacé ou isolé.',
    action: 'Rendre les mises à jour automatiques, et lister ce que l’éditeur ne suit plus pour le remplacer.',
  },
  malware: {
    title: 'Une protection contre les codes malveillants est-elle active sur tous les postes et serveurs ?',
    how: 'Elle est à jour, et quelqu’un voit quand elle s’arrête ou trouve quelque chose.',
    action: 'Installer une protection suivie depuis un seul endroit sur tous les postes et serveurs.',
  },
  network: {
    title: 'Savez-vous ce qui est joignable depuis internet, et est-ce réduit au nécessaire ?',
    how: 'Un pare-feu filtre, et le Wi-Fi des visiteurs est séparé du réseau de travail.',
    action: 'Fermer ce qui n’a pas à être joignable depuis internet, et séparer le Wi-Fi des visiteurs.',
  },
  backups: {
    title: 'Vos données sont-elles sauvegardées sans intervention, avec une copie hors ligne ?',
    how: 'Une copie qu’un intrus ne peut pas effacer : débranchée, ou protégée contre toute écriture.',
    action: 'Automatiser les sauvegardes, et garder une copie hors ligne de ce qui est vital.',
  },
  restore: {
    title: 'Avez-vous essayé, dans l’année, de restaurer une sauvegarde ?',
    how: 'Un vrai essai, sur une application qui compte, avec le temps qu’il a pris.',
    action: 'Restaurer une application importante depuis sa sauvegarde, et noter le temps passé.',
  },
  fallback: {
    title: 'Sauriez-vous travailler plusieurs jours sans informatique ?',
    how: 'État civil, paie, soins, commandes : les gestes de secours sont écrits, sur papier aussi.',
    action: 'Écrire comment chaque service vital continue sans informatique, et imprimer la liste des contacts.',
  },
  alerts: {
    title: 'Les journaux sont-ils gardés, et quelqu’un lit-il les alertes ?',
    how: 'Connexions, messagerie, pare-feu, protection des postes. Vous, ou un prestataire.',
    action: 'Garder les journaux des systèmes qui comptent, et confier la lecture des alertes à quelqu’un.',
  },
  reporting: {
    title: 'Chacun sait-il à qui signaler un message ou un fait suspect ?',
    how: 'Demandez à deux collègues au hasard. Signaler ne vaut jamais de reproche.',
    action: 'Donner une seule adresse et un seul numéro pour signaler un fait suspect, et les afficher.',
  },
  response: {
    title: 'Avez-vous une fiche pour les premières heures d’un incident ?',
    how: 'Qui décide, qui débrancher, qui appeler, qui prévenir et sous quel délai. Elle se lit sans ordinateur.',
    action: 'Écrire une fiche d’une page pour les premières heures, et l’imprimer.',
  },
  recyf1: {
    title: 'Recenser vos systèmes d’information',
    how: 'Tous, avec les activités qu’ils portent, revus chaque année. En écarter un demande une raison : qu’il soit déjà protégé n’en est pas une.',
    action: 'Dresser la liste de tous vos systèmes et de ce qu’ils portent ; justifier par écrit chaque exclusion.',
  },
  recyf2: {
    title: 'Mettre en place une gouvernance de la sécurité',
    how: 'Des rôles attribués, une politique de sécurité validée par la direction et revue chaque année, un suivi de ce qui est exigé de vous.',
    action: 'Faire valider par la direction une politique de sécurité courte, avec les rôles de chacun.',
  },
  recyf3: {
    title: 'Maîtriser votre écosystème',
    how: 'La liste des fournisseurs et partenaires reliés à vos systèmes, et des exigences de sécurité dans leurs contrats.',
    action:
      'Cartographier fournisseurs et partenaires reliés à vos systèmes, et revoir les contrats des plus sensibles.',
  },
  recyf4: {
    title: 'Tenir compte de la sécurité dans les ressources humaines',
    how: 'Direction et équipes formées, règles connues à l’arrivée, droits retirés au départ.',
    action: 'Former la direction et les équipes, et écrire ce qui se passe à l’arrivée et au départ de chacun.',
  },
  recyf5: {
    title: 'Maîtriser vos systèmes d’information',
    how: 'Une cartographie tenue à jour, des logiciels suivis par leur éditeur, des correctifs de sécurité installés dans un délai fixé.',
    action: 'Fixer un délai d’installation des correctifs, le mesurer, et isoler ce que l’éditeur ne suit plus.',
  },
  recyf6: {
    title: 'Maîtriser les accès physiques aux locaux',
    how: 'Salles de serveurs et baies fermées, droits d’entrée donnés et retirés, visiteurs accompagnés.',
    action: 'Fermer à clé les locaux techniques, et tenir la liste de qui y entre.',
  },
  recyf7: {
    title: 'Sécuriser l’architecture des systèmes',
    how: 'Un réseau découpé selon ce que l’on y fait, des échanges filtrés entre ses parties et avec internet.',
    action: 'Séparer les parties du réseau qui n’ont pas à se parler, et filtrer ce qui passe entre elles.',
  },
  recyf8: {
    title: 'Sécuriser les accès à distance',
    how: 'Télétravail, nomades, fournisseurs : liaison chiffrée et second facteur, pour chacun.',
    action: 'Imposer liaison chiffrée et second facteur à tous les accès à distance, fournisseurs compris.',
  },
  recyf9: {
    title: 'Protéger les systèmes contre les codes malveillants',
    how: 'Postes, serveurs, messagerie, supports amovibles : une protection active, à jour et surveillée.',
    action: 'Étendre la protection à tous les postes et serveurs, et surveiller qu’elle reste active.',
  },
  recyf10: {
    title: 'Gérer les identités et les accès',
    how: 'Un compte par personne, une authentification à la hauteur de l’enjeu, des droits au plus juste, revus chaque année.',
    action: 'Revoir comptes et droits, et généraliser le second facteur là où l’enjeu le demande.',
  },
  recyf11: {
    title: 'Maîtriser l’administration des systèmes',
    how: 'Des comptes réservés à l’administration, peu nombreux, et des annuaires durcis et suivis.',
    action: 'Réserver des comptes à l’administration, et revoir les droits et réglages de l’annuaire.',
  },
  recyf12: {
    title: 'Repérer les incidents et y réagir',
    how: 'Des moyens de détecter, une procédure pour qualifier et traiter, et de quoi alerter dans les délais.',
    action: 'Écrire qui qualifie un incident, qui le traite, et qui alerte les autorités sous 24 heures.',
  },
  recyf13: {
    title: 'Assurer la continuité et la reprise d’activité',
    how: 'Des sauvegardes que l’on sait restaurer, un plan pour les activités vitales, un essai chaque année.',
    action: 'Essayer de restaurer les sauvegardes des activités vitales, et écrire l’ordre de reprise.',
  },
  recyf14: {
    title: 'Réagir aux crises d’origine cyber',
    how: 'Une organisation de crise, des contacts joignables sans vos systèmes, des messages prêts.',
    action: 'Désigner la cellule de crise, et lui donner de quoi communiquer si tout est arrêté.',
  },
  recyf15: {
    title: 'S’exercer, tester, s’entraîner',
    how: 'Un programme d’exercices, des leçons tirées, des suites données.',
    action: 'Tenir un exercice de crise d’une demi-journée, et noter ce qu’il faut corriger.',
  },
  recyf16: {
    title: 'Décider à partir des risques',
    how: 'Une analyse des risques de chaque système important, revue tous les trois ans au plus, et des risques acceptés par qui en répond.',
    action: 'Analyser les risques du système le plus important, et faire accepter ce qui en reste.',
  },
  recyf17: {
    title: 'Auditer la sécurité des systèmes',
    how: 'Un programme d’audits, des auditeurs indépendants, un plan de correction suivi.',
    action: 'Programmer un audit du système le plus exposé, et suivre ses corrections.',
  },
  recyf18: {
    title: 'Sécuriser la configuration des ressources',
    how: 'Des réglages de référence, appliqués partout ; les services inutiles arrêtés ; les écarts repérés.',
    action: 'Choisir des réglages de référence pour postes et serveurs, et repérer ce qui s’en écarte.',
  },
  recyf19: {
    title: 'Administrer depuis des ressources réservées',
    how: 'Des postes et un réseau qui ne servent qu’à l’administration, sans accès à internet ni à la messagerie.',
    action: 'Réserver des postes à l’administration, en commençant par celle de l’annuaire.',
  },
  recyf20: {
    title: 'Superviser la sécurité des systèmes',
    how: 'Des journaux réunis, analysés sans relâche, et des alertes suivies d’effet, par vous ou par un prestataire.',
    action: 'Réunir les journaux des systèmes exposés, et organiser leur analyse, en interne ou avec un prestataire.',
  },
} satisfies Record<QuestionId, QuestionWords>;

const themes = {
  steering: 'Pilotage',
  inventory: 'Inventaire et fournisseurs',
  access: 'Comptes et accès',
  protection: 'Protection et mises à jour',
  continuity: 'Sauvegardes et continuité',
  incidents: 'Détection et incidents',
  governance: 'Gouvernance',
  shield: 'Protection',
  defence: 'Défense',
  resilience: 'Résilience',
} satisfies Record<Theme, string>;

const questionnaires = {
  quick: { name: 'Rapide', hint: 'Six thèmes, dix-huit questions en mots simples : trois minutes.' },
  important: {
    name: 'Complet, pour une entité importante',
    hint: 'Les objectifs 1 à 15 de ReCyF, avec vos notes : une heure, seul ou à plusieurs.',
  },
  essential: {
    name: 'Complet, pour une entité essentielle',
    hint: 'Les vingt objectifs de ReCyF, avec vos notes : une à deux heures, seul ou à plusieurs.',
  },
} satisfies Record<Questionnaire, { name: string; hint: string }>;

const answers = {
  quick: {
    'not-started': 'Non',
    begun: 'Un début',
    partly: 'En partie',
    'in-place': 'Oui',
    checked: 'Oui, et nous l’avons vérifié dans l’année',
    'not-applicable': 'Sans objet',
    unknown: 'Je ne sais pas',
  },
  complete: {
    'not-started': 'Pas commencé',
    begun: 'Commencé',
    partly: 'En partie',
    'in-place': 'En place',
    checked: 'En place et vérifié dans l’année',
    'not-applicable': 'Non applicable',
    unknown: 'Je ne sais pas',
  },
} satisfies Record<'quick' | 'complete', Record<AnswerStep, string>>;

export const assessment = {
  title: 'Évaluer mon niveau',
  lead: 'Où en êtes-vous ? Un palier par thème, un palier d’ensemble, et les cinq prochaines actions, les plus simples d’abord.',
  questions,
  themes,
  questionnaires,
  answers,
  start: {
    legend: 'Quel questionnaire ?',
    unsure: 'Importante, essentielle, ou pas concernée ? L’outil « Suis-je concerné ? » vous le dit.',
    begin: 'Commencer',
    resume: 'Reprendre où vous en étiez',
    answered: { one: '{n} réponse donnée.', other: '{n} réponses données.' },
    chooseFirst: 'Choisissez un questionnaire pour commencer.',
  },
  ask: {
    theme: 'Thème {n} sur {total}',
    objective: 'Objectif {n} sur {total}',
    progress: 'Avancement',
    recyf: 'ReCyF, objectif {n}',
    articles: 'NIS 2, article {articles}',
    where: 'Où en êtes-vous ?',
    note: 'Note (facultative)',
    reason: 'Pourquoi cela ne s’applique pas',
    reasonHint:
      'Une exclusion se justifie : dites pourquoi un incident ici n’interromprait, ne révélerait ni ne fausserait rien.',
    jump: 'Aller à l’objectif',
    done: '{title} (répondu)',
    result: 'Voir le résultat',
    other: 'Changer de questionnaire',
  },
  result: {
    title: 'Votre résultat',
    made: '{questionnaire}. Réponses du {date}. État du droit au {law}.',
    overall: 'Palier d’ensemble',
    undetermined: 'Indéterminé',
    because: {
      unknown: 'Aucune réponse connue pour l’instant : le palier reste indéterminé.',
      'not-applicable': 'Rien ne s’applique : il n’y a pas de palier.',
    },
    rate: 'Taux de préparation',
    percent: '{n} %',
    unknown: {
      one: '{n} question sans réponse connue : elle compte comme non commencée.',
      other: '{n} questions sans réponse connue : elles comptent comme non commencées.',
    },
    limited: 'Le palier d’ensemble est retenu par : {themes}. Il dépasse d’un palier au plus le thème le plus faible.',
    notConformity:
      'Ce taux mesure votre préparation, d’après vos réponses. Il ne dit rien de votre situation devant la loi.',
    unjustified: 'Non applicable, sans raison donnée :',
    chart: 'Palier par thème. {themes}.',
    row: '{theme} : {level}, {rate}',
    table: 'Le détail par thème',
    theme: 'Thème',
    rateShort: 'Taux',
    level: 'Palier',
    unknownShort: { one: '{n} inconnue', other: '{n} inconnues' },
    notApplicableShort: { one: '{n} non applicable', other: '{n} non applicables' },
    continue: 'Revenir aux questions',
    setLevel: 'Prendre {level} comme mon palier',
    levelSet: 'Votre palier est maintenant {level} : listes et recherche le suivent.',
    keep: 'Garder ce résultat',
    kept: 'Résultat du {date} gardé dans ce navigateur.',
  },
  actions: {
    title: 'Vos cinq prochaines actions',
    none: 'Aucune action à proposer : répondez à d’autres questions, ou félicitez vos équipes.',
    findOut: 'Trouver qui sait répondre : « {title} »',
    check: 'Vérifier que cela tient : « {title} »',
    quickWin: 'Gain rapide',
    effort: 'Effort : {effort}',
    efforts: { 1: 'quelques jours', 2: 'quelques semaines', 3: 'quelques mois' },
    effect: { one: 'Effet : {effect}, jusqu’à {n} point', other: 'Effet : {effect}, jusqu’à {n} points' },
    effects: { 1: 'limité', 2: 'net', 3: 'fort' },
    read: 'Pour vous aider :',
  },
  compare: {
    title: 'Comparer avec un résultat antérieur',
    with: 'Résultat antérieur',
    none: 'Aucun',
    one: '{date}, {questionnaire}, {rate}',
    before: 'Avant',
    after: 'Maintenant',
    points: { one: '{n} point', other: '{n} points' },
    better: 'En progrès :',
    worse: 'En recul :',
    same: 'Aucune réponse n’a changé.',
    onlyCommon: 'La comparaison porte sur les objectifs communs, 1 à 15.',
    overall: 'Ensemble',
  },
  files: {
    title: 'Fichiers, et réponses de plusieurs personnes',
    explain:
      'Enregistrez vos réponses pour les garder ou les transmettre. Ouvrez plusieurs fichiers pour réunir les réponses de plusieurs personnes, ou pour comparer.',
    by: 'Qui a répondu (facultatif)',
    byHint: 'Une équipe ou une fonction suffit : elle sera écrite dans le fichier.',
    open: 'Ouvrir des fichiers (JSON ou CSV)',
    max: '500 ko',
    whole: 'son contenu n’a pas la forme attendue',
    newer: 'Ce fichier vient d’une version plus récente de cet outil. Rechargez la page, puis recommencez.',
    flaw: '{name} : {flaw}',
    read: '{name} : {questionnaire}, {answers}, {date}',
    answers: { one: '{n} réponse', other: '{n} réponses' },
    withMine: 'Avec mes propres réponses',
    mine: 'Mes réponses',
    left: 'Laissé de côté, car d’une autre sorte de questionnaire : {name}.',
    agree: 'Aucun désaccord entre ces réponses.',
    disagree: {
      one: '{n} désaccord : la réponse la plus prudente compte.',
      other: '{n} désaccords : la réponse la plus prudente compte.',
    },
    kept: 'Retenue : {answer}',
    said: '{name} : {answer}',
    take: 'Prendre ces réponses',
    taken: 'Réponses prises.',
    store: 'Ranger parmi mes résultats antérieurs',
    stored: 'Fichiers rangés parmi vos résultats antérieurs.',
    leave: 'Ne rien en faire',
    fileName: 'palier-evaluation',
    csv: { question: 'Question', answer: 'Réponse', note: 'Note' },
  },
  rules: {
    title: 'Comment le palier se calcule',
    scale:
      'Chaque réponse vaut de 0 (pas commencé) à 4 (en place et vérifié dans l’année). Le taux de préparation est la moyenne des réponses, en pourcentage, arrondie vers le bas.',
    unknown:
      'Une question sans réponse, ou « Je ne sais pas », compte comme non commencée : ne pas savoir ne fait jamais monter. « Non applicable » ne compte ni pour ni contre, et demande une raison.',
    weakest:
      'Le palier d’ensemble dépasse d’un palier au plus celui du thème le plus faible : une porte ouverte suffit à qui veut entrer.',
    levels: 'À partir de quel taux',
    level: 'Palier',
    from: 'Taux de préparation',
    own: 'Cette échelle est celle de Palier. Aucun texte ne définit de niveau ni de taux : ce résultat aide à décider, et ne vaut pas attestation.',
    actions:
      'Les actions proposées sont d’abord les gains rapides, peu d’effort et un effet net, puis celles qui changent le plus pour l’effort demandé. Efforts et effets sont une appréciation de Palier.',
    recyf:
      'Les objectifs sont ceux du référentiel ReCyF de l’ANSSI, version 2.5 du 17 mars 2026, un document de travail. Ses moyens ne seraient pas obligatoires : la loi, quand elle sera votée, dira ce qui l’est.',
    quick: 'Les questions du questionnaire rapide',
    complete: 'Les objectifs du questionnaire complet',
    objective: 'Objectif',
    article: 'Article de NIS 2',
    concerns: 'Entités',
    both: 'Importantes et essentielles',
    essential: 'Essentielles',
  },
};

export type AssessmentWords = typeof assessment;
