import { expect } from 'vitest';
import { MATCH_END, MATCH_START } from '../marks.ts';
import { toSearchDocument, type SearchDocument } from '../document.ts';
import { SEARCH_LIMIT_MAX, type SearchAnswer, type SearchRequest } from '../query.ts';
import { documentIdOf, organisationOf, searchable, termOf, thesaurusOf } from './corpus.ts';

/**
 * What a reader finds, whichever engine answers: documents, and queries with what must come. Both engines are
 * tested by these lists.
 */

export const THESAURUS = thesaurusOf(`
  mfa = authentification multifacteur = double authentification
  nis 2 = nis2 = 2022/2555
  rançongiciel = ransomware
  hameçonnage = phishing
  mot de passe = password
  sauvegarde = backup
  gestion de crise > cellule de crise
`);

/** Topic and sector that some of the documents have, by their identifiers. */
export const TOPIC = documentIdOf(900);
export const OTHER_TOPIC = documentIdOf(901);
export const SECTOR = documentIdOf(910);

const recyf = (number: number, text: string) => searchable(80 + number, { title: `ReCyF ${number}`, text });

export const DOCUMENTS: readonly SearchDocument[] = [
  searchable(1, { title: 'Sauvegarder', summary: 'Restaurer aussi.', text: 'Tester la restauration chaque mois.' }),
  searchable(2, { title: 'Analyse de risques', maturity: 'expert', text: 'La méthode EBIOS, version 2024.' }),
  searchable(3, { title: 'Sensibiliser', text: 'Former les agent·es contre l’hameçonnage et l’erreur.' }),
  searchable(4, { title: 'Généralités', text: 'On y parle de tout, puis de chiffrement.' }),
  searchable(5, { title: 'Chiffrement', text: 'Un sujet.' }),
  searchable(6, { title: 'Ancien guide', firstPublishedAt: '2020-01-01T00:00:00.000Z', text: 'Cloisonner.' }),
  searchable(7, { title: 'Nouveau guide', firstPublishedAt: '2026-06-01T00:00:00.000Z', text: 'Cloisonner.' }),
  toSearchDocument(organisationOf(9, { name: 'Agence nationale', acronym: 'ANSSI' }), {
    url: '/organisations/anssi/',
    sections: [],
  }),
  toSearchDocument(termOf(10, { term: 'PCA', expansion: 'plan de continuité d’activité' }), {
    url: '/glossaire/pca/',
    sections: [{ anchor: null, heading: '', text: 'Continuer malgré tout.' }],
  }),
  searchable(11, { title: 'Mot de passe unique', text: 'En choisir un long.' }),
  searchable(13, { title: 'Le logiciel Ebias' }),
  searchable(12, { title: 'Norme', text: 'ISO 27001 et rien d’autre.' }),

  // Names of the same thing.
  searchable(20, { title: 'Le MFA en pratique' }),
  searchable(21, { title: 'L’authentification multifacteur pour tous' }),
  searchable(22, { title: 'Double authentification : premiers pas' }),
  searchable(23, { title: 'Face aux rançongiciels' }),
  searchable(24, { title: 'Directive NIS 2 en bref' }),
  searchable(25, { title: 'Le périmètre de NIS2' }),
  searchable(26, { title: 'Texte (UE) 2022/2555' }),
  searchable(27, { title: 'Cellule de crise' }),
  searchable(28, { title: 'Gestion de crise' }),

  // Articles and references.
  searchable(30, { title: 'Chaîne d’approvisionnement', nis2Articles: ['21(2)(d)'] }),
  searchable(31, { title: 'Responsabilité des dirigeants', nis2Articles: ['20'] }),
  searchable(32, { title: 'Notifier', text: 'Le délai que fixe l’article 23 (4) est court.' }),
  searchable(33, { title: 'Vingt et une mesures', text: 'Les 21 mesures et les 2 annexes.' }),
  recyf(1, 'Recenser ses biens.'),
  recyf(2, 'Gouverner.'),
  recyf(12, 'Identités.'),
  searchable(34, { title: 'NIST SP 800-61', text: 'Incidents.' }),
  searchable(35, { title: 'NIST SP 800-53', text: 'Contrôles.' }),

  // Phrases.
  searchable(40, { title: 'Reprendre', text: 'Écrire le plan de reprise informatique.' }),
  searchable(41, { title: 'Planifier', text: 'La reprise vient après ; le plan, avant.' }),

  // Languages.
  searchable(50, { title: 'Backup offline', locale: 'en', language: 'en' }),
  searchable(51, { title: 'Homologation pas à pas', names: { standsInFor: ['en'] } }),
  searchable(52, { title: 'Messagerie', text: 'Filtrer le courrier par dmarc.' }),
  searchable(52, { title: 'Mail', locale: 'en', language: 'en', text: 'Filter mail with dmarc.' }),

  // Filters: a word that all of them hold.
  searchable(60, { title: 'Mutualiser', kind: 'guide', maturity: 'novice', topics: [TOPIC], year: 2019 }),
  searchable(61, { title: 'Mutualiser à deux', kind: 'tool', maturity: 'advanced', topics: [TOPIC], year: 2022 }),
  searchable(62, { title: 'Mutualiser à trois', kind: 'tool', maturity: 'expert', sectors: [SECTOR], year: 2025 }),
  searchable(63, { title: 'Mutualiser en anglais', kind: 'law', language: 'en', topics: [OTHER_TOPIC], year: 2024 }),

  // Levels.
  searchable(70, { title: 'Journaliser sans peine', maturity: 'novice', text: 'Les traces.' }),
  searchable(71, { title: 'Journaliser à grande échelle', maturity: 'expert', text: 'Les traces.' }),
  searchable(72, { title: 'Centraliser', maturity: 'expert', text: 'Journaliser en un seul lieu.' }),

  // Sections of a page.
  searchable(79, {
    title: 'Politique de sécurité',
    summary: 'Ce qu’elle contient.',
    sections: [
      { anchor: 'perimetre', heading: 'Périmètre', text: 'Tous les services.' },
      { anchor: 'supports-amovibles', heading: 'Supports amovibles', text: 'Analyser chaque clé avant de la lire.' },
    ],
  }),
];

