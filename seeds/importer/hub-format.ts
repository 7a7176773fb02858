import { DEFAULT_LOCALE, LOCALES } from '@palier/model';
import type { DocumentType, Locale } from '@palier/model';
import type { Draft, Input } from './draft.ts';
import { slugAndLocaleOf, slugOfFileName } from './file-name.ts';
import { readEvent } from './events.ts';
import { readPhases } from './phases.ts';
import { asBoolean, asNumber } from './values.ts';
import { readSteps } from './steps.ts';
import type { Source } from './source.ts';

/** The hub's own format: keys are the fields of `model/`, the body is the Markdown (of a term: its definition). */
export function readHubFormat(type: DocumentType, { source, path, body }: Input): Draft {
  source.line('type');
  const named = slugAndLocaleOf(path);
  return {
    format: 'hub',
    slug: source.line('slug') || (slugOfFileName(path) && named.slug),
    locale: readLocale(source) ?? named.locale ?? DEFAULT_LOCALE,
    fields: { type, ...FIELDS[type](source, body) },
    keys: KEYS[type] ?? {},
  };
}

/** What the parts of the body are called where a message speaks of them. */
const KEYS: Partial<Record<DocumentType, Record<string, string>>> = {
  'glossary-term': { definition: 'corps du fichier' },
  thread: { body: 'question', answer: 'réponse, après la ligne <!-- answer -->' },
};

/** The line of a thread's file between the question and the answer. */
const ANSWER = /^<!-- *answer *-->$/gm;

const FIELDS: Record<DocumentType, (source: Source, body: string) => Record<string, unknown>> = {
  resource: (source, body) => ({
    title: source.line('title'),
    summary: source.line('summary'),
    keywords: source.lines('keywords'),
    body,
    kind: source.line('kind'),
    maturity: source.line('maturity'),
    startHere: asBoolean(source.line('startHere')),
    audiences: source.lines('audiences'),
    topics: source.references('topics', 'topic'),
    sectors: source.references('sectors', 'sector'),
    nis2Articles: source.lines('nis2Articles'),
    publisher: source.reference('publisher', 'organisation'),
    externalUrl: source.address('externalUrl'),
    year: asNumber(source.lineOrNull('year')),
    language: source.lineOrNull('language') ?? undefined,
    prerequisites: source.references('prerequisites', 'resource'),
    nextSteps: source.references('nextSteps', 'resource'),
    reviewedAt: source.date('reviewedAt'),
    reviewBy: source.date('reviewBy'),
    lawDate: source.date('lawDate'),
  }),
  'learning-path': (source, body) => ({
    title: source.line('title'),
    summary: source.line('summary'),
    body,
    audience: source.lineOrNull('audience'),
    steps: readSteps(source),
    reviewedAt: source.date('reviewedAt'),
  }),
  organisation: (source, body) => ({
    name: source.line('name'),
    acronym: source.lineOrNull('acronym'),
    tagline: source.line('tagline'),
    body,
    kinds: source.lines('kinds'),
    tags: source.lines('tags'),
    url: source.address('url'),
    noteId: source.lineOrNull('noteId'),
  }),
  service: (source, body) => ({
    title: source.line('title'),
    mission: source.line('mission'),
    body,
    incubator: source.lineOrNull('incubator'),
    users: source.lines('users'),
    joining: source.prose('joining'),
    sponsors: source.references('sponsors', 'organisation'),
    phases: readPhases(source),
    url: source.address('url'),
  }),
  event: (source, body) => ({ ...readEvent(source), body }),
  'glossary-term': (source, body) => ({
    term: source.line('term'),
    expansion: source.lineOrNull('expansion'),
    translation: source.lineOrNull('translation'),
    definition: body,
  }),
  thread: (source, body) => {
    // A second line of the kind is part of the answer, where it shows nothing.
    const [line] = body.matchAll(ANSWER);
    return {
      title: source.line('title'),
      body: line ? body.slice(0, line.index).trim() : body,
      answer: line ? body.slice(line.index + line[0].length).trim() : undefined,
      maturity: source.line('maturity'),
      topics: source.references('topics', 'topic'),
      sectors: source.references('sectors', 'sector'),
      lawDate: source.date('lawDate'),
    };
  },
  topic: readNameAndDescription,
  sector: readNameAndDescription,
};

function readNameAndDescription(source: Source, body: string): Record<string, unknown> {
  const place = source.place('description');
  if (body !== '') {
    source.warnings.push({
      line: null,
      key: place?.key ?? null,
      reason: 'le corps du fichier n’est pas publié',
      remedy: 'mettez la phrase dans la clé « description »',
    });
  }
  return { name: source.line('name'), description: source.line('description') };
}

function readLocale(source: Source): Locale | undefined {
  const text = source.line('locale');
  const place = source.place('locale');
  const locale = LOCALES.find((candidate) => candidate === text?.toLowerCase());
  if (text !== undefined && text !== '' && locale === undefined && place !== undefined) {
    source.problem(
      place,
      place.line,
      `« ${text.slice(0, 40)} » n’est pas une langue du hub`,
      `langues : ${LOCALES.join(', ')}`,
    );
  }
  return locale;
}
