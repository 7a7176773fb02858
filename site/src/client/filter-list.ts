import { fold, holds } from './fold.ts';

/** A list that fields filter as one types and chooses: the glossary, the directory of organisations, the agenda. */

for (const root of document.querySelectorAll<HTMLElement>('[data-filter]')) {
  const query = root.querySelector<HTMLInputElement>('input[type=search]')!;
  const choices = [...root.querySelectorAll<HTMLSelectElement>('select')];
  const status = root.querySelector<HTMLElement>('[role=status]')!;
  const sections = [...root.querySelectorAll<HTMLElement>('[data-section]')];
  const items = [...root.querySelectorAll<HTMLElement>('[data-item]')].map((element) => ({
    element,
    text: fold(`${element.textContent} ${element.dataset['item']}`),
    tags: (element.dataset['tags'] ?? '').split('|'),
  }));
  const plurals = new Intl.PluralRules(document.documentElement.lang);

  const show = () => {
    const words = query.value.trim();
    const chosen = choices.map(({ value }) => value).filter(Boolean);
    let count = 0;
    for (const { element, text, tags } of items) {
      element.hidden = !(holds(text, words) && chosen.every((one) => tags.includes(one)));
      if (!element.hidden) count += 1;
    }
    for (const section of sections) section.hidden = section.querySelector('[data-item]:not([hidden])') === null;
    const form = plurals.select(count) === 'one' ? status.dataset['one'] : status.dataset['other'];
    status.textContent = count === 0 ? (status.dataset['none'] ?? '') : (form ?? '').replace('{n}', String(count));
  };

  query.addEventListener('input', show);
  for (const choice of choices) choice.addEventListener('change', show);
  root.querySelector('form')?.addEventListener('submit', (event) => event.preventDefault());
  const asked = new URLSearchParams(location.search).get('q');
  if (asked) query.value = asked;
  if (query.value) show();
}
