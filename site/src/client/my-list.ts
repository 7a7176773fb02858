import { KEYS, readJson, write } from './storage.ts';

/** The reader's own list: addresses of pages, in the order in which they were kept. */

/** Longest list; a link that shares it must fit in an address bar. */
export const LIST_MAX = 100;

const ADDRESS = /^\/(?:[a-z0-9-]+\/)+$/;

const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && ADDRESS.test(item));

/** Addresses of the pages kept. */
export function myList(): string[] {
  return readJson(KEYS.list, isList) ?? [];
}

/** Replaces the list; false when the browser will not keep it. */
export function keepList(urls: string[]): boolean {
  const kept = write(KEYS.list, JSON.stringify([...new Set(urls)].slice(0, LIST_MAX)));
  showCount();
  return kept;
}

/** Adds a page, or removes it; true when it is in the list now. */
export function toggle(url: string): boolean {
  const urls = myList();
  const isIn = urls.includes(url);
  keepList(isIn ? urls.filter((one) => one !== url) : [...urls, url]);
  return !isIn;
}

/** Writes how many pages the list holds beside its link in the header. */
export function showCount(): void {
  const count = document.querySelector('[data-list-count]');
  const { length } = myList();
  if (count) count.textContent = length > 0 ? String(length) : '';
}

/** The list as the fragment of an address: nothing of it reaches a server. */
export function toFragment(urls: string[]): string {
  return `#${urls.map((url) => url.slice(1, -1)).join(',')}`;
}

/** The list that a fragment holds; what is no address of a page is left out. */
export function fromFragment(fragment: string): string[] {
  const urls = fragment
    .slice(1)
    .split(',')
    .map((part) => `/${part}/`);
  return [...new Set(urls.filter((url) => ADDRESS.test(url)))].slice(0, LIST_MAX);
}
