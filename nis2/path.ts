import { activity } from './activities.ts';
import type { Verdict } from './applicability.ts';
import { MATURITY_LEVELS, type MaturityLevel, type MaturityResult } from './maturity.ts';
import { QUESTIONS, type QuestionId } from './maturity-questions.ts';

/**
 * What to read, attend and ask next, in order: from what the directive would ask of an entity, from where it stands, among what
 * the hub has published. Palier's own judgement, as a table of points that anybody can read.
 */

/** What the path chooses from. */
export interface CatalogueEntry {
  /** Address of its page on the hub, which names it. */
  url: string;
  type: 'resource' | 'event' | 'thread';
  level: MaturityLevel | null;
  /** Slugs of topics and of sectors; a text for all sectors names none. */
  topics: readonly string[];
  sectors: readonly string[];
  /** Time that it takes, in minutes; null when that is not known. */
  minutes: number | null;
  /** Events: when it begins, ISO 8601, in UTC. */
  startsAt?: string;
}

/** Why something is on the path. */
export type PathReason =
  /** It helps with one of the five next actions. */
  | { code: 'action'; question: QuestionId }
  /** It is about what the verdict obliges to: Articles 20, 21, 23 or 27. */
  | { code: 'obligation'; article: string }
  | { code: 'sector'; sector: string }
  | { code: 'level' }
  | { code: 'next-level' }
  | { code: 'quick'; minutes: number };

export const STAGES = ['quick-wins', 'now', 'then'] as const;

export type Stage = (typeof STAGES)[number];

export interface PathStep {
  entry: CatalogueEntry;
  stage: Stage;
  why: PathReason[];
}

export interface RecommendedPath {
  /** Level that the path starts from; the first where nothing is known. */
  level: MaturityLevel;
  /** Slugs of the entity's sectors, as the verdict knows them. */
  sectors: string[];
  steps: PathStep[];
}

/** Longest reading that is a quick win, in minutes. */
const QUICK_MAX = 15;

/** How many steps of each kind a stage has at most: a path that one can see the end of. */
const MOST: Record<Stage, Record<CatalogueEntry['type'], number>> = {
  'quick-wins': { resource: 4, event: 0, thread: 2 },
  now: { resource: 5, event: 2, thread: 2 },
  then: { resource: 3, event: 1, thread: 0 },
};

/** Steps of a stage for one action, or on one topic, at most: a path that only goes one way is no path. */
const PER_PURPOSE = 2;

/** Topics that an obligation is about, by regime, with its article. */
const OBLIGATIONS: Readonly<Partial<Record<Verdict['regime'], Readonly<Record<string, string>>>>> = {
  essential: { gouvernance: '20', conformite: '3(4)', incidents: '23', fournisseurs: '21(2)(d)', risques: '21(2)(a)' },
  important: { gouvernance: '20', conformite: '3(4)', incidents: '23', fournisseurs: '21(2)(d)' },
  'registration-only': { conformite: '3(4), 28' },
  undetermined: { conformite: '2' },
};

/** Without an assessment: what everybody begins with. */
const FIRST_TOPICS: readonly string[] = ['hygiene', 'acces', 'continuite', 'incidents'];

const POINTS = { action: 4, obligation: 3, sector: 3, level: 3, firstTopic: 2, quick: 1 } as const;

/**
 * An ordered path. Total: without a verdict or an assessment it starts where everybody does.
 *
 * @param maturity level and next actions of an assessment (`assessMaturity`).
 * @param now instant before which events are past, in milliseconds since 1970.
 */
export function recommendedPath(
  verdict: Pick<Verdict, 'regime' | 'reasons'> | null,
  maturity: Pick<MaturityResult, 'overall' | 'actions'> | null,
  catalogue: readonly CatalogueEntry[],
  now: number,
): RecommendedPath {
  const level = maturity?.overall.level ?? MATURITY_LEVELS[0];
  const sectors = sectorsOf(verdict);
  const obligations = OBLIGATIONS[verdict?.regime ?? 'out-of-scope'] ?? {};
  const actions = maturity?.actions ?? [];

  const rated = catalogue.flatMap((entry): (PathStep & { points: number })[] => {
    const distance = entry.level === null ? 0 : MATURITY_LEVELS.indexOf(entry.level) - MATURITY_LEVELS.indexOf(level);
    // Neither far above, nor what one has left behind.
    if (distance > 1 || distance < -1) return [];
    if (entry.startsAt !== undefined && !(Date.parse(entry.startsAt) > now)) return [];
    const own = entry.sectors.find((sector) => sectors.includes(sector));
    if (entry.sectors.length > 0 && own === undefined) return [];

    const why: PathReason[] = [];
    let points = 0;
    const action = actions.findIndex(({ question }) => overlaps(QUESTIONS[question].topics, entry.topics));
    if (action >= 0) {
      why.push({ code: 'action', question: actions[action]!.question });
      // The first action weighs most.
      points += POINTS.action * (actions.length - action);
    }
    const article = entry.topics.map((topic) => obligations[topic]).find((found) => found !== undefined);
    if (article) {
      why.push({ code: 'obligation', article });
      points += POINTS.obligation;
    }
    if (own) {
      why.push({ code: 'sector', sector: own });
      points += POINTS.sector;
    }
    if (actions.length === 0 && overlaps(FIRST_TOPICS, entry.topics)) points += POINTS.firstTopic;
    if (points === 0) return [];
    const isQuick = entry.minutes !== null && entry.minutes <= QUICK_MAX && distance <= 0;
    why.push({ code: distance > 0 ? 'next-level' : 'level' });
    if (distance === 0) points += POINTS.level;
    if (isQuick) {
      why.push({ code: 'quick', minutes: entry.minutes! });
      points += POINTS.quick;
    }
    const stage: Stage = distance > 0 ? 'then' : isQuick || entry.type === 'thread' ? 'quick-wins' : 'now';
    return [{ entry, stage, why, points }];
  });
  rated.sort((a, b) => b.points - a.points || soonest(a.entry, b.entry) || (a.entry.url < b.entry.url ? -1 : 1));
  return { level, sectors, steps: STAGES.flatMap((stage) => stepsOf(stage, rated)) };
}

/** Slugs of the sectors of the activities that a verdict rests on. */
export function sectorsOf(verdict: Pick<Verdict, 'reasons'> | null): string[] {
  const ids = (verdict?.reasons ?? []).map((reason) => reason.activity ?? '');
  return [...new Set(ids.map((id) => activity(id)?.sector).filter((sector) => sector !== undefined))];
}

function stepsOf(stage: Stage, rated: readonly PathStep[]): PathStep[] {
  const left = { ...MOST[stage] };
  const perPurpose = new Map<string, number>();
  return rated
    .filter((step) => step.stage === stage)
    .filter(({ entry, why: [first] }) => {
      const purpose = first?.code === 'action' ? first.question : (entry.topics[0] ?? '');
      const already = perPurpose.get(purpose) ?? 0;
      if (left[entry.type] === 0 || already === PER_PURPOSE) return false;
      left[entry.type] -= 1;
      perPurpose.set(purpose, already + 1);
      return true;
    })
    .map(({ entry, stage: own, why }) => ({ entry, stage: own, why }));
}

const overlaps = (a: readonly string[], b: readonly string[]) => a.some((one) => b.includes(one));

const soonest = (a: CatalogueEntry, b: CatalogueEntry) => (a.startsAt ?? '9').localeCompare(b.startsAt ?? '9');