export interface Find {
  what: string;
  /** Each is asked, and each must find the same. */
  queries: readonly string[];
  ask?: Omit<Partial<SearchRequest>, 'q'>;
  /** Titles of all that is found, in any order. */
  finds: readonly string[];
  /** Titles that come first, in this order. */
  first?: readonly string[];
  /** The query that was answered, where it is not the one asked. */
  corrected?: string;
}

const byTopic = (...topic: string[]) => ({ filters: { topic } });

/** Every one is asked by whoever reads in French unless it says otherwise. */
export const FINDS: readonly Find[] = [
  {
    what: 'whatever the accents and the case',
    queries: ['GENERALITES', 'génèralités', 'Généralités', 'généralité'],
    finds: ['Généralités'],
  },
  {
    what: 'past an elision, with either apostrophe',
    queries: ["l'hameçonnage", 'l’hameçonnage', "d'hameconnage", 'qu’hameçonnage'],
    finds: ['Sensibiliser'],
  },
  {
    what: 'a word in the plural or the singular, as it is written or not',
    queries: ['rançongiciel', 'rançongiciels'],
    finds: ['Face aux rançongiciels'],
  },
  {
    what: 'by the words that mean something in a question',
    queries: ['que faire pour le chiffrement ?', 'comment fait-on du chiffrement', 'what is chiffrement'],
    finds: ['Chiffrement', 'Généralités'],
    first: ['Chiffrement'],
  },
  {
    what: 'the word before a middle dot',
    queries: ['agent'],
    finds: ['Sensibiliser'],
  },
  {
    what: 'what a name, an acronym or another name of the same thing names',
    queries: [
      'MFA',
      'mfa',
      'authentification multifacteur',
      'Authentification multifacteurs',
      'double authentification',
      'double-authentification',
    ],
    finds: [
      'Le MFA en pratique',
      'L’authentification multifacteur pour tous',
      'Double authentification : premiers pas',
    ],
  },
  {
    what: 'what French and English words say of the same thing',
    queries: ['ransomware', 'rançongiciel'],
    finds: ['Face aux rançongiciels'],
  },
  { what: 'an English word in French texts', queries: ['phishing'], finds: ['Sensibiliser'] },
  { what: 'one English word for several French ones', queries: ['password'], finds: ['Mot de passe unique'] },
  {
    what: 'NIS 2 however it is written',
    queries: ['NIS 2', 'NIS2', 'nis-2', '2022/2555'],
    finds: ['Directive NIS 2 en bref', 'Le périmètre de NIS2', 'Texte (UE) 2022/2555'],
  },
  {
    what: 'by a wide word what is narrower, after what says the word itself',
    queries: ['gestion de crise'],
    finds: ['Gestion de crise', 'Cellule de crise'],
    first: ['Gestion de crise', 'Cellule de crise'],
  },
  {
    what: 'an organisation by its acronym',
    queries: ['anssi', 'ANSSI'],
    finds: ['Agence nationale'],
  },
  {
    what: 'a glossary term by what it stands for',
    queries: ['plan de continuité d’activité', 'PCA'],
    ask: { filters: { type: ['glossary-term'] } },
    finds: ['PCA'],
  },
  {
    what: 'an article by its number in all writings',
    queries: ['21(2)(d)', '21 (2) (d)', 'art. 21(2)(d)', 'art 21(2)d', 'article 21 2 d', 'Article 21(2)(d)'],
    finds: ['Chaîne d’approvisionnement'],
  },
  {
    what: 'what cites a part of an article by the whole article',
    queries: ['article 23', 'art. 23', '23(4)', '23 (4)'],
    finds: ['Notifier'],
  },
  {
    what: 'several articles at once',
    queries: ['article 20, art. 23'],
    finds: ['Responsabilité des dirigeants', 'Notifier'],
  },
  {
    what: 'a reference by its number, before those with another one',
    queries: ['ReCyF 12', 'recyf 12', 'recyf-12'],
    finds: ['ReCyF 12', 'ReCyF 1', 'ReCyF 2'],
    first: ['ReCyF 12'],
  },
  {
    what: 'a standard by its number, before those of the same series',
    queries: ['SP 800-61', 'sp 800 61', 'NIST SP 800-61'],
    finds: ['NIST SP 800-61', 'NIST SP 800-53'],
    first: ['NIST SP 800-61', 'NIST SP 800-53'],
  },
  { what: 'a number only when it is that number', queries: ['27001'], finds: ['Norme'] },
  { what: 'nothing by another number', queries: ['27005'], finds: [] },
  {
    what: 'words between quotes only where they follow one another',
    queries: ['"plan de reprise"', '« plan de reprise »', '“plan de reprise”'],
    finds: ['Reprendre'],
  },
  {
    what: 'the same words without quotes wherever they stand, and either of them',
    queries: ['plan reprise'],
    finds: ['Reprendre', 'Planifier', 'PCA'],
  },
  {
    what: 'nothing that holds a word behind a minus',
    queries: ['guide -ancien', '-ancien guide', 'guide −ancien'],
    finds: ['Nouveau guide'],
  },
  {
    what: 'nothing that names a thing behind a minus by another name',
    queries: ['pratique authentification -2022/2555 -"double authentification"'],
    finds: [],
  },
  {
    what: 'nothing that holds the words of a phrase behind a minus',
    queries: ['reprise -"plan de reprise"', 'reprise -plan'],
    finds: [],
  },
  {
    what: 'a misspelt word',
    queries: ['chifrement', 'chiffremment', 'chiffremnet'],
    finds: ['Chiffrement', 'Généralités'],
    first: ['Chiffrement'],
    corrected: 'chiffrement',
  },
  {
    what: 'what a misspelt word means as well',
    queries: ['ransomwear', 'ransonware'],
    finds: ['Face aux rançongiciels'],
    corrected: 'ransomware',
  },
  { what: 'no other acronym for one that is unknown', queries: ['pcb', 'MFB'], finds: [] },
  {
    what: 'nothing but a word that is known, whatever is nearly it',
    queries: ['ebios'],
    finds: ['Analyse de risques'],
  },
  {
    what: 'by the words that are known',
    queries: ['chiffrement zxwkvqjz', 'zxwkvqjz chiffrement'],
    finds: ['Chiffrement', 'Généralités'],
    corrected: 'chiffrement',
  },
  {
    what: 'a word by its beginning while it is typed',
    queries: ['chiffr', 'chiffre', 'chiffrem'],
    finds: ['Chiffrement', 'Généralités'],
    first: ['Chiffrement'],
  },
  {
    what: 'before the next word is typed in full',
    queries: ['norme is', 'iso 270'],
    finds: ['Norme'],
  },
  {
    what: 'a title before a text',
    queries: ['chiffrement'],
    finds: ['Chiffrement', 'Généralités'],
    first: ['Chiffrement', 'Généralités'],
  },
  {
    what: 'the document of exactly this title first',
    queries: ['mutualiser', 'MUTUALISER !'],
    finds: ['Mutualiser', 'Mutualiser à deux', 'Mutualiser à trois', 'Mutualiser en anglais'],
    first: ['Mutualiser'],
  },
  {
    what: 'the newest first when asked',
    queries: ['cloisonner', 'guide'],
    ask: { sort: 'newest' },
    finds: ['Nouveau guide', 'Ancien guide'],
    first: ['Nouveau guide', 'Ancien guide'],
  },
  {
    what: 'in English by a French word what is written in English',
    queries: ['sauvegarde', 'backup', 'backups'],
    ask: { locale: 'en' },
    finds: ['Backup offline'],
  },
  {
    what: 'in English what is published in French alone',
    queries: ['homologation'],
    ask: { locale: 'en' },
    finds: ['Homologation pas à pas'],
  },
  { what: 'in French the version in French, and it only', queries: ['dmarc'], finds: ['Messagerie'] },
  {
    what: 'in English the version in English, and it only',
    queries: ['dmarc'],
    ask: { locale: 'en' },
    finds: ['Mail'],
  },
  { what: 'nothing of the other language otherwise', queries: ['offline'], finds: [] },
  {
    what: 'only documents of the types chosen',
    queries: ['agence', 'nationale'],
    ask: { filters: { type: ['organisation', 'service'] } },
    finds: ['Agence nationale'],
  },
  { what: 'nothing of another type', queries: ['agence'], ask: { filters: { type: ['service'] } }, finds: [] },
  {
    what: 'only documents of the levels chosen',
    queries: ['mutualiser', ''],
    ask: { filters: { maturity: ['advanced', 'expert'], kind: ['tool'] } },
    finds: ['Mutualiser à deux', 'Mutualiser à trois'],
  },
  {
    what: 'only documents of the kind chosen',
    queries: ['mutualiser', ''],
    ask: { filters: { kind: ['law'] } },
    finds: ['Mutualiser en anglais'],
  },
  {
    what: 'only documents of the topic chosen',
    queries: ['mutualiser', ''],
    ask: byTopic(TOPIC),
    finds: ['Mutualiser', 'Mutualiser à deux'],
  },
  {
    what: 'documents of either topic chosen',
    queries: ['mutualiser', ''],
    ask: byTopic(TOPIC, OTHER_TOPIC),
    finds: ['Mutualiser', 'Mutualiser à deux', 'Mutualiser en anglais'],
  },
  {
    what: 'only documents of the sector chosen',
    queries: ['mutualiser', ''],
    ask: { filters: { sector: [SECTOR] } },
    finds: ['Mutualiser à trois'],
  },
  {
    what: 'only what one reads in the language chosen, whatever the language of its card',
    queries: ['mutualiser', ''],
    ask: { filters: { language: ['en'] } },
    finds: ['Mutualiser en anglais'],
  },
  {
    what: 'only documents from the year chosen on',
    queries: ['mutualiser'],
    ask: { filters: { since: 2024 } },
    finds: ['Mutualiser en anglais', 'Mutualiser à trois'],
  },
  {
    what: 'only what all filters choose',
    queries: ['mutualiser', ''],
    ask: { filters: { topic: [TOPIC], kind: ['tool'], maturity: ['advanced'], type: ['resource'], since: 2022 } },
    finds: ['Mutualiser à deux'],
  },
];

