import '@github/markdown-toolbar-element';
import { draftOf, forgetDraft, keepDraft, sendDraft, type Fields } from './drafts.ts';

/**
 * A form in which a post is written, where there is JavaScript: a toolbar, a preview that does not leave the page, a draft. The
 * form itself needs none of it.
 */

const form = document.querySelector<HTMLFormElement>('form.writing')!;
const body = form.querySelector<HTMLTextAreaElement>('textarea')!;
const preview = form.querySelector<HTMLElement>('#preview')!;
const note = form.querySelector<HTMLElement>('.draft')!;
const name = form.dataset['draft']!;

/** Fields that belong to one sending of the form. */
const PASSING = new Set(['key', 'website', 'proof', 'exposed']);

form.querySelector('markdown-toolbar')!.removeAttribute('hidden');

function fieldsNow(): Fields {
  const fields: Fields = {};
  for (const [key, value] of new FormData(form))
    if (typeof value === 'string' && !PASSING.has(key) && !key.startsWith('mask-')) fields[key] = value;
  return fields;
}

function fillIn(fields: Fields): void {
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && control.type === 'checkbox') {
      if (!control.name.startsWith('mask-')) control.checked = fields[control.name] !== undefined;
    } else if (
      (control instanceof HTMLInputElement && control.type !== 'hidden') ||
      control instanceof HTMLTextAreaElement ||
      control instanceof HTMLSelectElement
    ) {
      const value = fields[control.name];
      if (value !== undefined) control.value = value;
    }
  }
}

const before = draftOf(name);
// Never over a page that answers what was sent: it may have been masked. Nor over another text than the one that was drafted.
const isAnswer = form.dataset['answered'] !== undefined;
const isOther = before?.['revision'] !== fieldsNow()['revision'];
if (isAnswer) keepDraft(name, fieldsNow());
else if (before && !isOther && before['body'] !== body.defaultValue) {
  fillIn(before);
  note.hidden = false;
}
note.querySelector('button')!.addEventListener('click', () => {
  forgetDraft(name);
  form.reset();
  note.hidden = true;
  body.focus();
});

let timer: number | undefined;
form.addEventListener('input', () => {
  clearTimeout(timer);
  timer = window.setTimeout(() => keepDraft(name, fieldsNow()), 400);
});

form.addEventListener('submit', (event) => {
  const button = event.submitter as HTMLButtonElement | null;
  clearTimeout(timer);
  keepDraft(name, fieldsNow());
  if (button?.value === 'preview') {
    event.preventDefault();
    void showPreview();
  } else sendDraft(name);
});

/** The page that the form would lead to holds the preview: the same text, made the same way. */
async function showPreview(): Promise<void> {
  const sent = new URLSearchParams({ ...fieldsNow(), intent: 'preview' });
  preview.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(form.action, { method: 'POST', body: sent });
    if (!response.ok || response.redirected) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const made = page.querySelector('#preview');
    if (!made) throw new Error('no preview');
    preview.replaceChildren(...made.childNodes);
    preview.scrollIntoView({ block: 'nearest' });
  } catch {
    preview.textContent = preview.dataset['failed'] ?? '';
  }
  preview.removeAttribute('aria-busy');
}
