import { keyAlone } from './keys.ts';
import { KEYS, read, write } from './storage.ts';

/** The queue of moderators from the keyboard: every key does what something on the page does. */

const posts = [...document.querySelectorAll<HTMLElement>('[data-post]')];
const help = document.querySelector<HTMLDetailsElement>('#keys')!;
const isOn = help.querySelector<HTMLInputElement>('input')!;

isOn.checked = read(KEYS.queue) !== 'off';
isOn.addEventListener('change', () => write(KEYS.queue, isOn.checked ? null : 'off'));

// Some browsers scroll to what an address names, and leave the focus where it was.
if (location.hash !== '') document.getElementById(location.hash.slice(1))?.focus();

/** The post in which the focus is. */
const present = () => posts.find((post) => post.contains(document.activeElement));

function move(by: 1 | -1): void {
  const at = posts.indexOf(present()!);
  const to = at === -1 ? posts[0] : posts[at + by];
  to?.focus();
  to?.scrollIntoView({ block: 'start' });
}

const find = <Found extends HTMLElement>(selector: string) => present()?.querySelector<Found>(selector);

const DEEDS: Record<string, () => void> = {
  j: () => move(1),
  k: () => move(-1),
  a: () => find('button[value=approve]')?.click(),
  h: () => find('button[value=hide]')?.click(),
  r: () => find('textarea')?.focus(),
  x: () => find('input[type=checkbox]')?.click(),
  '?': () => {
    help.open = !help.open;
    help.querySelector('summary')!.focus();
  },
};

document.addEventListener('keydown', (event) => {
  const deed = DEEDS[keyAlone(event) ?? ''];
  if (!deed || !isOn.checked || event.repeat) return;
  event.preventDefault();
  deed();
});
