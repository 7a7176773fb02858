import { LIVE_PAGES, splitReason, type Locale, type PostKind, type ReadyReason } from '@palier/model';
import { publicUrl } from '../environment.ts';
import { lettered } from './layout.ts';
import type { Mail } from './outbox.ts';

interface Recipient {
  email: string;
  locale: Locale;
}

interface Words {
  hello: string;
  kinds: Record<PostKind, string>;
  judged: Record<'hide' | 'reject', { subject: string; what: string; next: string }>;
  ready: Record<ReadyReason, string>;
  excerpt: string;
  reason: string;
  text: string;
  warned: { subject: string; what: string; next: string };
  suspended: { subject: string; until: string; forGood: string; next: string };
  footer: string;
}

const TEXTS: Record<Locale, Words> = {
  fr: {
    hello: 'Bonjour,',
    kinds: { question: 'votre question', answer: 'votre réponse', comment: 'votre commentaire' },
    judged: {
      hide: {
        subject: 'Votre message sur Palier est masqué',
        what: 'La modération a masqué {kind} dans « {title} » : les autres membres ne voient plus ce message.',
        next: 'Ce n’est pas une sanction : votre compte reste ouvert. Le message peut revenir après une nouvelle lecture, et vous pouvez en écrire un autre dès maintenant.',
      },
      reject: {
        subject: 'Votre message sur Palier n’a pas été retenu',
        what: 'Merci d’avoir écrit. Après lecture, la modération n’a pas retenu {kind} dans « {title} ».',
        next: 'Votre compte reste ouvert : vous pouvez reprendre ce texte, le corriger et l’envoyer de nouveau. Il est gardé dans vos données.',
      },
    },
    ready: {
      exposes:
        'il montre ce qui pourrait aider à attaquer une organisation : adresse, nom de machine, secret ou personne.',
      'off-topic': 'il sort du sujet du site, qui est la directive NIS2 et la sécurité qu’elle demande.',
      'asked-before': 'la même question a déjà sa réponse sur le site.',
      advertising: 'il fait la promotion d’un produit ou d’un service.',
      hurtful: 'son ton peut blesser.',
      unclear: 'on ne comprend pas assez ce qui est demandé pour y répondre.',
    },
    excerpt: 'Il commençait ainsi : « {excerpt} »',
    reason: 'La raison : {reason}',
    text: 'Retrouver mon texte',
    warned: {
      subject: 'Un mot de la modération de Palier',
      what: 'La modération souhaite attirer votre attention sur votre façon de prendre part aux échanges.',
      next: 'Ce n’est qu’un rappel : votre compte reste ouvert et vos messages restent en place. Merci d’en tenir compte dans les prochains.',
    },
    suspended: {
      subject: 'Votre compte Palier est suspendu',
      until: 'La modération a suspendu votre compte jusqu’au {day} : jusque-là, vous ne pouvez pas vous connecter.',
      forGood: 'La modération a suspendu votre compte, sans date de fin : vous ne pouvez plus vous connecter.',
      next: 'Vos messages restent en place. Si vous pensez que c’est une erreur, ou pour obtenir ou effacer vos données, adressez-vous à l’équipe qui tient ce site.',
    },
    footer:
      'Vous recevez ce message parce que vous avez un compte sur Palier et que la modération vous doit une explication.',
  },
  en: {
    hello: 'Hello,',
    kinds: { question: 'your question', answer: 'your answer', comment: 'your comment' },
    judged: {
      hide: {
        subject: 'Your post on Palier is hidden',
        what: 'The moderators have hidden {kind} in “{title}”: other members no longer see it.',
        next: 'This is no sanction: your account stays open. The post may come back after another reading, and you can write another one right away.',
      },
      reject: {
        subject: 'Your post on Palier was not accepted',
        what: 'Thank you for writing. After reading it, the moderators have not accepted {kind} in “{title}”.',
        next: 'Your account stays open: you can take up this text, correct it and send it again. It is kept in your data.',
      },
    },
    ready: {
      exposes:
        'it shows what could help to attack an organisation: an address, the name of a machine, a secret or a person.',
      'off-topic': 'it is off the topic of the site, which is the NIS2 directive and the security that it asks for.',
      'asked-before': 'the same question has its answer on the site already.',
      advertising: 'it promotes a product or a service.',
      hurtful: 'its tone may hurt.',
      unclear: 'what is asked is not clear enough to be answered.',
    },
    excerpt: 'It began like this: “{excerpt}”',
    reason: 'The reason: {reason}',
    text: 'Find my text again',
    warned: {
      subject: 'A word from the moderators of Palier',
      what: 'The moderators would like to draw your attention to the way you take part in the exchanges.',
      next: 'This is only a reminder: your account stays open and your posts stay in place. Thank you for bearing it in mind in the next ones.',
    },
    suspended: {
      subject: 'Your Palier account is suspended',
      until: 'The moderators have suspended your account until {day}: until then, you cannot sign in.',
      forGood: 'The moderators have suspended your account, with no end date: you can no longer sign in.',
      next: 'Your posts stay in place. If you think that this is a mistake, or to obtain or erase your data, turn to the team that runs this site.',
    },
    footer: 'You get this message because you have an account on Palier and the moderators owe you an explanation.',
  },
};

