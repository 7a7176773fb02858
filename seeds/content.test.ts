import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  DOCUMENT_TYPES,
  EVENT_FORMATS,
  IMPORT_FORMATS,
  LEVELS,
  LOCALES,
  REGISTRATION_MODES,
  WAITLIST_MODES,
  hasEmailAddress,
  levelRank,
  slugify,
} from '@palier/model';
import type { DocumentType, ImportDocument, ImportReference, Locale } from '@palier/model';
import { beforeAll, describe, expect, test } from 'vitest';
import { findFiles } from './importer/find-files.ts';
import { parseFile } from './importer/parse-file.ts';

const CONTENT = join(import.meta.dirname, 'content');

/** First segment of a page's address in each language, and the type of the page. */
const SECTIONS: Record<Locale, Record<string, DocumentType>> = {
  fr: {
    ressources: 'resource',
    parcours: 'learning-path',
    organisations: 'organisation',
    services: 'service',
    glossaire: 'glossary-term',
    themes: 'topic',
    secteurs: 'sector',
    questions: 'thread',
    evenements: 'event',
  },
  en: {
    resources: 'resource',
    paths: 'learning-path',
    organisations: 'organisation',
    services: 'service',
    glossary: 'glossary-term',
    topics: 'topic',
    sectors: 'sector',
    questions: 'thread',
    events: 'event',
  },
};

type Seed = { file: string; document: ImportDocument };

const seeds: Seed[] = [];
const refusals: string[] = [];

beforeAll(async () => {
  const { files, ignored, problems } = await findFiles([CONTENT]);
  refusals.push(...ignored, ...problems.map(({ path }) => path));
  for (const { path } of files) {
    const file = relative(CONTENT, path);
    const parsed = parseFile(path, readFileSync(path));
    refusals.push(...parsed.warnings.map(({ reason }) => `${file} : ${reason}`));
    if (parsed.ok) seeds.push({ file, document: parsed.document });
    else refusals.push(...parsed.problems.map(({ key, reason }) => `${file} ${key} : ${reason}`));
  }
});

const nameOf = (type: DocumentType, slug: string, locale: Locale) => `${type} ${slug} ${locale}`;

const known = () => new Set(seeds.map(({ document }) => nameOf(document.fields.type, document.slug, document.locale)));

function textOf({ fields }: ImportDocument): string {
  if (fields.type === 'glossary-term') return fields.definition;
  // A step leads to a page as a link does.
  const steps = fields.type === 'learning-path' ? (fields.steps ?? []) : [];
  const links = steps.map(({ target }) => (target?.startsWith('/') ? `[](${target})` : ''));
  const answer = fields.type === 'thread' ? [fields.answer] : [];
  const discussion = fields.type === 'event' && fields.discussion ? [`[](${fields.discussion})`] : [];
  return 'body' in fields ? [fields.body ?? '', ...answer, ...links, ...discussion].join('\n') : '';
}

function referencesOf(fields: ImportDocument['fields']): ImportReference[] {
  if (fields.type === 'service') return fields.sponsors ?? [];
  if (fields.type === 'thread') return [...(fields.topics ?? []), ...(fields.sectors ?? [])];
  if (fields.type === 'event') {
    const { topics = [], sectors = [], prerequisites = [], resources = [], organiser, path } = fields;
    return [...topics, ...sectors, ...prerequisites, ...resources, ...[organiser ?? []].flat(), ...[path ?? []].flat()];
  }
  if (fields.type !== 'resource') return [];
  const { topics = [], sectors = [], prerequisites = [], nextSteps = [], publisher } = fields;
  return [...topics, ...sectors, ...prerequisites, ...nextSteps, ...(publisher ? [publisher] : [])];
}

test('each example of the README imports without a warning', () => {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
  const examples = [...readme.matchAll(/^```markdown\n(.*?)^```$/gms)].map(([, example = '']) => example);
  const parsed = examples.map((example) => parseFile('exemple.md', Buffer.from(example)));
  expect(parsed.map((file) => (file.ok ? file.warnings : file.problems)).flat()).toEqual([]);
  const formats = parsed.map((file) => (file.ok ? file.document.format : null));
  expect(new Set(formats)).toEqual(new Set(IMPORT_FORMATS));
});

