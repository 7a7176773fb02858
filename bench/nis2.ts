import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { ACTIVITIES } from '../nis2/activities.ts';
import { readApplicabilityAnswers, type ApplicabilityAnswers } from '../nis2/answers.ts';
import { assessApplicability } from '../nis2/applicability.ts';
import { PUBLIC_BODIES } from '../nis2/public-bodies.ts';
import { ROOT } from '../scripts/lib/paths.ts';
import { median, round, say } from './figures.ts';

/** Entities of every activity at every size, and every public body: what a questionnaire that was filled in says. */
const WHOLE: ApplicabilityAnswers[] = [
  ...ACTIVITIES.flatMap(({ id }) =>
    [5, 30, 120, 900].map((headcount): ApplicabilityAnswers => ({
      structure: 'private',
      formerOse: 'no',
      establishedIn: ['FR'],
      headcount,
      turnoverMillionEuro: headcount / 5,
      balanceSheetMillionEuro: headcount / 6,
      activities: [id as 'I.8.cloud'],
      group: [],
    })),
  ),
  ...PUBLIC_BODIES.map(({ id }): ApplicabilityAnswers => ({ structure: 'public', publicKind: id, population: 12_000 })),
];

/** The same with an answer left out that decides: `missing` has to be looked for. */
const PARTIAL: ApplicabilityAnswers[] = WHOLE.map(({ headcount: _, population: __, ...answers }) => answers);

const ROUNDS = 7;
/** Least time of a round, in milliseconds. */
const ROUND = 1_000;

function perSecond(cases: readonly ApplicabilityAnswers[]): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    let verdicts = 0;
    while (performance.now() - start < ROUND)
      for (const one of cases) {
        const read = readApplicabilityAnswers(one);
        if (!('answers' in read)) throw new Error(JSON.stringify(read.errors));
        assessApplicability(read.answers);
        verdicts += 1;
      }
    return (verdicts * 1000) / (performance.now() - start);
  });
  return median(rounds);
}

const ASSETS = join(ROOT, 'site', 'dist', 'client', '_astro');

const sourceOf = (file: string) => readFileSync(join(ASSETS, file), 'utf8');

/** A file, and all those that it imports. */
function reachedFrom(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, next] of sourceOf(file).matchAll(/(?:from|import)\s*\(?["'`]\.\/([\w.-]+\.js)/g))
    reachedFrom(next!, seen);
  return seen;
}

/** What the checker loads, compressed, in bytes: its script and all that it imports, and React with what that needs. */
function islandBytes(): { own: number; react: number } {
  const entry = readdirSync(ASSETS).find((file) => /^ApplicabilityPage\..*\.js$/.test(file));
  if (!entry) throw new Error(`${ASSETS} has no script of the checker`);
  const all = reachedFrom(entry);
  const isReact = (file: string) => /^jsx-runtime\./.test(file) || /Symbol\.for\([`'"]react\./.test(sourceOf(file));
  const react = new Set([...all].filter(isReact).flatMap((file) => [...reachedFrom(file)]));
  const sum = (files: Iterable<string>) =>
    [...files].reduce((total, file) => {
      const size = brotliCompressSync(sourceOf(file)).length;
      say(`${react.has(file) ? 'React' : 'own'}: ${file}, ${size} bytes`);
      return total + size;
    }, 0);
  return { own: sum(all.difference(react)), react: sum(react) };
}

/** Verdicts a second on one core, each read from JSON values and checked, and what the checker's page loads. */
export function benchNis2(): Record<string, number> {
  const { own, react } = islandBytes();
  return {
    verdicts_per_s: Math.round(perSecond(WHOLE)),
    undetermined_per_s: Math.round(perSecond(PARTIAL)),
    checker_island_kb: round(own / 1000),
    react_kb: round(react / 1000),
  };
}
