import { keyAlone } from './keys.ts';
import './lens.ts';
import { myList, showCount, toggle } from './my-list.ts';
import { KEYS, read } from './storage.ts';

/** What every page does, once it can be read: the level, the reader's list, the way to the search, buttons that copy. */

showCount();

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-keep]')) {
  const url = button.dataset['keep']!;
  const show = (isIn: boolean) => {
    button.setAttribute('aria-pressed', String(isIn));
    const label = button.querySelector('[data-label]');
    if (label) label.textContent = (isIn ? button.dataset['kept'] : button.dataset['unkept']) ?? '';
  };
  show(myList().includes(url));
  button.addEventListener('click', () => show(toggle(url)));
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  const label = button.textContent;
  const say = (words: string | undefined) => {
    button.textContent = words ?? '';
    setTimeout(() => (button.textContent = label), 4000);
  };
  button.addEventListener('click', () => {
    const source = button.dataset['copy']!;
    const text = source === '' ? location.href : (document.getElementById(source)?.textContent ?? '');
    navigator.clipboard.writeText(text).then(
      () => say(button.dataset['copied']),
      () => say(button.dataset['failed']),
    );
  });
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]'))
  button.addEventListener('click', () => print());

// Definitions are open for those who asked for the first level, whatever the level of the text.
const words = document.querySelector<HTMLDetailsElement>('details.words');
const openForNovices = () => {
  if (words && document.documentElement.dataset['level'] === '1') words.open = true;
};
openForNovices();
document.addEventListener('palier:level', openForNovices);

// The search box of the header is loaded when it is reached. Without it, its form leads to the page of results.
const box = document.querySelector<HTMLInputElement>('.find input');
const loadBox = () => void import('./search-box.ts').catch(() => undefined);
box?.addEventListener('focus', loadBox, { once: true });
if (box && document.activeElement === box) loadBox();
document.addEventListener('keydown', (event) => {
  const { key, altKey, ctrlKey, metaKey } = event;
  // A key alone is a shortcut that readers may refuse: it hinders those who speak to their computer.
  const isSlash = keyAlone(event) === '/' && read(KEYS.slash) !== 'off';
  if (!isSlash && !(key === 'k' && ctrlKey !== metaKey && !altKey)) return;
  const field = box ?? document.querySelector<HTMLInputElement>('.query input');
  field?.focus();
  field?.select();
  event.preventDefault();
});

// A form that answers in its place, where the browser can; otherwise it leads to a page that says thanks.
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-feedback]'))
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { submitter } = event;
    const data = new FormData(form, submitter);
    const said = form.querySelector('[role=status]')!;
    fetch(form.action, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(Object.fromEntries(data)),
    })
      .then((response) => {
        if (!response.ok) throw new Error(String(response.status));
        said.textContent = form.dataset['thanks'] ?? '';
        for (const field of form.querySelectorAll<HTMLButtonElement>('button, textarea')) field.disabled = true;
      })
      .catch(() => (said.textContent = form.dataset['failed'] ?? ''));
  });
