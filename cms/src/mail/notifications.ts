import { formatInstant, zoneName } from '@palier/calendar/words';
import { LIVE_PAGES, type EventHours, type Locale, type NotificationKind } from '@palier/model';
import { publicUrl } from '../environment.ts';
import { lettered } from './layout.ts';
import type { Mail } from './outbox.ts';

/** What happened in a thread, of one kind, or a new event. */
export interface News {
  kind: NotificationKind;
  /** Identifier of the thread, or of the event. */
  about: string;
  title: string;
  /** Path of the first of the posts, or of the event. */
  url: string;
  /** When the event is held. */
  hours: EventHours | null;
  /** Posts; one for an event. */
  count: number;
}

/** Lines of a mail; the rest is in the list on the site. */
const LINES_MAX = 20;

type Forms = readonly [one: string, other: string];

interface Texts {
  kinds: Readonly<Record<NotificationKind, Forms>>;
  subject: string;
  subjects: Readonly<Record<'questions' | 'events' | 'both', Forms>>;
  /** A line about an event. */
  dated: string;
  first: string;
  all: string;
  why: string;
  choose: string;
  stop: string;
}

const TEXTS: Readonly<Record<Locale, Texts>> = {
  fr: {
    kinds: {
      accepted: ['Votre réponse est retenue', '{n} de vos réponses sont retenues'],
      mention: ['Un message vous mentionne', '{n} messages vous mentionnent'],
      comment: ['Un commentaire sur votre message', '{n} commentaires sur vos messages'],
      answer: ['Une nouvelle réponse', '{n} nouvelles réponses'],
      'new-question': ['Une nouvelle question', '{n} nouvelles questions'],
      'new-event': ['Un nouvel événement', '{n} nouveaux événements'],
    },
    subject: '{what}\u00a0: {title}',
    subjects: {
      questions: ['{title}, et une autre question', '{title}, et {n} autres questions'],
      events: ['{title}, et un autre événement', '{title}, et {n} autres événements'],
      both: ['{title}, et une autre nouvelle', '{title}, et {n} autres nouvelles'],
    },
    dated: '{what}\u00a0: {date}',
    first: 'Les {n} premières nouvelles\u00a0; les autres sont dans votre espace.',
    all: 'Voir toutes mes notifications',
    why: 'Vous recevez ce message parce que vous participez à la communauté, ou suivez ce dont il parle.',
    choose: 'Choisir ce qui vous est envoyé, et quand',
    stop: 'Ne plus recevoir ce genre de message',
  },
  en: {
    kinds: {
      accepted: ['Your answer was chosen', '{n} of your answers were chosen'],
      mention: ['A post mentions you', '{n} posts mention you'],
      comment: ['A comment on your post', '{n} comments on your posts'],
      answer: ['A new answer', '{n} new answers'],
      'new-question': ['A new question', '{n} new questions'],
      'new-event': ['A new event', '{n} new events'],
    },
    subject: '{what}: {title}',
    subjects: {
      questions: ['{title}, and one more question', '{title}, and {n} more questions'],
      events: ['{title}, and one more event', '{title}, and {n} more events'],
      both: ['{title}, and one more', '{title}, and {n} more'],
    },
    dated: '{what}: {date}',
    first: 'The first {n}; the others are in your space.',
    all: 'See all my notifications',
    why: 'You get this message because you take part in the community, or follow what it is about.',
    choose: 'Choose what is sent to you, and when',
    stop: 'Do not get this kind of message any more',
  },
};

/**
 * The mail that tells a member what is new: titles and links, no text of anyone's. A mail program can stop it by one click
 * (RFC 8058).
 *
 * @param news at least one
 * @param unsubscribe address of the page that stops mails like it
 */
export function notificationMail(recipient: string, locale: Locale, news: readonly News[], unsubscribe: string): Mail {
  const t = TEXTS[locale];
  const subject = subjectOf(t, news);
  const letter = {
    locale,
    subject,
    paragraphs: news.length > LINES_MAX ? [filled(t.first, { n: String(LINES_MAX) })] : [],
    items: news.slice(0, LINES_MAX).map((one) => ({
      label: one.title,
      note: noteOf(t, locale, one),
      url: publicUrl() + one.url,
    })),
    link: { label: t.all, url: publicUrl() + LIVE_PAGES.notifications[locale] },
    footer: [t.why],
    ways: [
      { label: t.choose, url: publicUrl() + LIVE_PAGES.notificationChoices[locale] },
      { label: t.stop, url: unsubscribe },
    ],
  };
  const headers = {
    'List-Id': `Palier <notifications.${new URL(publicUrl()).hostname}>`,
    'List-Unsubscribe': `<${unsubscribe}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
  return { recipient, kind: 'notification', subject, ...lettered(letter), headers };
}

function subjectOf(t: Texts, news: readonly News[]): string {
  const [{ kind, count, title }] = news as [News];
  const others = new Set(news.map(({ about }) => about)).size - 1;
  if (others > 0) return filled(inNumber(t.subjects[sortOf(news)], others), { title });
  return filled(t.subject, { what: inNumber(t.kinds[kind], count), title });
}

function sortOf(news: readonly News[]): keyof Texts['subjects'] {
  const isEvent = ({ hours }: News) => hours !== null;
  if (news.every(isEvent)) return 'events';
  return news.some(isEvent) ? 'both' : 'questions';
}

function noteOf(t: Texts, locale: Locale, { kind, count, hours }: News): string {
  const what = inNumber(t.kinds[kind], count);
  return hours ? filled(t.dated, { what, date: startIn(locale, hours) }) : what;
}

/**
 * When an event begins, in its zone, which is named unless it is that of Paris:
 * `jeudi 14 janvier 2027 à 17:00 (heure : La Réunion)`.
 */
function startIn(locale: Locale, { startsAt, timeZone }: EventHours): string {
  const date = formatInstant(locale, startsAt, timeZone);
  return timeZone === 'Europe/Paris' ? date : `${date} (${zoneName(locale, timeZone, startsAt)})`;
}

const inNumber = ([one, other]: Forms, n: number): string => (n === 1 ? one : filled(other, { n: String(n) }));

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? `{${name}}`);
