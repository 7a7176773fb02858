import type { LiveAnswer } from '@palier/model/live';
import { LIVE_PAGES } from '@palier/model/live-pages';
import type { Locale } from '@palier/model/locales';
import { count } from '../i18n/text.ts';

/** On the page of an event: how many seats are left now, and whether one is registered. The page says it coarsely without. */

const place = document.querySelector<HTMLElement>('[data-seats]');
if (place) void show(place);

async function show(element: HTMLElement): Promise<void> {
  const locale = document.documentElement.lang as Locale;
  const words = JSON.parse(element.dataset['words']!) as { left: { one: string; other: string }; registered: string };
  const address = `${LIVE_PAGES.register[locale]}?evenement=${element.dataset['seats']!}`;
  try {
    const response = await fetch(address, { headers: { accept: 'application/json' } });
    const answer = (await response.json()) as LiveAnswer;
    if (answer.kind !== 'page' || answer.page !== 'register') return;
    const { own, left, refusal } = answer.data;
    const said = element.querySelector('[role=status]')!;
    if (own) said.textContent = words.registered;
    else if (left !== null && left > 0 && refusal === null) said.textContent = count(locale, words.left, left);
  } catch {
    // What the page says stays.
  }
}
