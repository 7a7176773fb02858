import type { Locale } from '@palier/model/locales';

/** A question that a page of the hub answers. */
export interface Question {
  /** Its page. One that is not published answers nothing; one that has moved is followed. */
  page: Record<Locale, string>;
  /** Ways to ask it. Case, accents, signs, endings (`concernée`, `concernés`) and the name of the directive make no difference. */
  asked: Record<Locale, readonly string[]>;
}

/** A question is answered by the first that it is one of. */
export const QUESTIONS: readonly Question[] = [
  {
    page: { fr: '/questions/', en: '/en/questions/' },
    asked: {
      fr: [
        'poser une question',
        'poser la question',
        'demander de l’aide',
        'demander conseil',
        'où poser une question',
        'forum',
        'communauté',
      ],
      en: ['ask a question', 'ask for help', 'get help', 'where to ask', 'forum', 'community'],
    },
  },
  {
    page: { fr: '/ressources/nis-2-dans-une-commune/', en: '/en/resources/nis-2-dans-une-commune/' },
    asked: {
      fr: [
        'ma commune est-elle concernée',
        'ma collectivité est-elle concernée',
        'les communes sont-elles concernées',
        'les collectivités sont-elles concernées',
        'une mairie est-elle concernée',
        'commune concernée',
        'mairie concernée',
      ],
      en: ['is my municipality concerned', 'does it apply to municipalities'],
    },
  },
  {
    page: { fr: '/ressources/guide-premiers-pas-nis-2/', en: '/en/resources/guide-premiers-pas-nis-2/' },
    asked: {
      fr: [
        'suis-je concerné',
        'je suis concerné',
        'est-ce que je suis concerné',
        'sommes-nous concernés',
        'est-on concerné',
        'qui est concerné',
        'qui est visé',
        'mon entreprise est-elle concernée',
        'mon entité est-elle concernée',
        'notre entreprise est-elle concernée',
        'suis-je soumis',
        'par où commencer',
        'par quoi commencer',
        'comment commencer',
        'comment débuter',
        'je débute',
        'premiers pas',
      ],
      en: [
        'am I concerned',
        'am I in scope',
        'are we concerned',
        'are we in scope',
        'is my company concerned',
        'is my company in scope',
        'who is concerned',
        'does it apply to me',
        'where to start',
        'where do I start',
        'how to start',
        'getting started',
        'first steps',
      ],
    },
  },
  {
    page: {
      fr: '/ressources/que-faire-dans-l-heure-qui-suit-une-attaque/',
      en: '/en/resources/que-faire-dans-l-heure-qui-suit-une-attaque/',
    },
    asked: {
      fr: [
        'je suis attaqué',
        'nous sommes attaqués',
        'on est attaqué',
        'je suis piraté',
        'j’ai été piraté',
        'nous avons été piratés',
        'on s’est fait pirater',
        'je suis victime d’une cyberattaque',
        'victime d’une cyberattaque',
        'cyberattaque que faire',
        'que faire cyberattaque',
        'que faire en cas de cyberattaque',
        'que faire en cas d’attaque',
        'que faire après une cyberattaque',
        'attaque en cours',
        'rançongiciel que faire',
        'ransomware que faire',
        'que faire en cas de rançongiciel',
        'que faire en cas de ransomware',
      ],
      en: [
        'I am under attack',
        'we are under attack',
        'under attack',
        'I have been hacked',
        'we have been hacked',
        'what to do after a cyber attack',
        'what to do after a cyberattack',
        'what to do in a cyberattack',
        'cyberattack what to do',
        'ransomware what to do',
        'what to do after ransomware',
      ],
    },
  },
  {
    page: { fr: '/ressources/guide-notifier-un-incident/', en: '/en/resources/guide-notifier-un-incident/' },
    asked: {
      fr: [
        'comment notifier un incident',
        'comment déclarer un incident',
        'comment signaler un incident',
        'à qui notifier un incident',
        'à qui déclarer un incident',
        'à qui signaler un incident',
        'quand notifier un incident',
        'sous quel délai notifier un incident',
      ],
      en: [
        'how to report an incident',
        'how to notify an incident',
        'when to report an incident',
        'who to report an incident to',
      ],
    },
  },
  {
    page: { fr: '/ressources/nis-2-en-dix-minutes/', en: '/en/resources/nis-2-en-dix-minutes/' },
    asked: {
      fr: [
        'c’est quoi NIS 2',
        'qu’est-ce que NIS 2',
        'NIS 2 c’est quoi',
        'NIS 2 en résumé',
        'résumé de NIS 2',
        'comprendre NIS 2',
      ],
      en: ['what is NIS 2', 'what’s NIS 2', 'NIS 2 in short', 'NIS 2 summary', 'understand NIS 2'],
    },
  },
];