describe('the starter corpus', () => {
  test('imports without a refusal, an ignored file or a warning', () => {
    expect(refusals).toEqual([]);
    expect(seeds.length).toBeGreaterThan(0);
  });

  test('holds every type in both languages but services and threads, which are in one', () => {
    const found = new Set(seeds.map(({ document }) => `${document.fields.type} ${document.locale}`));
    const wanted = DOCUMENT_TYPES.flatMap((type) => LOCALES.map((locale) => `${type} ${locale}`));
    expect(wanted.filter((pair) => !found.has(pair))).toEqual(['service en', 'thread en']);
  });

  test('names each document once', () => {
    const names = seeds.map(({ document }) => nameOf(document.fields.type, document.slug, document.locale));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('has a French version of everything: it is the reference', () => {
    const names = known();
    const orphans = seeds.filter(({ document }) => !names.has(nameOf(document.fields.type, document.slug, 'fr')));
    expect(orphans.map(({ file }) => file)).toEqual([]);
  });

  test('refers only to documents that it holds', () => {
    const names = known();
    const broken = seeds.flatMap(({ file, document }) =>
      referencesOf(document.fields)
        .filter(({ type, slug }) => !names.has(nameOf(type, slug, 'fr')))
        .map(({ type, slug }) => `${file} → ${type} ${slug}`),
    );
    expect(broken).toEqual([]);
  });

  test('links only to pages that it publishes', () => {
    const names = known();
    const broken = seeds.flatMap(({ file, document }) =>
      [...textOf(document).matchAll(/\]\((\/[^)]*)\)/g)]
        .map(([, address = '']) => address)
        .filter((address) => {
          const match = /^\/(?:(en)\/)?([a-z]+)\/([a-z0-9-]+)\/$/.exec(address);
          const locale: Locale = match?.[1] === 'en' ? 'en' : 'fr';
          const type = SECTIONS[locale][match?.[2] ?? ''];
          return type === undefined || !names.has(nameOf(type, match?.[3] ?? '', locale));
        })
        .map((address) => `${file} → ${address}`),
    );
    expect(broken).toEqual([]);
  });

  test('resolves each wikilink to a note', () => {
    const notes = new Set(
      seeds.flatMap(({ document: { fields } }) =>
        fields.type === 'organisation' && fields.noteId ? [fields.noteId] : [],
      ),
    );
    const targets = seeds.flatMap(({ document }) =>
      [...textOf(document).matchAll(/\[\[([^\]]*)\]\]/g)].map(([, id = '']) => id),
    );
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((id) => !notes.has(id))).toEqual([]);
  });

  test('holds no e-mail address and no contact', () => {
    const exposed = seeds.filter(
      ({ document }) => document.contacts.length > 0 || hasEmailAddress(JSON.stringify(document)),
    );
    expect(exposed.map(({ file }) => file)).toEqual([]);
  });

  test('dates every text that states the law', () => {
    const undated = seeds.filter(({ document }) => {
      const text = textOf(document);
      return (
        /sera obligatoire|pas transposée|sera essentielle|not been transposed/.test(text) &&
        !/7[\s\u00a0]octobre 2026|7 October 2026/.test(text)
      );
    });
    expect(undated.map(({ file }) => file)).toEqual([]);
  });

  test('has the whole source catalogue as cards, each with a summary of its own', () => {
    const cards = resources('fr').filter(({ externalUrl }) => externalUrl);
    expect(cards).toHaveLength(233);
    expect(new Set(cards.map(({ summary }) => summary)).size).toBe(233);
    expect(cards.filter(({ summary }) => summary.length < 100 || summary.length > 400)).toEqual([]);
  });

  test('gives as keywords of a resource what its title does not say, once each', () => {
    const useless = LOCALES.flatMap(resources).flatMap(({ title, keywords = [] }) => {
      // Accents and case apart, as the search reads them.
      const all = [title, ...keywords].map(slugify);
      return keywords.filter((_, index) => all.indexOf(all[index + 1] as string) !== index + 1);
    });
    expect(useless).toEqual([]);
  });

  test('has six guides in full at each level, eight of them in English too', () => {
    const guides = resources('fr').filter(({ externalUrl }) => !externalUrl);
    for (const level of LEVELS)
      expect(guides.filter(({ maturity }) => maturity === level).length, level).toBeGreaterThanOrEqual(6);
    expect(resources('en').filter(({ externalUrl }) => !externalUrl).length).toBeGreaterThanOrEqual(8);
    const lengths = [...guides, ...resources('en')].map(({ title, body = '' }) => [title, body.split(/\s+/).length]);
    expect(lengths.filter(([, words]) => Number(words) < 600 || Number(words) > 1800)).toEqual([]);
  });

  test('proposes a first reading at each level', () => {
    for (const level of LEVELS)
      expect(resources('fr').filter(({ maturity, startHere }) => startHere && maturity === level).length, level).toBe(
        3,
      );
  });

  test('has every term of the glossary in both languages', () => {
    const terms = (locale: Locale) =>
      seeds
        .filter(({ document }) => document.fields.type === 'glossary-term' && document.locale === locale)
        .map(({ document }) => document.slug)
        .sort();
    expect(terms('fr').length).toBeGreaterThanOrEqual(122);
    expect(terms('en')).toEqual(terms('fr'));
  });

  test('has paths that never go down a level, for six publics', () => {
    const paths = seeds.flatMap(({ document: { fields, locale } }) =>
      fields.type === 'learning-path' && locale === 'fr' ? [fields] : [],
    );
    expect(new Set(paths.map(({ audience }) => audience)).size).toBe(6);
    for (const { title, steps = [] } of paths) {
      const ranks = steps.map(({ maturity }) => levelRank(maturity));
      expect(ranks, title).toEqual(ranks.toSorted());
      expect(steps.length, title).toBeGreaterThanOrEqual(10);
    }
  });

  test('asks nobody to read a text before itself', () => {
    const before = new Map(
      seeds.flatMap(({ document: { slug, fields, locale } }): [string, string[]][] =>
        fields.type === 'resource' && locale === 'fr'
          ? [[slug, (fields.prerequisites ?? []).map((one) => one.slug)]]
          : [],
      ),
    );
    const reaches = (from: string, seen = new Set<string>()): Set<string> => {
      for (const next of before.get(from) ?? []) if (!seen.has(next)) reaches(next, seen.add(next));
      return seen;
    };
    expect([...before.keys()].filter((slug) => reaches(slug).has(slug))).toEqual([]);
  });
});