const journaliser = ['Journaliser sans peine', 'Journaliser à grande échelle', 'Centraliser'] as const;
const [EASY, LARGE, TEXT_ONLY] = journaliser;

/** The same documents in the order for each level: it comes up, and a better answer still wins. */
export const THROUGH_LENSES: readonly Find[] = (
  [
    ['novice', [EASY, LARGE, TEXT_ONLY]],
    ['advanced', [LARGE, EASY, TEXT_ONLY]],
    ['expert', [LARGE, EASY, TEXT_ONLY]],
  ] as const
).map(([lens, first]) => ({
  what: `what is for the level ${lens} first, and what answers less after it`,
  queries: ['journaliser'],
  ask: { lens },
  finds: journaliser,
  first,
}));

/** Text with the match between brackets, as in an extract. */
const marked = (text: string) => text.replaceAll('[', MATCH_START).replaceAll(']', MATCH_END);

export interface Passage {
  what: string;
  q: string;
  title: string;
  extract: string;
  section: SearchAnswer['hits'][number]['section'];
}

/** What a page of results shows of the hit of this title. */
export const PASSAGES: readonly Passage[] = [
  {
    what: 'the text before the first heading, without a link',
    q: 'restauration',
    title: 'Sauvegarder',
    extract: marked('Tester la [restauration] chaque mois.'),
    section: null,
  },
  {
    what: 'the section that holds the word, with its anchor',
    q: 'clés',
    title: 'Politique de sécurité',
    extract: marked('Analyser chaque [clé] avant de la lire.'),
    section: { anchor: 'supports-amovibles', heading: 'Supports amovibles' },
  },
  {
    what: 'the section whose heading holds the word',
    q: 'amovible',
    title: 'Politique de sécurité',
    extract: 'Analyser chaque clé avant de la lire.',
    section: { anchor: 'supports-amovibles', heading: 'Supports amovibles' },
  },
  {
    what: 'the section that holds most of the words',
    q: 'services périmètre lire',
    title: 'Politique de sécurité',
    extract: marked('Tous les [services].'),
    section: { anchor: 'perimetre', heading: 'Périmètre' },
  },
  {
    what: 'the summary when no section says more',
    q: 'contient',
    title: 'Politique de sécurité',
    extract: marked('Ce qu’elle [contient].'),
    section: null,
  },
  {
    what: 'another name of what was asked, marked as it is written',
    q: 'phishing',
    title: 'Sensibiliser',
    extract: marked('Former les agent·es contre l’[hameçonnage] et l’erreur.'),
    section: null,
  },
];

/** Asks each query of a find, and expects what it says. */
export async function expectFound(
  { queries, ask = {}, finds, first = [], corrected = null }: Omit<Find, 'corrected'> & { corrected?: string | null },
  search: (request: SearchRequest) => Promise<SearchAnswer>,
): Promise<void> {
  for (const q of queries) {
    const answer = await search({ q, locale: 'fr', limit: SEARCH_LIMIT_MAX, ...ask });
    const titles = answer.hits.map(({ title }) => title);
    expect(titles.toSorted(), `what “${q}” finds`).toEqual(finds.toSorted());
    expect(titles.slice(0, first.length), `what “${q}” finds first`).toEqual(first);
    expect(answer, `what else is said of “${q}”`).toMatchObject({ total: finds.length, corrected });
  }
}