/** Characters of a post by which its author knows it again. */
const EXCERPT = 160;

/** Tells the author of a post that it was hidden or refused, why, and what they can do. */
export function judgedMail(
  { email, locale }: Recipient,
  post: { judgement: 'hide' | 'reject'; kind: PostKind; title: string; body: string; reason: string },
): Mail {
  const t = TEXTS[locale];
  const { subject, what, next } = t.judged[post.judgement];
  const excerpt = post.body.replace(/\s+/g, ' ').slice(0, EXCERPT).toWellFormed();
  const letter = {
    locale,
    subject,
    paragraphs: [
      t.hello,
      filled(what, { kind: t.kinds[post.kind], title: post.title }),
      filled(t.excerpt, { excerpt: excerpt.length < EXCERPT ? excerpt : `${excerpt}…` }),
      ...reasonIn(locale, post.reason),
      next,
    ],
    link: { label: t.text, url: publicUrl() + LIVE_PAGES.ownPosts[locale] },
    footer: [t.footer],
  };
  return { recipient: email, kind: 'moderation', subject, ...lettered(letter) };
}

/** Asks a member to mind how they take part, and says why. */
export function warningMail(to: Recipient, reason: string): Mail {
  return standingMail(to, TEXTS[to.locale].warned, reason);
}

/** Tells a member that they are suspended, why, and until when; `until` is null for good. */
export function suspensionMail(to: Recipient, reason: string, until: Date | null): Mail {
  const { until: untilDay, forGood, ...words } = TEXTS[to.locale].suspended;
  const what = until ? filled(untilDay, { day: dayIn(to.locale, until) }) : forGood;
  return standingMail(to, { ...words, what }, reason);
}

/** Tells a member what was decided about them, why, and what follows. */
function standingMail({ email, locale }: Recipient, { subject, what, next }: Words['warned'], reason: string): Mail {
  const { hello, footer } = TEXTS[locale];
  const paragraphs = [hello, what, ...reasonIn(locale, reason), next];
  return {
    recipient: email,
    kind: 'moderation',
    subject,
    ...lettered({ locale, subject, paragraphs, footer: [footer] }),
  };
}

const dayIn = (locale: Locale, day: Date): string =>
  new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeZone: 'Europe/Paris' }).format(
    day,
  );

/** A reason in the language of its reader, as far as it is a ready one; nothing when none was given. */
function reasonIn(locale: Locale, reason: string): string[] {
  const t = TEXTS[locale];
  const { ready, words } = splitReason(reason);
  const said = [ready && t.ready[ready], words.trim()].filter(Boolean).join(' ');
  return said === '' ? [] : [filled(t.reason, { reason: said })];
}

const filled = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
