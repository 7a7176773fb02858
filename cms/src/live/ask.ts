import { LEVELS, LIVE_PAGES, type FieldFlaw, type Level, type LiveAnswer, type WritingData } from '@palier/model';
import { ask as askQuestion } from '../community/posting.ts';
import { choicesIn } from '../community/subjects.ts';
import { inTransaction } from '../database/transaction.ts';
import { post as postIt, shownParts, signing } from './posting.ts';
import { field, redirect, show, withQuery, type LivePageHandlers, type SignedIn } from './request.ts';
import { newWriting, readWriting } from './writing.ts';

/** Topics that a question may have. */
const TOPICS_MAX = 5;

/** Parameters of the address that fill the form in: from the search, from the page of a topic. */
const GIVEN = { titre: 'title', palier: 'level', secteur: 'sector' } as const;

/** The form to ask a question. */
export const ask: LivePageHandlers = {
  access: 'member',
  async get(request) {
    const { query } = request;
    if (request.member.pseudonym === null) return chooseName(request, withQuery(LIVE_PAGES.ask[request.locale], query));
    const values: Record<string, string> = {};
    for (const [parameter, name] of Object.entries(GIVEN)) {
      const given = query[parameter];
      if (given !== undefined) values[name] = given.slice(0, 150);
    }
    if (query['theme'] !== undefined) values[`topic-${query['theme'].slice(0, 100)}`] = 'yes';
    return askPage(request, newWriting(), { values });
  },
  async post(request) {
    if (request.member.pseudonym === null) return chooseName(request, LIVE_PAGES.ask[request.locale]);
    const written = await readWriting(request, { kind: 'body', hasTitle: true });
    if ('writing' in written) return askPage(request, written.writing, written.shown);
    const { locale } = request;
    const { topics, sectors } = await choicesOf(request);
    const chosen = topics.map(({ slug }) => slug).filter((slug) => field(request, `topic-${slug}`) !== '');
    const sector = field(request, 'sector');
    const level = LEVELS.find((one) => one === field(request, 'level'));
    const flaws: Record<string, FieldFlaw> = {
      ...(chosen.length > TOPICS_MAX && { topics: 'too-many-topics' as const }),
      ...(sector !== '' && !sectors.some(({ slug }) => slug === sector) && { sector: 'not-allowed' as const }),
      ...(level === undefined && { level: 'not-allowed' as const }),
    };
    const again = (shown: Parameters<typeof show>[3]) =>
      askPage(request, { ...newWriting(), key: written.key }, { values: request.fields, ...shown });
    if (level === undefined || Object.keys(flaws).length > 0) return again({ flaws });
    const question = {
      title: written.title ?? '',
      body: written.body,
      key: written.key,
      language: locale,
      maturity: level,
      topics: chosen,
      sectors: sector === '' ? [] : [sector],
      shows: shownParts(request),
    };
    return postIt(request, { kind: 'question', ...written }, again, (write, state) =>
      askQuestion(request.strapi, write, request.member, { ...question, state }, request.now),
    );
  },
};

/** Who has no pseudonym chooses one before writing. */
export const chooseName = ({ locale }: SignedIn, back: string): LiveAnswer =>
  redirect(withQuery(LIVE_PAGES.profile[locale], { retour: back }));

function choicesOf({ strapi, locale }: SignedIn) {
  return inTransaction(strapi, async (trx) => ({
    topics: await choicesIn(strapi, trx, 'topic', locale),
    sectors: await choicesIn(strapi, trx, 'sector', locale),
  }));
}

async function askPage(
  request: SignedIn,
  writing: WritingData,
  shown: Parameters<typeof show>[3],
): Promise<LiveAnswer> {
  const level: Level = request.member.level ?? 'novice';
  const data = { ...writing, ...(await signing(request)), ...(await choicesOf(request)), level };
  return show(request, 'ask', data, shown);
}
