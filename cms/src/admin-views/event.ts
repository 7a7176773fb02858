import { body, contacts, importExtras, schedule, slug } from './shared.ts';
import type { AdminView } from './view.ts';

export const event: AdminView = {
  uid: 'api::event.event',
  mainField: 'title',
  fields: {
    title: {
      label: 'Titre',
      help: 'Ce que l’on vient y chercher, en une ligne. C’est ce qu’on lira dans l’agenda et dans les calendriers.',
      placeholder: 'Préparer sa première notification d’incident',
    },
    slug: slug('preparer-sa-premiere-notification'),
    summary: {
      label: 'Résumé',
      help: 'Deux ou trois phrases : de quoi il s’agit, pour qui. L’agenda, la recherche, les calendriers et les flux le montrent.',
      placeholder: 'Un atelier pour écrire, à plusieurs, l’alerte que l’on enverra en 24 heures.',
    },
    body: body('Le déroulé, ce qu’il faut préparer, ce qu’on emporte.'),
    learn: {
      label: 'Ce que l’on saura faire',
      help: 'Une chose par ligne, qui commence par un verbe.',
      placeholder: 'Rédiger une alerte initiale en dix minutes',
    },
    maturity: { label: 'Palier', help: 'Le niveau de qui peut suivre sans aide. Dans le doute, le plus bas.' },
    audiences: { label: 'Publics', help: 'Pour quelles structures. Aucun choix : pour toutes.' },
    functions: { label: 'Fonctions', help: 'Pour qui dans la structure. Aucun choix : pour tous.' },
    topics: { label: 'Thèmes', help: 'Un à trois sujets, le principal d’abord.', mainField: 'name' },
    sectors: {
      label: 'Secteurs',
      help: 'Seulement si l’événement s’adresse à un secteur. Aucun choix : à tous.',
      mainField: 'name',
    },
    format: { label: 'Format', help: 'Sur place, en ligne, ou les deux à la fois.' },
    timeZone: {
      label: 'Fuseau horaire',
      help: 'Celui du lieu. Toutes les heures de cette page sont les siennes ; le lecteur verra aussi les siennes.',
    },
    startsAt: {
      label: 'Début',
      help: 'Le changer une fois publié déplace l’événement : les inscrits sont prévenus, les calendriers suivent.',
    },
    endsAt: { label: 'Fin', help: 'Une fois passée, l’événement rejoint les archives de lui-même.' },
    venue: { label: 'Lieu', help: 'Le nom du lieu.', placeholder: 'Maison des associations' },
    address: {
      label: 'Adresse',
      help: 'Rue, code postal et commune.',
      placeholder: '1 place de la Mairie, 35000 Rennes',
    },
    region: { label: 'Région', help: 'Pour qui cherche près de chez soi. Vide : en ligne, ou hors de France.' },
    access: {
      label: 'Accès',
      help: 'Comment venir et entrer : transports, accès sans marche, boucle magnétique, interprète en LSF…',
    },
    joinUrl: {
      label: 'Lien de connexion (inscrits seuls)',
      help: 'L’adresse de la salle en ligne. Seuls les inscrits la reçoivent ; elle n’est dans aucune page, aucun flux, aucun calendrier public.',
      placeholder: 'https://visio.exemple.fr/salle',
    },
    joinNotes: {
      label: 'Consignes (inscrits seuls)',
      help: 'Code d’entrée, numéro de téléphone, ce qu’il faut installer. Seuls les inscrits les reçoivent.',
    },
    language: { label: 'Langue parlée', help: 'Deux lettres : fr, en…', placeholder: 'fr' },
    speakers: { label: 'Intervenants', help: 'Qui parle ou anime, avec leur accord.' },
    organiser: { label: 'Organisateur', help: 'L’organisation qui le tient.', mainField: 'name' },
    programme: { label: 'Programme', help: 'Les moments dans l’ordre, à l’heure du lieu.' },
    registration: { label: 'Inscription', help: 'Sur le hub, sur un autre site, ou sans inscription.' },
    registrationUrl: {
      label: 'Adresse d’inscription',
      help: 'Si l’on s’inscrit sur un autre site.',
      placeholder: 'https://…',
    },
    capacity: {
      label: 'Places',
      help: 'Vide : sans limite. Vous pouvez descendre sous le nombre d’inscrits : personne n’est désinscrit, plus aucune place n’est donnée jusque-là.',
      placeholder: '30',
    },
    groupMax: {
      label: 'Places par inscription',
      help: 'Plus d’une : une structure peut venir à plusieurs.',
      placeholder: '1',
    },
    opensAt: { label: 'Ouverture des inscriptions', help: 'Vide : dès la publication.' },
    closesAt: { label: 'Clôture des inscriptions', help: 'Vide : jusqu’au début.' },
    waitlist: {
      label: 'Liste d’attente',
      help: 'Une place se libère : elle est donnée au premier de la liste, ou lui est proposée pour un temps.',
    },
    offerHours: { label: 'Heures pour accepter', help: 'Si elle est proposée. Passé ce temps, elle va au suivant.' },
    questions: { label: 'Questions aux inscrits', help: 'Ce que vous devez savoir, et rien de plus. Dix au plus.' },
    prerequisites: { label: 'À lire avant', help: 'Ce qu’il faut avoir lu pour suivre.', mainField: 'title' },
    resources: { label: 'Ressources liées', help: 'Pour aller plus loin.', mainField: 'title' },
    path: { label: 'Parcours lié', help: 'Le parcours dont il est une étape.', mainField: 'title' },
    discussion: {
      label: 'Discussion',
      help: 'La question du hub où l’on en parle, depuis la barre.',
      placeholder: '/questions/ma-question/',
    },
    replayUrl: { label: 'Rediffusion', help: 'Après : l’adresse de l’enregistrement.', placeholder: 'https://…' },
    attachments: { label: 'Supports', help: 'Après : diapositives et documents, 20 Mo au plus chacun.' },
    notes: { label: 'Compte rendu', help: 'Après : ce qui a été dit, en quelques paragraphes.' },
    isCancelled: {
      label: 'Annulé',
      help: 'Cochez puis publiez : la page reste et le dit, les inscrits sont prévenus, les calendriers le retirent.',
    },
    cancellation: { label: 'Raison de l’annulation', help: 'Ce que liront ceux qui devaient venir.' },
    isExample: { label: 'Exemple', help: 'Personne ne le tient : la page et les listes le disent.' },
    series: {
      label: 'Série',
      help: 'Le même mot pour toutes les dates d’une série : leurs pages se renvoient l’une à l’autre.',
      placeholder: 'cafe-nis2-du-mardi',
    },
    ...schedule,
    contacts,
    importExtras,
  },
  form: [
    [['title', 12]],
    [
      ['slug', 6],
      ['format', 6],
    ],
    [['timeZone', 12]],
    [
      ['startsAt', 6],
      ['endsAt', 6],
    ],
    [
      ['isCancelled', 4],
      ['cancellation', 8],
    ],
    [['summary', 12]],
    [
      ['maturity', 6],
      ['language', 6],
    ],
    [
      ['audiences', 6],
      ['functions', 6],
    ],
    [
      ['topics', 6],
      ['sectors', 6],
    ],
    [['body', 12]],
    [['learn', 12]],
    [
      ['venue', 6],
      ['region', 6],
    ],
    [['address', 12]],
    [['access', 12]],
    [['joinUrl', 12]],
    [['joinNotes', 12]],
    [
      ['registration', 6],
      ['registrationUrl', 6],
    ],
    [
      ['capacity', 6],
      ['groupMax', 6],
    ],
    [
      ['opensAt', 6],
      ['closesAt', 6],
    ],
    [
      ['waitlist', 6],
      ['offerHours', 6],
    ],
    [['questions', 12]],
    [['speakers', 12]],
    [['programme', 12]],
    [['organiser', 12]],
    [
      ['prerequisites', 6],
      ['resources', 6],
    ],
    [
      ['path', 6],
      ['discussion', 6],
    ],
    [['replayUrl', 12]],
    [['attachments', 12]],
    [['notes', 12]],
    [
      ['series', 6],
      ['isExample', 6],
    ],
    [
      ['publishAt', 6],
      ['unpublishAt', 6],
    ],
    [['scheduleProblem', 12]],
    [['contacts', 12]],
  ],
  hidden: ['importExtras'],
  list: {
    columns: ['title', 'startsAt', 'format', 'isCancelled', 'capacity'],
    sort: ['startsAt', 'DESC'],
    pageSize: 20,
  },
};

