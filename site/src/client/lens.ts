import { KEYS, write } from './storage.ts';

/** The control of the level, in the header of every page. */

interface Ordering {
  order(list: Element): void;
}

const LEVELS = ['novice', 'intermediate', 'advanced', 'expert'];

const root = document.documentElement;
const select = document.querySelector<HTMLSelectElement>('[data-lens-control]');

if (select) {
  select.value = LEVELS[Number(root.dataset['level'] ?? 0) - 1] ?? '';
  select.addEventListener('change', () => {
    write(KEYS.level, select.value || null);
    show(select.value);
    const said = document.querySelector('[data-lens-said]');
    const { said: words, unsaid } = select.dataset;
    if (said)
      said.textContent = select.value
        ? (words ?? '').replace('{level}', select.selectedOptions[0]?.textContent ?? '')
        : (unsaid ?? '');
  });
  // The same reader in another tab.
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== KEYS.level) return;
    select.value = newValue ?? '';
    show(select.value);
  });
}

function show(level: string): void {
  const rank = LEVELS.indexOf(level) + 1;
  if (rank > 0) root.dataset['level'] = String(rank);
  else delete root.dataset['level'];
  const { palier } = window as unknown as { palier: Ordering };
  for (const list of document.querySelectorAll('[data-lens]')) palier.order(list);
  document.dispatchEvent(new CustomEvent('palier:level', { detail: rank }));
}
