import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LIVE_PAGES } from '@palier/model';
import ical, { type VEvent } from 'node-ical';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onPage, startBrowser } from './lib/browser.ts';
import type { Editor } from './lib/editor.ts';
import { filesHolding } from './lib/files.ts';
import { SEEDS, administrator, hitsOf, read, temporaryHub, until } from './lib/hub.ts';
import type { Hub } from './lib/hub.ts';
import { mailTo } from './lib/mails.ts';
import { hindrancesAt } from './lib/readable.ts';

/** The agenda, its calendars and registrations, as people meet them, on a hub with the example events of a first start. */

const CONTENT = ['events', 'topics', 'sectors'].map((name) => join(SEEDS, name));
const FULL = '/evenements/atelier-premiere-notification/';
const DAY = 86_400_000;

let hub: Hub;
let browser: Browser;
let editor: Editor;
let people = 0;
const newEmail = () => `inscrit-${++people}@exemple.fr`;

beforeAll(async () => {
  hub = await temporaryHub({ seeds: CONTENT });
  await hub.caughtUp();
  browser = await startBrowser();
  editor = await administrator(hub);
});

afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

const on = (address: string, act: (page: Page) => Promise<void>, options: Parameters<typeof onPage>[3] = {}) =>
  onPage(browser, hub.url + address, act, options);

let names = 0;

/** Publishes an event to come, and waits for its page. */
async function newEvent(fields: Record<string, unknown> = {}): Promise<{ id: string; slug: string; url: string }> {
  const slug = `evenement-d-essai-${++names}`;
  const startsAt = Date.now() + 30 * DAY;
  const id = await editor.createPublished('event', {
    title: `Événement d’essai ${names}`,
    slug,
    summary: 'Un résumé.',
    maturity: 'novice',
    format: 'online',
    timeZone: 'Europe/Paris',
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + 3_600_000).toISOString(),
    registration: 'here',
    ...fields,
  });
  const url = `/evenements/${slug}/`;
  await until(url, async () => (await read(hub, url)).status === 200);
  return { id, slug, url };
}

/** The events of a calendar, as another program reads them, by their identifiers. */
async function calendar(path: string): Promise<Map<string, VEvent>> {
  const answer = await read(hub, path);
  expect([answer.status, answer.headers['content-type']], path).toEqual([200, 'text/calendar; charset=utf-8']);
  const events = Object.values(ical.sync.parseICS(answer.text)).filter((part) => part?.type === 'VEVENT') as VEvent[];
  return new Map(events.map((event) => [event.uid, event]));
}

