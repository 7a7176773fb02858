import { EVENT_LIMITS, type EventFlaw } from '@palier/model';
import type { EditedType } from '../content/types.ts';

/**
 * What a version must hold to be published, beyond what the public schema demands, and what to say to whoever left it
 * empty. Not in the schema: a resource whose only topic is deleted stays where its readers find it.
 */
export const REQUIRED: Readonly<Partial<Record<EditedType, Readonly<Record<string, string>>>>> = {
  resource: {
    maturity: 'choisissez le palier : les lecteurs trient et filtrent dessus.',
    summary: 'écrivez un résumé : c’est lui que montrent les listes, la recherche et le flux.',
    topics: 'choisissez au moins un thème : c’est par lui que l’on trouve la ressource.',
  },
  'learning-path': {
    summary: 'écrivez un résumé : d’où l’on part, où l’on arrive.',
    steps: 'ajoutez au moins une étape : sans elle, le parcours ne mène nulle part.',
  },
  event: {
    summary: 'écrivez un résumé : c’est lui que montrent l’agenda, la recherche et les calendriers.',
    topics: 'choisissez au moins un thème : c’est par lui que l’on trouve l’événement.',
  },
};

/** What to write where a value does not have the form that the public schema wants, by field. */
export const FORMS: Readonly<Record<string, string>> = {
  slug: 'écrivez-la en minuscules sans accent, avec des chiffres et des tirets seuls entre les mots : « mon-guide ».',
  externalUrl: 'donnez l’adresse complète, qui commence par https://.',
  url: 'donnez l’adresse complète, qui commence par https://.',
  target:
    'donnez l’adresse d’une page du hub depuis la barre (/ressources/mon-guide/), ou l’adresse complète d’un autre site (https://…).',
  nis2Articles: 'citez l’article comme la directive : 21, 21(2) ou 21(2)(d).',
  audiences: 'choisissez dans la liste.',
  keywords: 'écrivez un mot-clé par ligne.',
  language: 'donnez la langue en deux lettres : fr, en…',
  noteId: 'donnez les quatorze chiffres de la note.',
  registrationUrl: 'donnez l’adresse complète, qui commence par https://.',
  replayUrl:
    'donnez l’adresse d’une page du hub depuis la barre (/ressources/mon-guide/), ou l’adresse complète d’un autre site (https://…).',
  discussion: 'donnez l’adresse d’une page du hub depuis la barre : /questions/ma-question/.',
  functions: 'choisissez dans la liste.',
  learn: 'écrivez une chose apprise par ligne.',
  timeZone: 'choisissez un fuseau de la liste, comme Europe/Paris.',
  time: 'écrivez l’heure sur deux fois deux chiffres : 09:30.',
  series: 'écrivez-la en minuscules sans accent, avec des chiffres et des tirets.',
};

/** What to say of what is wrong between the fields of an event. */
export const EVENT_ADVICE: Readonly<Record<EventFlaw, string>> = {
  'ends before it starts': 'mettez la fin après le début.',
  'lasts too long': `un événement dure ${EVENT_LIMITS.days} jours au plus : faites-en plusieurs, ou une série.`,
  'closes after the start': 'fermez les inscriptions au plus tard au début de l’événement.',
  'opens after it closes': 'ouvrez les inscriptions avant l’heure où elles ferment.',
  'says nowhere to register': 'donnez l’adresse où s’inscrire, ou choisissez « Sur le hub ».',
  'has no place': 'donnez le lieu ou l’adresse, ou choisissez le format « En ligne ».',
};

/** A step without a title bears the title of its page: it needs one. */
export const STEP_WITHOUT_PAGE =
  'donnez un titre à l’étape, ou la page qu’elle ouvre : sans l’un ni l’autre, elle n’a rien à dire.';
