import type { Section } from './document.ts';
import { MATCH_END, MATCH_START } from './marks.ts';
import type { SearchHit } from './query.ts';
import { fold } from './text/fold.ts';
import { wordsOf } from './text/words.ts';
import type { Thesaurus } from './thesaurus.ts';
import type { Understood } from './understand.ts';

/** Length of an extract, in characters. */
const EXTRACT_LENGTH = 240;

interface Place {
  start: number;
  end: number;
  term: string;
}

/** The passage of a plain text that holds most of what was asked, each match between the sentinels of `marks.ts`, `…` where it was cut. */
export function extractOf(text: string, understood: Understood, thesaurus: Thesaurus): string {
  const places = placesOf(text, understood, thesaurus);
  const [start, end] = passage(text, places);
  let marked = start > 0 ? '…' : '';
  let at = start;
  for (const place of places) {
    if (place.start < at || place.end > end) continue;
    marked += `${text.slice(at, place.start)}${MATCH_START}${text.slice(place.start, place.end)}${MATCH_END}`;
    at = place.end;
  }
  return marked + text.slice(at, end) + (end < text.length ? '…' : '');
}

/** Number of different terms of the query that a text holds. */
export const matchedIn = (text: string, understood: Understood, thesaurus: Thesaurus): number =>
  new Set(placesOf(text, understood, thesaurus).map(({ term }) => term)).size;

/** What a hit shows of a document: the passage of its summary, or of the section that says more of what was asked. */
export function passageOf(
  summary: string,
  sections: readonly Section[],
  understood: Understood,
  thesaurus: Thesaurus,
): Pick<SearchHit, 'extract' | 'section'> {
  let best: Section | null = null;
  let most = summary === '' ? -1 : matchedIn(summary, understood, thesaurus);
  for (const section of sections) {
    const matched = matchedIn(`${section.heading} ${section.text}`, understood, thesaurus);
    if (matched > most) [best, most] = [section, matched];
  }
  const extract = extractOf(best?.text ?? summary, understood, thesaurus);
  const anchor = best?.anchor ?? null;
  return { extract, section: best === null || anchor === null ? null : { anchor, heading: best.heading } };
}

/** Where the text says what was asked, in its order; a name of several words is one place. */
function placesOf(text: string, { terms, unfinished, phrases }: Understood, thesaurus: Thesaurus): Place[] {
  const asked = new Set([...terms, ...phrases.flat()]);
  const beginning = unfinished ? terms.at(-1) : undefined;
  const words = wordsOf(text);
  const places: Place[] = [];
  const named = thesaurus
    .namings(words.map(({ term }) => term))
    .filter(({ concept }) => asked.has(concept))
    .map(({ concept, from, to }) => ({ start: words[from]!.start, end: words[to - 1]!.end, term: concept }));
  const single = words
    .filter(
      ({ term, start, end }) =>
        asked.has(term) || (beginning !== undefined && fold(text.slice(start, end)).startsWith(beginning)),
    )
    .map(({ start, end, term }) => ({ start, end, term: asked.has(term) ? term : beginning! }));
  let last = 0;
  for (const place of [...named, ...single].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (place.start < last) continue;
    places.push(place);
    last = place.end;
  }
  return places;
}

/** Bounds of the passage with the most different terms, then the most matches, cut between words. */
function passage(text: string, places: readonly Place[]): [number, number] {
  if (text.length <= EXTRACT_LENGTH) return [0, text.length];
  let best = { from: 0, to: 0, worth: -1 };
  for (const [index, first] of places.entries()) {
    const within = places.slice(index).filter(({ end }) => end <= first.start + EXTRACT_LENGTH * 0.8);
    const worth = new Set(within.map(({ term }) => term)).size * 100 + within.length;
    if (worth > best.worth) best = { from: first.start, to: within.at(-1)?.end ?? first.end, worth };
  }
  // A match in the first lines is shown with how the text begins.
  let start = 0;
  if (best.from >= EXTRACT_LENGTH / 2 || best.to > EXTRACT_LENGTH) {
    const space = text.indexOf(' ', Math.max(0, best.from - EXTRACT_LENGTH * 0.2));
    start = space === -1 ? best.from : Math.min(space + 1, best.from);
  }
  const end = Math.min(text.length, start + EXTRACT_LENGTH);
  if (end === text.length) return [start, end];
  const space = Math.max(text.lastIndexOf(' ', end), best.to);
  // A text without spaces is cut where it must, but no character in two.
  return [start, space > start ? space : end - (/[\uD800-\uDBFF]/.test(text[end - 1]!) ? 1 : 0)];
}
