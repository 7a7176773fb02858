/** Beside the hours of an event, those of whoever reads it somewhere else. */

const locale = document.documentElement.lang === 'en' ? 'en-GB' : 'fr';
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** True when the clocks of both zones show the same hour then. */
function isSame(instant: Date, zone: string): boolean {
  const hour = (timeZone: string) =>
    new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(instant);
  return hour(zone) === hour(here);
}

for (const element of document.querySelectorAll<HTMLElement>('[data-period]')) {
  const [start, end] = element.dataset['period']!.split(' ').map((instant) => new Date(instant)) as [Date, Date];
  if (isSame(start, element.dataset['zone']!)) continue;
  const time = new Intl.DateTimeFormat(locale, {
    ...(element.dataset['short'] === undefined ? { weekday: 'long' } : {}),
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatRange(start, end);
  const yours = document.createElement('span');
  yours.className = 'yours';
  yours.textContent = element.dataset['yours']!.replace('{time}', time);
  element.append(' ', yours);
}
