import type { Locale } from '@palier/model/locales';
import { createSearchClient } from '@palier/search/client';
import { QUERY_MAX, hasWords } from '@palier/search/limits';
import * as en from '../i18n/box.en.ts';
import * as fr from '../i18n/box.fr.ts';

/** What the hub already has on a question that is being written: other questions, resources, words of the glossary. */

/** Pause in typing after which the search runs, in milliseconds. */
const PAUSE = 400;
const SHOWN = 5;

const locale = document.documentElement.lang as Locale;
const { names } = locale === 'en' ? en : fr;
const client = createSearchClient();
const box = document.querySelector<HTMLElement>('[data-similar]')!;
const place = box.querySelector('div')!;
const title = document.querySelector<HTMLInputElement>('#title')!;

let timer: number | undefined;
let asking: AbortController | undefined;

const said = (text: string | undefined) => {
  const line = document.createElement('p');
  line.className = 'soft';
  line.textContent = text ?? '';
  place.replaceChildren(line);
};

async function search(): Promise<void> {
  asking?.abort();
  const q = title.value.trim().slice(0, QUERY_MAX);
  if (q.length < 4 || !hasWords(q)) return said(box.dataset['nothing']);
  const { signal } = (asking = new AbortController());
  try {
    const { hits } = await client.search({ q, locale, limit: 20 }, signal);
    if (signal.aborted) return;
    const near = hits
      .filter(({ type }) => type === 'thread' || type === 'resource' || type === 'glossary-term')
      .slice(0, SHOWN);
    if (near.length === 0) return said(box.dataset['nothing']);
    const list = document.createElement('ul');
    for (const { url, title: text, type } of near) {
      const link = document.createElement('a');
      // Elsewhere: the text that is being written stays open.
      Object.assign(link, { href: url, textContent: text, target: '_blank', rel: 'noopener' });
      const kind = document.createElement('span');
      kind.className = 'soft';
      kind.textContent = ` ${names.types[type]}`;
      const row = document.createElement('li');
      row.append(link, kind);
      list.append(row);
    }
    place.replaceChildren(list);
  } catch {
    if (!signal.aborted) said(box.dataset['failed']);
  }
}

title.addEventListener('input', () => {
  clearTimeout(timer);
  timer = window.setTimeout(() => void search(), PAUSE);
});
void search();
