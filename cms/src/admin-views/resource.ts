import { body, contacts, importExtras, reviewedAt, schedule, slug } from './shared.ts';
import type { AdminView } from './view.ts';

export const resource: AdminView = {
  uid: 'api::resource.resource',
  mainField: 'title',
  fields: {
    title: {
      label: 'Titre',
      help: 'Ce que le lecteur y gagne, en une ligne, sans sigle inexpliqué. C’est ce qu’il lira dans les listes et la recherche.',
      placeholder: 'Sauvegarder pour de vrai',
    },
    slug: slug('sauvegarder-pour-de-vrai'),
    summary: {
      label: 'Résumé',
      help: 'Deux ou trois phrases : de quoi il s’agit, pour qui, ce qu’on saura faire après. Il décide de la lecture dans les listes, la recherche et le flux.',
      placeholder: 'Trois règles pour des sauvegardes qui se restaurent, et l’essai qui le prouve.',
    },
    keywords: {
      label: 'Mots-clés',
      help: 'Les mots que tapent les lecteurs et que ni le titre ni le résumé ne disent : mots de tous les jours, sigles, nom anglais. Un par ligne. La recherche s’en sert ; la page ne les montre pas.',
      placeholder: 'copie de secours',
    },
    body: body('Le contenu, en Markdown ; laissez vide si la ressource n’est qu’un lien.'),
    kind: {
      label: 'Nature',
      help: 'Ce que c’est. Le lecteur filtre dessus : un guide se lit, une fiche se consulte, un outil s’utilise.',
    },
    maturity: {
      label: 'Palier',
      help: 'Le niveau de qui peut la lire seul. Dans le doute, le plus bas : les listes et les parcours s’en servent pour ordonner.',
    },
    startHere: {
      label: 'À lire en premier',
      help: 'Cochez pour que la page d’accueil la propose d’abord à ce palier. Trois par palier suffisent.',
    },
    audiences: {
      label: 'Publics',
      help: 'Pour quelles structures c’est écrit. Aucun choix : pour toutes.',
    },
    topics: {
      label: 'Thèmes',
      help: 'Un à trois sujets, le principal d’abord. Sans thème, personne ne la trouve par sujet.',
      mainField: 'name',
    },
    sectors: {
      label: 'Secteurs',
      help: 'Seulement si le texte parle d’un secteur en particulier. Aucun choix : valable partout.',
      mainField: 'name',
    },
    nis2Articles: {
      label: 'Articles de NIS 2',
      help: 'Les articles de la directive que la ressource aide à tenir, cités comme elle : 21, 21(2), 21(2)(d). On retrouve ainsi une ressource par obligation.',
      placeholder: '21(2)(d)',
    },
    publisher: {
      label: 'Éditeur',
      help: 'L’organisation qui a écrit ou publié le document d’origine. Le lecteur sait ainsi qui parle.',
      mainField: 'name',
    },
    externalUrl: {
      label: 'Lien vers l’original',
      help: 'L’adresse du document ou de l’outil sur son site, avec https://. Préférez la page qui présente le document au fichier : elle dure plus longtemps.',
      placeholder: 'https://cyber.gouv.fr/…',
    },
    year: {
      label: 'Année',
      help: 'Année de parution de l’original.',
      placeholder: '2026',
    },
    language: {
      label: 'Langue de l’original',
      help: 'Deux lettres : fr, en… Le lecteur sait avant de cliquer s’il pourra lire. Sans lien ni fichier, c’est la langue du texte qui est dite.',
      placeholder: 'fr',
    },
    prerequisites: {
      label: 'À lire avant',
      help: 'Les ressources sans lesquelles celle-ci se comprend mal.',
      mainField: 'title',
    },
    nextSteps: {
      label: 'À lire ensuite',
      help: 'Une ou deux ressources du même palier ou du suivant, pour que personne ne reste sans suite.',
      mainField: 'title',
    },
    attachments: {
      label: 'Pièces jointes',
      help: 'Fichiers à télécharger, 20 Mo au plus chacun : modèles, tableaux, PDF. Donnez-leur un nom lisible.',
    },
    reviewedAt,
    reviewBy: {
      label: 'À relire le',
      help: 'Quand il faudra vérifier que tout est encore juste. Pour nous seulement : triez la liste sur cette colonne.',
    },
    lawDate: {
      label: 'État du droit au',
      help: 'Si le texte parle de la loi : la date à laquelle ce qu’il en dit était vrai. Affichée au lecteur.',
    },
    ...schedule,
    contacts,
    importExtras,
  },
  form: [
    [['title', 12]],
    [
      ['slug', 6],
      ['kind', 6],
    ],
    [
      ['maturity', 6],
      ['startHere', 6],
    ],
    [['audiences', 12]],
    [['summary', 12]],
    [['keywords', 12]],
    [
      ['topics', 6],
      ['sectors', 6],
    ],
    [['body', 12]],
    [['externalUrl', 12]],
    [
      ['publisher', 6],
      ['nis2Articles', 6],
    ],
    [
      ['year', 6],
      ['language', 6],
    ],
    [
      ['prerequisites', 6],
      ['nextSteps', 6],
    ],
    [['attachments', 12]],
    [
      ['reviewedAt', 4],
      ['reviewBy', 4],
      ['lawDate', 4],
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
    columns: ['title', 'kind', 'maturity', 'topics', 'reviewBy'],
    sort: ['updatedAt', 'DESC'],
    pageSize: 20,
  },
};
