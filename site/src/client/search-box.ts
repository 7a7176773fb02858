import { levelRank, type Level } from '@palier/model/levels';
import type { Locale } from '@palier/model/locales';
import { listAddress } from '@palier/model/sections';
import { createSearchClient, segments, type SearchAnswer, type SearchHit } from '@palier/search/client';
import { QUERY_MAX, TYPING_LIMIT, hasWords } from '@palier/search/limits';
import { markPaths } from '../components/mark.ts';
import * as en from '../i18n/box.en.ts';
import * as fr from '../i18n/box.fr.ts';
import { count, fill } from '../i18n/text.ts';
import { answerTo, type Answer } from '../search/answer.ts';
import { groupsOf } from '../search/groups.ts';
import { readerLevel } from '../search/reader-level.ts';

/**
 * The search box of the header: results as one types, in a list below it (combobox of ARIA 1.2). Loaded when the box is
 * reached; without it, the form leads to the page of results.
 */

/** Pause in typing after which the search runs, in milliseconds. */
const PAUSE = 60;
/** Wait after which the box says that it waits. */
const PATIENCE = 400;
/** Time without a change after which the number of results is said: not at each key. */
const SETTLED = 700;

const locale = document.documentElement.lang as Locale;
const { names, searchBox: t } = locale === 'en' ? en : fr;
const client = createSearchClient();

const form = document.querySelector<HTMLFormElement>('form.find')!;
const input = form.querySelector('input')!;

const status = make('p', { class: 'hidden', role: 'status' });
const notes = make('div', { class: 'notes' });
const list = make('div', { id: 'found', role: 'listbox', 'aria-label': t.list });
const popup = make('div', { class: 'finder' }, notes, list, make('p', { class: 'keys' }, t.keys));
popup.hidden = true;
form.append(popup, status);
for (const [name, value] of Object.entries({
  role: 'combobox',
  'aria-autocomplete': 'list',
  'aria-controls': 'found',
  'aria-expanded': 'false',
  autocomplete: 'off',
  maxlength: String(QUERY_MAX),
}))
  input.setAttribute(name, value);

/** Links in the list, in its order. */
let options: HTMLAnchorElement[] = [];
/** Place of the active one; -1 while none is. */
let active = -1;
/** Words whose results the list shows; null while it shows none. */
let shown: string | null = null;
let asking: AbortController | undefined;
const timers: Partial<Record<'pause' | 'patience' | 'settled', number>> = {};

function after(name: keyof typeof timers, delay: number, act: () => void): void {
  clearTimeout(timers[name]);
  timers[name] = window.setTimeout(act, delay);
}

const wordsTyped = () => input.value.trim().slice(0, QUERY_MAX);

async function search(): Promise<void> {
  const q = wordsTyped();
  if (q.length < 2 || !hasWords(q)) return forget();
  asking?.abort();
  if (q === shown) {
    popup.removeAttribute('aria-busy');
    return open();
  }
  const { signal } = (asking = new AbortController());
  popup.setAttribute('aria-busy', 'true');
  after('patience', PATIENCE, () => {
    if (shown === null) paint(null, [t.searching], []);
  });
  try {
    const lens = readerLevel();
    const found = client.search({ q, locale, limit: TYPING_LIMIT, ...(lens && { lens }) }, signal);
    const [answer, direct] = await Promise.all([found, answerTo(q, locale, found)]);
    // An answer that comes late is none: another question was asked since.
    if (!signal.aborted) showResults(q, answer, direct);
  } catch {
    if (!signal.aborted) showFailure();
  }
  if (signal.aborted) return;
  clearTimeout(timers.patience);
  popup.removeAttribute('aria-busy');
}

/** Address of the page of results. */
const pageOf = (q: string) => `${form.action}?q=${encodeURIComponent(q)}`;

function showResults(q: string, answer: SearchAnswer, direct: Answer | null): void {
  const said = [
    ...(answer.corrected === null ? [] : [fill(t.corrected, { q: answer.corrected })]),
    ...(answer.engine === 'pagefind' ? [t.embedded] : []),
  ];
  const groups = groupsOf(answer.hits.filter(({ url }) => url !== direct?.url));
  const parts = [
    ...(direct ? [group(t.answer, [answerOption(direct)])] : []),
    ...groups.map(({ type, hits }) => group(names.sections[type], hits.map(hitOption))),
  ];
  if (parts.length === 0) {
    const none = fill(t.none, { q });
    paint(q, [none, ...said], [wayOn(pageOf(q), t.page), wayOn(listAddress('glossary-term', locale), t.glossary)]);
    announce(none);
    return;
  }
  const total = Math.max(answer.total, direct ? 1 : 0);
  paint(q, said, [...parts, wayOn(pageOf(q), fill(t.all, { n: total.toLocaleString(locale) }))]);
  announce([count(locale, t.said, total), ...said].join(' '));
}

function showFailure(): void {
  paint(null, [t.failed], [wayOn(listAddress('resource', locale), t.resources)]);
  announce(t.failed);
}

/** Shows what is said above the list, and the list. */
function paint(q: string | null, said: readonly string[], parts: readonly HTMLElement[]): void {
  shown = q;
  notes.replaceChildren(...said.map((text) => make('p', {}, text)));
  list.replaceChildren(...parts);
  options = [...list.querySelectorAll('a')];
  for (const [index, option] of options.entries()) option.id = `found-${index}`;
  activate(-1);
  popup.scrollTop = 0;
  open();
}

