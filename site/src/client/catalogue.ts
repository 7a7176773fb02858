import { addressOf, choicesOf, choose, countsOf, parseFacets } from './catalogue-filter.ts';
import type { Choices, Entry, Names, Sort } from './catalogue-filter.ts';
import { fold } from './fold.ts';

/**
 * Filters of the catalogue. Without this script each value of a facet is a link to its own list; with it, it is a box to
 * tick. The rows are those that the server made: parts of the whole catalogue are fetched once, at the first choice.
 */

const SHOWN = 50;

const root = document.querySelector<HTMLElement>('[data-catalogue]')!;
const list = root.querySelector<HTMLElement>('[data-rows]')!;
const status = root.querySelector<HTMLElement>('[data-status]')!;
/** The same number on the button that closes the filters, which cover the list on a small screen. */
const left = root.querySelector<HTMLElement>('[data-left]')!;
const pager = root.querySelector<HTMLElement>('[data-pager]');
const more = root.querySelector<HTMLButtonElement>('[data-more]')!;
const clear = root.querySelector<HTMLButtonElement>('[data-clear]')!;
const none = root.querySelector<HTMLElement>('[data-none]')!;
const failed = root.querySelector<HTMLElement>('[data-failed]')!;
const query = root.querySelector<HTMLInputElement>('input[name=q]')!;
const sort = root.querySelector<HTMLSelectElement>('select[data-sort]')!;
const fieldsets = [...root.querySelectorAll<HTMLElement>('[data-facet]')];

const locale = document.documentElement.lang;
const numbers = new Intl.NumberFormat(locale);
const plurals = new Intl.PluralRules(locale);
const names: Names = {
  facets: new Map(fieldsets.map((fieldset) => [fieldset.dataset['facet']!, fieldset.dataset['name']!])),
  sort: sort.name,
};

interface Row extends Entry {
  element: HTMLElement;
}

const boxes = fieldsets.flatMap((fieldset) => makeBoxes(fieldset));
let rows: Promise<Row[]> | null = null;
let shown = SHOWN;
/** Number of the last demand: an answer to an earlier one is dropped. */
let asked = 0;

/** A link to a list becomes a box of the same size, in its place. */
function makeBoxes(fieldset: HTMLElement): HTMLInputElement[] {
  return [...fieldset.querySelectorAll<HTMLAnchorElement>('a[data-value]')].map((link) => {
    const label = document.createElement('label');
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.value = link.dataset['value']!;
    box.dataset['of'] = fieldset.dataset['facet']!;
    label.className = link.className;
    label.append(box, ...link.childNodes);
    link.replaceWith(label);
    return box;
  });
}

function choices(): Choices {
  const facets = new Map<string, Set<string>>();
  for (const box of boxes) {
    if (!box.checked) continue;
    const values = facets.get(box.dataset['of']!) ?? new Set();
    facets.set(box.dataset['of']!, values.add(box.value));
  }
  return { facets, query: query.value.trim(), sort: sort.value as Sort };
}

function readAddress(): void {
  const { facets, query: words, sort: order } = choicesOf(location.search, names);
  for (const box of boxes) box.checked = facets.get(box.dataset['of']!)?.has(box.value) ?? false;
  query.value = words;
  sort.value = order;
}

function load(): Promise<Row[]> {
  rows ??= Promise.all(root.dataset['catalogue']!.split(' ').filter(Boolean).map(loadPart))
    .then((parts) => parts.flat().map((row, place) => ({ ...row, place })))
    .catch((error: unknown) => {
      rows = null;
      throw error;
    });
  return rows;
}

async function loadPart(address: string): Promise<Row[]> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const part = new DOMParser().parseFromString(await response.text(), 'text/html');
  return [...part.querySelectorAll<HTMLElement>('[data-f]')].map((element) => ({
    element,
    facets: parseFacets(element.dataset['f']!),
    title: element.querySelector('.name')?.textContent.trim() ?? '',
    text: fold(element.textContent),
    rank: Number(element.dataset['rank']),
    place: 0,
  }));
}

/** Typing changes the address in place; a choice is a step that the back button undoes. */
async function show(how: 'typed' | 'chosen' | 'from-address'): Promise<void> {
  const turn = ++asked;
  const wanted = choices();
  const address = location.pathname + addressOf(wanted, names);
  if (how === 'chosen' && address !== location.pathname + location.search) history.pushState(null, '', address);
  if (how === 'typed') history.replaceState(null, '', address);
  list.setAttribute('aria-busy', 'true');
  try {
    const all = await load();
    if (turn !== asked) return;
    failed.hidden = true;
    paint(all, wanted);
  } catch {
    if (turn === asked) failed.hidden = false;
  } finally {
    if (turn === asked) list.removeAttribute('aria-busy');
  }
}

function paint(all: Row[], wanted: Choices): void {
  const level = Number(document.documentElement.dataset['level'] ?? 0);
  const found = choose(all, wanted, level, locale) as Row[];
  list.dataset['lens'] = 'distance';
  list.replaceChildren(...found.slice(0, shown).map(({ element }) => element));
  (window as unknown as { palier: { order(list: Element): void } }).palier.order(list);
  const forms = status.dataset;
  const form = plurals.select(found.length) === 'one' ? forms['one'] : forms['other'];
  status.textContent = (form ?? '').replace('{n}', numbers.format(found.length));
  left.textContent = `(${numbers.format(found.length)})`;
  if (pager) pager.hidden = true;
  more.hidden = found.length <= shown;
  none.hidden = found.length > 0;
  clear.hidden = wanted.facets.size === 0 && wanted.query === '';
  for (const fieldset of fieldsets) {
    const counts = countsOf(all, wanted, fieldset.dataset['facet']!);
    for (const box of fieldset.querySelectorAll<HTMLInputElement>('input')) {
      const count = counts.get(box.value) ?? 0;
      box.parentElement!.querySelector('.n')!.textContent = numbers.format(count);
      box.parentElement!.classList.toggle('empty', count === 0 && !box.checked);
    }
  }
}

for (const box of boxes) box.addEventListener('change', () => restart('chosen'));
sort.addEventListener('change', () => restart('chosen'));
let pause: ReturnType<typeof setTimeout> | undefined;
query.addEventListener('input', () => {
  clearTimeout(pause);
  pause = setTimeout(() => restart('typed'), 150);
});
root.querySelector('form')!.addEventListener('submit', (event) => {
  event.preventDefault();
  restart('chosen');
});
clear.addEventListener('click', () => {
  for (const box of boxes) box.checked = false;
  query.value = '';
  restart('chosen');
  query.focus();
});
more.addEventListener('click', () => {
  const first = list.children.length;
  shown += SHOWN;
  void show('from-address').then(() => list.children[first]?.querySelector('a')?.focus());
});
root.querySelector('[data-retry]')!.addEventListener('click', () => restart('from-address'));
document.addEventListener('palier:level', () => {
  if (rows) void show('from-address');
});
addEventListener('popstate', () => {
  readAddress();
  restart('from-address');
});

function restart(how: 'typed' | 'chosen' | 'from-address'): void {
  shown = SHOWN;
  void show(how);
}

readAddress();
if (location.search) restart('from-address');
