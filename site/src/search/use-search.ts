import type { Level } from '@palier/model/levels';
import type { Locale } from '@palier/model/locales';
import { createSearchClient, type SearchAnswer, type SearchRequest } from '@palier/search/client';
import { SEARCH_LIMIT_MAX, SEARCH_OFFSET_MAX } from '@palier/search/limits';
import { useEffect, useRef, useState } from 'react';
import { answerTo, type Answer } from './answer.ts';
import {
  NOTHING,
  addressOf,
  beginningOf,
  countOf,
  criteriaOf,
  requestOf,
  type Choices,
  type Criteria,
} from './criteria.ts';
import { readerLevel } from './reader-level.ts';

/** A link to a page of the hub. */
export interface Way {
  url: string;
  label: string;
  /** Language of the label, when it is not that of the page. */
  lang?: Locale;
}

export interface Found extends SearchAnswer {
  step: 'found';
  criteria: Criteria;
  /** Level of the reader at the time of asking. */
  lens: Level | null;
  /** What answers at once, above the results. */
  direct: Answer | null;
  /** Terms of the glossary that are near what was asked, when nothing was found. */
  terms: Way[];
  /** Another search goes on; these results are those of the last. */
  stale: boolean;
  /** The next results did not come. */
  cutShort: boolean;
}

export type State = { step: 'unread' | 'start' | 'searching' | 'failed' } | Found;

/** How the criteria came to be: typing changes the address in place, a choice is a step that the back button undoes. */
type Pace = 'typed' | 'chosen' | 'read';

/** Pause in typing after which the search runs, in milliseconds. */
const PAUSE = 150;
const TERMS_MAX = 6;

const client = createSearchClient();

export interface Search {
  criteria: Criteria;
  state: State;
  /** Asks something else. */
  change(criteria: Criteria, pace: Exclude<Pace, 'read'>): void;
  /** Asks the same again, at once. */
  again(): void;
  /** Resolves when the results that follow are there; null when there are none to be had. */
  more: (() => Promise<void>) | null;
}

/** The search of the page of results. Its state lives in the address, so that it can be shared and gone back to. */
export function useSearch(locale: Locale, choices: Choices, field: () => string): Search {
  const [criteria, setCriteria] = useState(NOTHING);
  const [state, setState] = useState<State>({ step: 'unread' });
  const [lens, setLens] = useState<Level | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [isRead, setRead] = useState(false);
  const pace = useRef<Pace>('read');
  /** Title of the page when nothing is asked. */
  const title = useRef('');

  useEffect(() => {
    title.current = document.title;
    const read = () => {
      pace.current = 'read';
      setCriteria(criteriaOf(location.search, choices));
    };
    const readLevel = () => setLens(readerLevel());
    read();
    readLevel();
    // Typed before the script was there: kept.
    const early = field();
    if (early && !location.search) change({ ...NOTHING, q: early }, 'typed');
    setRead(true);
    addEventListener('popstate', read);
    document.addEventListener('palier:level', readLevel);
    return () => {
      removeEventListener('popstate', read);
      document.removeEventListener('palier:level', readLevel);
    };
  }, []);

  useEffect(() => {
    if (!isRead) return;
    const abort = new AbortController();
    const timer = setTimeout(() => void run(abort.signal), pace.current === 'typed' ? PAUSE : 0);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [criteria, lens, attempt, isRead]);

  async function run(signal: AbortSignal): Promise<void> {
    const address = location.pathname + addressOf(criteria);
    if (pace.current === 'typed') history.replaceState(null, '', address);
    else if (pace.current === 'chosen' && address !== location.pathname + location.search)
      history.pushState(null, '', address);
    document.title = [criteria.q.trim(), title.current].filter(Boolean).join(' · ');
    // What follows is asked in the same state: another level is no step.
    pace.current = 'read';
    const request = requestOf(criteria, choices, locale, lens);
    if (request === null) return setState({ step: 'start' });
    setState((before) => (before.step === 'found' ? { ...before, stale: true } : { step: 'searching' }));
    try {
      const found = client.search({ ...request, limit: SEARCH_LIMIT_MAX }, signal);
      const bare = countOf(criteria) === 0;
      const [answer, direct] = await Promise.all([found, bare ? answerTo(request.q, locale, found) : null]);
      if (signal.aborted) return;
      setState({ step: 'found', ...answer, criteria, lens, direct, terms: [], stale: false, cutShort: false });
      if (answer.hits.length > 0 || direct) return;
      const terms = await nearTerms(request.q, locale, signal);
      setState((now) => (now.step === 'found' && now.criteria === criteria ? { ...now, terms } : now));
    } catch {
      if (!signal.aborted) setState({ step: 'failed' });
    }
  }

  function change(next: Criteria, how: Exclude<Pace, 'read'>): void {
    pace.current = how;
    setCriteria(next);
  }

  function again(): void {
    pace.current = 'chosen';
    setAttempt((before) => before + 1);
  }

  async function more(): Promise<void> {
    if (state.step !== 'found') return;
    const request = requestOf(state.criteria, choices, locale, state.lens);
    if (request === null) return;
    const next = await client
      .search({ ...request, limit: SEARCH_LIMIT_MAX, offset: state.hits.length })
      .catch((): Pick<SearchAnswer, 'hits'> | null => null);
    setState((now) => {
      if (now !== state) return now;
      if (next === null) return { ...state, cutShort: true };
      // The other engine may have taken over, in an order of its own; a total may be an estimate.
      const known = new Set(state.hits.map(({ id }) => id));
      const hits = [...state.hits, ...next.hits.filter(({ id }) => !known.has(id))];
      const isEnd = hits.length === state.hits.length;
      return { ...state, hits, total: isEnd ? hits.length : state.total, cutShort: false };
    });
  }

  const hasMore = state.step === 'found' && state.hits.length < state.total && state.hits.length <= SEARCH_OFFSET_MAX;
  return { criteria, state, change, again, more: hasMore ? more : null };
}

/** Terms of the glossary that begin as the longest word of a query does. */
async function nearTerms(q: string, locale: Locale, signal: AbortSignal): Promise<Way[]> {
  const beginning = beginningOf(q);
  if (beginning === null) return [];
  const request: SearchRequest = { q: beginning, locale, filters: { type: ['glossary-term'] }, limit: TERMS_MAX };
  const { hits } = await client.search(request, signal).catch(() => ({ hits: [] }));
  return hits.map(({ url, title, locale: own }) => ({ url, label: title, ...(own !== locale && { lang: own }) }));
}