function announce(text: string): void {
  after('settled', SETTLED, () => {
    status.textContent = popup.hidden ? '' : text;
  });
}

function open(): void {
  if (!form.contains(document.activeElement)) return;
  popup.hidden = false;
  input.setAttribute('aria-expanded', String(options.length > 0));
  makeRoom();
}

function close(): void {
  // What was asked would open the list again.
  clearTimeout(timers.pause);
  clearTimeout(timers.patience);
  asking?.abort();
  popup.removeAttribute('aria-busy');
  popup.hidden = true;
  status.textContent = '';
  input.setAttribute('aria-expanded', 'false');
  activate(-1);
}

function forget(): void {
  shown = null;
  options = [];
  close();
}

/** The list ends above the foot of what is seen of the page, and above the keyboard of a telephone. */
function makeRoom(): void {
  const { height = innerHeight, offsetTop = 0 } = window.visualViewport ?? {};
  const room = height + offsetTop - form.getBoundingClientRect().bottom;
  popup.style.setProperty('--room', `${Math.max(200, Math.round(room))}px`);
}

function activate(index: number): void {
  options[active]?.setAttribute('aria-selected', 'false');
  active = index;
  const option = options[active];
  option?.setAttribute('aria-selected', 'true');
  option?.scrollIntoView({ block: 'nearest' });
  if (option) input.setAttribute('aria-activedescendant', option.id);
  else input.removeAttribute('aria-activedescendant');
}

function move(step: 1 | -1): void {
  if (popup.hidden) return shown === wordsTyped() ? open() : void search();
  const { length } = options;
  if (length > 0) activate(active === -1 ? (step === 1 ? 0 : length - 1) : (active + step + length) % length);
}

input.addEventListener('input', () => after('pause', PAUSE, () => void search()));
input.addEventListener('click', () => {
  if (popup.hidden) void search();
});
input.addEventListener('keydown', (event) => {
  if (event.isComposing) return;
  if (event.key === 'Tab') return close();
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  const option = options[active];
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    if (altKey && key === 'ArrowUp') close();
    else move(key === 'ArrowDown' ? 1 : -1);
  } else if (key === 'Enter' && !popup.hidden && option) {
    // With the keys that open a link elsewhere, it opens elsewhere.
    option.dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, view: window, ctrlKey, metaKey, shiftKey }),
    );
  } else if (key === 'Escape' && (!popup.hidden || input.value !== '')) {
    if (popup.hidden) {
      input.value = '';
      void search();
    } else close();
  } else return;
  event.preventDefault();
});
// The field keeps the focus while a link is clicked: some browsers do not focus links.
popup.addEventListener('mousedown', (event) => event.preventDefault());
form.addEventListener('focusout', ({ relatedTarget }) => {
  if (!form.contains(relatedTarget as Node | null)) close();
});
addEventListener('pointerdown', ({ target }) => {
  if (!form.contains(target as Node)) close();
});
addEventListener('pagehide', close);
window.visualViewport?.addEventListener('resize', () => {
  if (!popup.hidden) makeRoom();
});
// What was typed before this was here.
if (input.value) void search();

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | null>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function group(label: string, links: HTMLElement[]): HTMLElement {
  const title = make('span', { class: 'label', 'aria-hidden': 'true' }, label);
  return make('div', { role: 'group', 'aria-label': label }, title, make('div', { role: 'presentation' }, ...links));
}

/** A link of the list; real, so that it opens in another tab as any other. */
function option(url: string, name: string, lang: string | null, ...more: (Node | string)[]): HTMLAnchorElement {
  return make(
    'a',
    { role: 'option', href: url, hreflang: lang, tabindex: '-1', 'aria-selected': 'false' },
    make('span', { class: 'name', lang }, name),
    ...more,
  );
}

function wayOn(url: string, name: string): HTMLAnchorElement {
  const link = option(url, name, null);
  link.className = 'way';
  return link;
}

/** The language of what is shown, when it is not that of the page. */
const otherThan = (own: string) => (own === locale ? null : own);

function hitOption({ url, title, extract, locale: own, maturity }: SearchHit): HTMLAnchorElement {
  const lang = otherThan(own);
  const line = segments(extract)
    .map(({ text }) => text)
    .join('');
  return option(
    url,
    title,
    lang,
    ...(maturity ? [levelMark(maturity)] : []),
    make('span', { class: 'line', lang }, line),
    ...(lang ? [make('span', { class: 'lang' }, names.inLanguage[own])] : []),
  );
}

function answerOption({ url, title, text, locale: own }: Answer): HTMLAnchorElement {
  const lang = otherThan(own);
  const link = option(url, title, lang, make('span', { class: 'line', lang }, text));
  link.className = 'direct';
  return link;
}

function levelMark(level: Level): HTMLElement {
  const rank = levelRank(level);
  const { reached, others } = markPaths(rank);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'mark');
  svg.setAttribute('viewBox', '0 0 22 18');
  svg.setAttribute('aria-hidden', 'true');
  for (const [d, name] of [
    [reached, ''],
    [others, 'empty'],
  ] as const) {
    const path = document.createElementNS(svg.namespaceURI, 'path');
    path.setAttribute('d', d);
    path.setAttribute('class', name);
    svg.append(path);
  }
  return make('span', { class: `level l${rank}` }, svg, names.levels[level]);
}
