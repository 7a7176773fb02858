import type { Event, EventFormat, GlossaryTerm, LearningPath, Organisation, Resource, Thread } from '@palier/model';
import type { AnswerView, Card, PostView } from '../publisher/views.ts';
import { authorName } from './authors.ts';
import type { Dictionary } from './i18n/index.ts';
import type { Thing } from './json-ld.ts';

/** What pages tell search engines, in the words of schema.org. Addresses are full. */

interface ResourceSource {
  document: Resource;
  publisher: string | null;
  page: string;
  topics: readonly Card[];
  t: Dictionary;
}

/** A text of the hub is an article to learn from; a card describes a learning resource that stands elsewhere. */
export function resourceThing({ document, publisher, page, topics, t }: ResourceSource): Thing {
  const isOwn = document.externalUrl === null;
  return {
    '@type': isOwn ? ['Article', 'LearningResource'] : 'LearningResource',
    headline: document.title,
    name: document.title,
    description: document.summary,
    url: page,
    inLanguage: document.language,
    educationalLevel: t.levels[document.maturity],
    learningResourceType: t.kinds[document.kind],
    datePublished: document.firstPublishedAt,
    dateModified: document.updatedAt,
    isAccessibleForFree: true,
    author: { '@type': 'Organization', name: publisher ?? t.resource.team },
    publisher: { '@type': 'Organization', name: t.site.name },
    about: topics.map((topic) => ({ '@type': 'Thing', name: topic.title })),
    ...(document.audiences.length > 0 && {
      audience: document.audiences.map((one) => ({ '@type': 'Audience', audienceType: t.audiences[one] })),
    }),
    ...(document.externalUrl && { sameAs: document.externalUrl }),
  };
}

/** A learning path is a course whose parts are in order. */
export function pathThing(document: LearningPath, page: string, t: Dictionary): Thing {
  return {
    '@type': 'LearningResource',
    learningResourceType: t.types['learning-path'],
    name: document.title,
    description: document.summary,
    url: page,
    inLanguage: document.locale,
    datePublished: document.firstPublishedAt,
    dateModified: document.updatedAt,
    isAccessibleForFree: true,
    publisher: { '@type': 'Organization', name: t.site.name },
  };
}

/** A term, and the set of terms that it belongs to. */
export function termThing(document: GlossaryTerm, text: string, page: string, glossary: string, t: Dictionary): Thing {
  return {
    '@type': 'DefinedTerm',
    name: document.term,
    ...(document.expansion && { alternateName: document.expansion }),
    description: text,
    url: page,
    inLanguage: document.locale,
    inDefinedTermSet: { '@type': 'DefinedTermSet', name: t.sections['glossary-term'], url: glossary },
  };
}

export function organisationThing(document: Organisation, page: string): Thing {
  return {
    '@type': 'Organization',
    name: document.name,
    ...(document.acronym && { alternateName: document.acronym }),
    description: document.tagline,
    url: document.url ?? page,
    mainEntityOfPage: page,
  };
}

interface EventSource {
  document: Event;
  page: string;
  organiser: Card | null;
  /** Address of the picture of a shared link. */
  image: string;
  /** Address of the site, for paths. */
  origin: string;
  t: Dictionary;
}

const ATTENDANCE: Record<EventFormat, string> = {
  'on-site': 'OfflineEventAttendanceMode',
  online: 'OnlineEventAttendanceMode',
  hybrid: 'MixedEventAttendanceMode',
};

/** An event, with everything that search engines ask of one. */
export function eventThing({ document, page, organiser, image, origin, t }: EventSource): Thing {
  const schema = (name: string) => `https://schema.org/${name}`;
  const { format, isCancelled, movedFrom } = document;
  const place = {
    '@type': 'Place',
    name: document.venue ?? document.address,
    address: {
      '@type': 'PostalAddress',
      streetAddress: document.address ?? document.venue,
      ...(document.region && { addressRegion: t.events.regions[document.region], addressCountry: 'FR' }),
    },
  };
  const room = { '@type': 'VirtualLocation', url: page };
  return {
    '@type': 'Event',
    name: document.title,
    description: document.summary,
    url: page,
    image,
    inLanguage: document.language,
    startDate: document.startsAt,
    endDate: document.endsAt,
    eventStatus: schema(isCancelled ? 'EventCancelled' : movedFrom ? 'EventRescheduled' : 'EventScheduled'),
    ...(movedFrom && { previousStartDate: movedFrom }),
    eventAttendanceMode: schema(ATTENDANCE[format]),
    location: format === 'hybrid' ? [place, room] : format === 'online' ? room : place,
    organizer: {
      '@type': 'Organization',
      name: organiser?.title ?? t.site.name,
      url: new URL(organiser?.url ?? '/', origin).href,
    },
    ...(document.speakers.length > 0 && {
      performer: document.speakers.map(({ name, role }) => ({
        '@type': 'Person',
        name,
        ...(role && { jobTitle: role }),
      })),
    }),
    ...(document.capacity !== null && { maximumAttendeeCapacity: document.capacity }),
    isAccessibleForFree: true,
    offers: {
      '@type': 'Offer',
      price: 0,
      priceCurrency: 'EUR',
      url: document.registrationUrl ?? page,
      availability: schema(document.availability === 'full' ? 'SoldOut' : 'InStock'),
      validFrom: document.opensAt ?? document.firstPublishedAt,
    },
    ...(document.replayUrl && {
      recordedIn: { '@type': 'CreativeWork', url: new URL(document.replayUrl, origin).href },
    }),
    ...((document.audiences.length > 0 || document.functions.length > 0) && {
      audience: [
        ...document.audiences.map((one) => t.audiences[one]),
        ...document.functions.map((one) => t.events.functions[one]),
      ].map((audienceType) => ({ '@type': 'Audience', audienceType })),
    }),
  };
}

interface ThreadSource {
  document: Thread;
  question: PostView & { comments: PostView[] };
  /** Those of this page. */
  answers: readonly AnswerView[];
  page: string;
  t: Dictionary;
}

/** A thread, with everything that search engines ask of a page of questions and answers. */
export function threadThing({ document, question, answers, page, t }: ThreadSource): Thing {
  const written = (post: PostView) => ({
    text: post.text,
    url: `${page}#${post.anchor}`,
    datePublished: post.postedAt,
    ...(post.edits.length > 0 && { dateModified: post.edits.at(-1) }),
    inLanguage: document.locale,
    author: {
      '@type': post.author.standing === 'official' ? 'Organization' : 'Person',
      name: authorName(post.author, t),
    },
  });
  const comments = (posts: readonly PostView[]) =>
    posts.length > 0 ? { comment: posts.map((post) => ({ '@type': 'Comment', ...written(post) })) } : {};
  const answer = (post: AnswerView) => ({
    '@type': 'Answer',
    ...written(post),
    upvoteCount: post.score,
    ...comments(post.comments),
  });
  const chosen = answers.find(({ id }) => id === document.accepted);
  const others = answers.filter((post) => post !== chosen);
  return {
    '@type': 'QAPage',
    url: page,
    inLanguage: document.locale,
    mainEntity: {
      '@type': 'Question',
      name: document.title,
      ...written(question),
      answerCount: document.answers.length,
      upvoteCount: document.score,
      ...comments(question.comments),
      ...(chosen && { acceptedAnswer: answer(chosen) }),
      ...(others.length > 0 && { suggestedAnswer: others.map(answer) }),
    },
  };
}
