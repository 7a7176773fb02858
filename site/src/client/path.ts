import { fill } from '../i18n/fill.ts';
import { saveFile } from './save-file.ts';
import { KEYS, readJson, write } from './storage.ts';

/** Progress along the learning paths, kept in the browser: ticked steps by path. */

type Progress = Record<string, string[]>;

const isProgress = (value: unknown): value is Progress =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((steps) => Array.isArray(steps) && steps.every((step) => typeof step === 'string'));

const progressOf = (path: string): Set<string> => new Set((readJson(KEYS.progress, isProgress) ?? {})[path]);

function keep(path: string, steps: Set<string>): boolean {
  const progress = readJson(KEYS.progress, isProgress) ?? {};
  if (steps.size > 0) progress[path] = [...steps];
  else delete progress[path];
  return write(KEYS.progress, Object.keys(progress).length > 0 ? JSON.stringify(progress) : null);
}

const root = document.querySelector<HTMLElement>('[data-path]');
if (root) follow(root);

// On the list of paths, how far each has been followed.
for (const element of document.querySelectorAll<HTMLElement>('[data-path-of]')) {
  const done = progressOf(element.dataset['pathOf']!).size;
  if (done > 0) element.textContent = fill(element.dataset['words']!, { done, total: element.dataset['total']! });
}

function follow(root: HTMLElement): void {
  const path = root.dataset['path']!;
  const boxes = [...root.querySelectorAll<HTMLInputElement>('input[data-step]')];
  const bar = root.querySelector<HTMLProgressElement>('progress')!;
  const status = root.querySelector<HTMLElement>('[role=status]')!;
  const next = root.querySelector<HTMLAnchorElement>('[data-next]')!;
  const begin = next.textContent;
  const reset = root.querySelector<HTMLButtonElement>('[data-reset]')!;
  const known = new Set(boxes.map((box) => box.dataset['step']!));
  // Steps that editors have removed since count for nothing.
  let done = progressOf(path).intersection(known);

  const titleOf = (box: HTMLInputElement) =>
    root.querySelector(`[data-title="${box.dataset['step']}"]`)?.textContent.trim() ?? '';

  const show = () => {
    for (const box of boxes) box.checked = done.has(box.dataset['step']!);
    bar.value = done.size;
    status.textContent = fill(status.dataset['words']!, { done: done.size, total: boxes.length });
    reset.hidden = done.size === 0;
    const first = boxes.find((box) => !box.checked);
    if (done.size === 0) next.textContent = begin;
    else if (first) next.textContent = fill(next.dataset['words']!, { step: titleOf(first) });
    else next.textContent = next.dataset['finished']!;
    next.href = `#${(first ?? boxes[0])?.dataset['step'] ?? ''}`;
  };
  const change = () => {
    const kept = keep(path, done);
    show();
    if (!kept) status.textContent += ` ${status.dataset['unkept'] ?? ''}`;
  };
  for (const box of boxes)
    box.addEventListener('change', () => {
      done[box.checked ? 'add' : 'delete'](box.dataset['step']!);
      change();
    });
  reset.addEventListener('click', () => {
    done = new Set();
    change();
    boxes[0]?.focus();
  });
  root.querySelector('[data-export]')!.addEventListener('click', () => {
    const steps = boxes.map((box) => ({
      step: titleOf(box),
      done: box.checked,
    }));
    const content = { path: location.origin + path, at: new Date().toISOString(), steps };
    saveFile(`palier-${path.split('/').at(-2)}.json`, 'application/json', JSON.stringify(content, null, 2));
  });
  show();
}