/** Someone who speaks, in the form of the event. */
export const eventSpeaker: AdminView = {
  uid: 'event.speaker',
  mainField: 'name',
  fields: {
    name: { label: 'Nom', help: 'Comme la personne veut être nommée.' },
    role: { label: 'Fonction', help: 'Ce qu’elle fait, et où.' },
  },
  form: [
    [
      ['name', 6],
      ['role', 6],
    ],
  ],
  hidden: [],
};

/** One part of the programme, in the form of the event. */
export const eventProgrammeItem: AdminView = {
  uid: 'event.programme-item',
  mainField: 'title',
  fields: {
    time: { label: 'Heure', help: 'Heure du lieu : 09:30. Vide : sans heure.', placeholder: '09:30' },
    title: { label: 'Titre', help: 'De quoi il s’agit.' },
    note: { label: 'Précision', help: 'Qui, comment, ce qu’on y fait.' },
  },
  form: [
    [
      ['time', 4],
      ['title', 8],
    ],
    [['note', 12]],
  ],
  hidden: [],
};

/** One question to who registers, in the form of the event. */
export const eventQuestion: AdminView = {
  uid: 'event.question',
  mainField: 'label',
  fields: {
    label: {
      label: 'Question',
      help: 'Une seule chose à la fois.',
      placeholder: 'Avez-vous besoin d’un interprète en LSF ?',
    },
    choices: { label: 'Réponses possibles', help: 'Une par ligne. Aucune : la réponse est libre.' },
    isRequired: { label: 'Réponse obligatoire', help: 'Sans elle, on ne peut pas s’inscrire.' },
  },
  form: [[['label', 12]], [['choices', 12]], [['isRequired', 12]]],
  hidden: [],
};