describe('the example events', () => {
  test('are twelve, each in both languages', () => {
    expect(events('fr')).toHaveLength(12);
    expect(events('en').map(({ slug }) => slug)).toEqual(events('fr').map(({ slug }) => slug));
  });

  test('are all marked as examples; their titles need not say it', () => {
    const unmarked = LOCALES.flatMap(events).filter(
      ({ fields }) => !fields.isExample || /exemple|example/i.test(fields.title),
    );
    expect(unmarked.map(({ slug }) => slug)).toEqual([]);
  });

  test('say the same dates, place, capacity and hours in the two languages', () => {
    const english = new Map(events('en').map(({ slug, fields }) => [slug, sameInAllLanguages(fields)]));
    for (const { slug, fields } of events('fr')) expect(english.get(slug), slug).toEqual(sameInAllLanguages(fields));
  });

  test('leave nothing that French says unsaid in English', () => {
    const said = ({ slug, fields }: SeedEvent) => [slug, Object.keys(fields).sort(), fields.learn?.length];
    expect(events('en').map(said)).toEqual(events('fr').map(said));
  });

  test('say their times from the day of the import, so that they never look old', () => {
    for (const { slug, fields } of events('fr'))
      for (const time of [fields.startsAt, fields.endsAt]) expect(time, slug).toMatch(/^[+-]\d+ /);
  });

  test('keep their programme between their beginning and their end, in order', () => {
    for (const { slug, fields } of events('fr')) {
      const hours = (fields.programme ?? []).map(({ time }) => time ?? '');
      const bounds = [fields.startsAt.slice(-5), ...hours, fields.endsAt.slice(-5)];
      expect(bounds, slug).toEqual(bounds.toSorted());
    }
  });

  test('are three past ones with a replay and what was said, one moved, one cancelled, two of one series', () => {
    const all = events('fr').map(({ fields }) => fields);
    const past = all.filter(({ startsAt }) => startsAt.startsWith('-'));
    expect(past).toHaveLength(3);
    expect(all.filter(({ replayUrl, notes }) => replayUrl && notes)).toEqual(past);
    expect(all.filter(({ movedFrom }) => movedFrom)).toHaveLength(1);
    const cancelled = all.filter(({ isCancelled }) => isCancelled);
    expect(cancelled.map(({ cancellation = '' }) => cancellation !== '')).toEqual([true]);
    expect(all.flatMap(({ series }) => series ?? [])).toEqual(['cafe-nis2', 'cafe-nis2']);
  });

  test('are one that is full, with a waiting list', () => {
    const filled = events('fr').filter(({ fields: { exampleRegistrations } }) => exampleRegistrations);
    expect(filled).toHaveLength(1);
    const [{ fields }] = filled as [SeedEvent];
    expect(fields.exampleRegistrations).toBeGreaterThan(fields.capacity!);
  });

  test('are of every format, every level, every way of registering and both kinds of waiting lists', () => {
    const found = (field: 'format' | 'maturity' | 'registration' | 'waitlist') =>
      new Set(events('fr').flatMap(({ fields }) => fields[field] ?? []));
    expect(found('format')).toEqual(new Set(EVENT_FORMATS));
    expect(found('maturity')).toEqual(new Set(LEVELS));
    // Registering here is what a file that does not say it means.
    expect(new Set([...found('registration'), 'here'])).toEqual(new Set(REGISTRATION_MODES));
    expect(found('waitlist')).toEqual(new Set(WAITLIST_MODES));
  });
});

type EventFields = Extract<ImportDocument['fields'], { type: 'event' }>;
type SeedEvent = { slug: string; fields: EventFields };

/** In the order of their slugs. */
function events(locale: Locale): SeedEvent[] {
  return seeds
    .flatMap(({ document: { slug, fields, locale: own } }) =>
      fields.type === 'event' && own === locale ? [{ slug, fields }] : [],
    )
    .sort((one, other) => (one.slug < other.slug ? -1 : 1));
}

/** What an event says whatever the language: all but its texts, and the hours of its programme. */
function sameInAllLanguages(fields: EventFields) {
  const {
    title: _title,
    summary: _summary,
    body: _body,
    learn: _learn,
    access: _access,
    joinNotes: _joinNotes,
    speakers,
    programme,
    cancellation: _cancellation,
    notes: _notes,
    ...shared
  } = fields;
  return { ...shared, speakers: speakers?.length, hours: programme?.map(({ time, note }) => [time, note !== '']) };
}

function resources(locale: Locale) {
  return seeds.flatMap(({ document }) =>
    document.fields.type === 'resource' && document.locale === locale ? [document.fields] : [],
  );
}