describe('the agenda', () => {
  it('reads without JavaScript: months in order, what became of each, the ways to the rest', async () => {
    await on(
      '/evenements/',
      async (page) => {
        expect(await page.locator('main .agenda > li').count()).toBe(9);
        const months = await page
          .locator('main h2.month a')
          .evaluateAll((links) => links.map((a) => a.getAttribute('href')!));
        expect(months.length).toBeGreaterThan(2);
        expect(months).toEqual(months.toSorted());
        const text = await page.innerText('main');
        for (const flag of ['Annulé', 'Nouvelle date', 'Complet, liste d’attente', 'Exemple'])
          expect(text).toContain(flag);
        for (const href of [
          ...months,
          '/evenements/periode/passes/',
          '/evenements/region/bretagne/',
          '/evenements/agenda.ics',
        ])
          expect((await read(hub, href)).status, href).toBe(200);
        await page.click('text=Événements passés, avec leurs rediffusions');
        await page.waitForLoadState();
        expect(await page.locator('main .agenda > li').count()).toBe(3);
        await page.locator('main .agenda .name a').first().click();
        expect(await page.getByRole('link', { name: 'Voir la rediffusion' }).getAttribute('href')).toMatch(
          /replay\.example/,
        );
      },
      { javaScriptEnabled: false },
    );
  });

  it('is filtered by several choices at once, from the keyboard, and says when nothing is left', async () => {
    await on('/evenements/', async (page) => {
      const shown = () => page.locator('main .agenda > li:visible').count();
      const all = await shown();
      await page.getByLabel('Format', { exact: true }).focus();
      await page.keyboard.type('En ligne');
      await page.keyboard.press('Tab');
      const online = await shown();
      expect(online).toBeGreaterThan(0);
      expect(online).toBeLessThan(all);
      await page.getByLabel('Palier', { exact: true }).selectOption({ label: 'Expert' });
      expect(await shown()).toBe(1);
      await page.getByLabel('Chercher dans l’agenda').fill('xyzzy');
      expect(await page.locator('main [role=status]').innerText()).toContain('Aucun événement à venir ne correspond');
    });
  });

  it('tells who is elsewhere their own hours', async () => {
    await on(
      FULL,
      async (page) => {
        const yours = page.locator('.event-facts .yours');
        await yours.waitFor();
        const there = await page.locator('.event-facts time').innerText();
        expect(there).toMatch(/14:00/);
        expect(await yours.innerText()).toMatch(/Chez vous.: .*17:00/);
      },
      { timezoneId: 'Indian/Reunion' },
    );
    await on(FULL, async (page) => expect(await page.locator('.event-facts .yours').count()).toBe(0), {
      timezoneId: 'Europe/Paris',
    });
  });

  it('is found by the search, and tells search engines all that they ask of an event', async () => {
    const { url } = await newEvent({
      title: 'Quinquennal des pare-feu',
      isExample: false,
      capacity: 10,
      speakers: [{ name: 'Une oratrice', role: 'Essais' }],
    });
    await until('the event in the search', async () => (await hitsOf(hub, 'quinquennal')).includes(url));
    const [, json = ''] =
      /<script type="application\/ld\+json">(.*?)<\/script>/.exec((await read(hub, url)).text) ?? [];
    const things = (JSON.parse(json) as { '@graph': Record<string, unknown>[] })['@graph'];
    expect(things.find((thing) => thing['@type'] === 'Event')).toMatchObject({
      name: 'Quinquennal des pare-feu',
      eventStatus: 'https://schema.org/EventScheduled',
      eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
      location: { '@type': 'VirtualLocation' },
      organizer: { '@type': 'Organization' },
      performer: [{ '@type': 'Person', name: 'Une oratrice' }],
      offers: { price: 0, availability: 'https://schema.org/InStock' },
      maximumAttendeeCapacity: 10,
      image: expect.stringMatching(/\/og\/[0-9a-f]+\.png$/) as string,
    });
  });

  it('hinders nobody, in any of its pages', async () => {
    const { id, url } = await newEvent({ capacity: 3, groupMax: 2 });
    const page = await browser.newPage();
    const month = /\/evenements\/mois\/[\d-]+\//.exec((await read(hub, '/evenements/')).text)![0];
    const pages = [
      '/evenements/',
      '/en/events/',
      FULL,
      '/en/events/atelier-premiere-notification/',
      url,
      month,
      '/evenements/periode/passes/',
      '/themes/incidents/evenements/',
      `${LIVE_PAGES.register.fr}?evenement=${id}`,
      `${LIVE_PAGES.register.en}?evenement=${id}`,
      `${LIVE_PAGES.registration.fr}?jeton=x`,
    ];
    for (const one of pages) expect(await hindrancesAt(page, hub.url, one)).toEqual([]);
    await page.close();
  });
});

describe('calendars that follow an event', () => {
  const everywhere = (slug: string) => [
    '/evenements/agenda.ics',
    '/en/events/agenda.ics',
    '/evenements/niveau/novice/agenda.ics',
    `/evenements/${slug}/agenda.ics`,
  ];

  it('see it moved, renamed and cancelled, under one identifier and the next SEQUENCE each time', async () => {
    const { id, slug } = await newEvent();
    const uid = `palier-${id}`;
    const seen = async (condition: (event: VEvent | undefined) => boolean) => {
      for (const path of everywhere(slug)) await until(path, async () => condition((await calendar(path)).get(uid)));
    };
    await seen((event) => Number(event?.sequence) === 0 && event?.status === 'CONFIRMED');
    const startsAt = new Date(Math.floor(Date.now() / 60_000) * 60_000 + 60 * DAY);
    const endsAt = new Date(startsAt.getTime() + 7_200_000);
    await editor.publish('event', id, { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() });
    await seen((event) => Number(event?.sequence) === 1 && event?.start.getTime() === startsAt.getTime());
    await editor.publish('event', id, { title: 'Un nouveau nom' });
    await seen((event) => Number(event?.sequence) === 2 && event?.summary === 'Un nouveau nom');
    await editor.publish('event', id, { isCancelled: true, cancellation: 'Salle prise.' });
    await seen((event) => Number(event?.sequence) === 3 && event?.status === 'CANCELLED');
    const page = (await read(hub, `/evenements/${slug}/`)).text;
    expect(page).toMatch(/Cet événement est annulé/);
    expect(page).toMatch(/Salle prise\./);
  });

  it('get nothing again when nothing changed, and lose what is hidden', async () => {
    const { id } = await newEvent();
    const uid = `palier-${id}`;
    await until('the feed', async () => (await calendar('/evenements/agenda.ics')).has(uid));
    const first = await read(hub, '/evenements/agenda.ics');
    const again = await read(hub, '/evenements/agenda.ics', { 'if-none-match': String(first.headers['etag']) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    await editor.unpublish('event', id);
    await until('the feed without it', async () => !(await calendar('/evenements/agenda.ics')).has(uid));
  });
});

describe.each([
  { with: 'JavaScript', javaScriptEnabled: true },
  { with: 'no JavaScript', javaScriptEnabled: false },
])('registering with $with', ({ javaScriptEnabled }) => {
  it('a visitor confirms by mail, has a seat and a ticket, gives it back, and the next one gets it', async () => {
    const { url } = await newEvent({
      title: 'Une seule place',
      capacity: 1,
      format: 'hybrid',
      venue: 'Salle des essais',
      joinUrl: 'https://visio.example/une-seule-place',
    });
    const [first, second] = [newEmail(), newEmail()];
    const submit = (page: Page) => page.click('main form.lookup button.button');
    const register = async (page: Page, email: string) => {
      await page.goto(hub.url + url);
      await page.click('main a.button:has-text("inscrire")');
      await page.fill('#name', 'Camille Exemple');
      await page.fill('#email', 'camille');
      await page.locator('main form.lookup').evaluate((form) => ((form as HTMLFormElement).noValidate = true));
      await submit(page);
      expect(await page.textContent('#email-flaw')).toContain('adresse');
      expect(await page.inputValue('#name')).toBe('Camille Exemple');
      await page.fill('#email', email);
      await submit(page);
      expect(await page.textContent('main [role=status]')).toContain('un message vous attend');
      await page.goto((await mailTo(hub, email)).link);
      await page.click('button[value=confirm]');
      return page.locator('#state').innerText();
    };
    await on(
      url,
      async (page) => {
        expect(await register(page, first)).toBe('Inscrit');
        const own = page.url();
        expect(await page.locator('.ticket svg').count()).toBe(1);
        expect(await page.getByRole('link', { name: 'Rejoindre en ligne' }).getAttribute('href')).toBe(
          'https://visio.example/une-seule-place',
        );
        await until('the page that says it is full', async () =>
          (await read(hub, url)).text.includes('Complet, liste d’attente'),
        );
        expect(await register(page, second)).toBe('Sur liste d’attente');
        expect(await page.innerText('main')).toContain('numéro 1');
        expect(await page.locator('.ticket').count()).toBe(0);
        const waiting = page.url();
        await page.goto(own);
        await page.click('button[value=cancel]');
        expect(await page.locator('#state').innerText()).toBe('Annulée');
        await page.goto(waiting);
        expect(await page.locator('#state').innerText()).toBe('Inscrit');
      },
      { javaScriptEnabled },
    );
  });
});

describe('the page of an event', () => {
  it('says how many seats are left now', async () => {
    const { url } = await newEvent({ capacity: 7 });
    await on(url, async (page) => {
      await page.getByText('Il reste 7 places.').waitFor();
    });
  });
});

describe('the link to join online', () => {
  it('is in no file, no feed, no index and no snapshot: registered people alone get it', async () => {
    const secret = 'salle-tres-secrete-4817';
    const { slug, url } = await newEvent({ joinUrl: `https://visio.example/${secret}`, joinNotes: `Code ${secret}` });
    await until('the event in the search', async () => (await hitsOf(hub, 'événement d’essai')).includes(url));
    await hub.caughtUp();
    const places = readdirSync(hub.home)
      .filter((name) => /^(?:current|snapshot\.db|pagefind|logs)/.test(name))
      .map((name) => join(hub.home, name));
    expect(filesHolding(slug, ...places).length).toBeGreaterThan(3);
    expect(filesHolding(secret, ...places)).toEqual([]);
  });
});
