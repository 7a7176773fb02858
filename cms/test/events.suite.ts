import { describe, expect, it } from 'vitest';
import type { Event } from '@palier/model';
import type * as Clock from '../src/events/clock.ts';
import { compiled } from './built.ts';
import { editorOf, newSlug } from './editor.ts';
import type { TestCms } from './strapi.ts';

/** What is published of events, and what calendars are told of their changes. Run on each database. */
export function eventsSuite(cms: () => TestCms): void {
  const editor = () => editorOf(cms());
  const published = async (id: string, locale = 'fr') =>
    (await cms().state('event', id))?.versions.find((one) => one.locale === locale) as Event | undefined;
  const changesSince = async (head: number) => (await cms().feed(head)).rows.map((row) => row.documentId);
  const refusal = (data: Record<string, unknown>) =>
    editor()
      .published('event', data)
      .then(() => 'published', String);

  describe('what calendars know of an event', () => {
    it('begins with SEQUENCE 0 and the instant of its first publication', async () => {
      const id = await editor().published('event');
      const event = await published(id);
      expect(event).toMatchObject({ sequence: 0, movedFrom: null, phase: 'upcoming', isCancelled: false });
      expect(Math.abs(Date.parse(event!.revisedAt) - Date.now())).toBeLessThan(60_000);
    });

    it.each([
      ['its title', { title: 'Un autre titre' }],
      ['its start', { startsAt: '2099-01-14T12:30:00.000Z' }],
      ['its end', { endsAt: '2099-01-14T16:00:00.000Z' }],
      ['its zone', { timeZone: 'Indian/Reunion' }],
      ['its place', { venue: 'Une autre salle' }],
      ['its summary', { summary: 'Un autre résumé.' }],
      ['its cancellation', { isCancelled: true }],
    ])('gets the next SEQUENCE when %s changes, once', async (_name, change) => {
      const id = await editor().published('event');
      const before = await published(id);
      await editor().change('event', id, change);
      const after = await published(id);
      expect(after).toMatchObject({ sequence: 1, ...change });
      expect(after!.revisedAt > before!.revisedAt).toBe(true);
      await editor().publish('event', id);
      expect(await published(id)).toEqual(after);
    });

    it('stays as it is when something changes that no calendar holds', async () => {
      const id = await editor().published('event');
      const before = await published(id);
      await editor().change('event', id, { body: 'Un autre texte.', capacity: 12 });
      const after = await published(id);
      expect(after).toMatchObject({ body: 'Un autre texte.', capacity: 12, sequence: 0, revisedAt: before!.revisedAt });
    });

    it('remembers when it was to begin, before it was moved last', async () => {
      const id = await editor().published('event');
      await editor().change('event', id, { startsAt: '2099-01-14T12:00:00.000Z' });
      expect(await published(id)).toMatchObject({ movedFrom: '2099-01-14T13:00:00.000Z', sequence: 1 });
      await editor().change('event', id, { title: 'Renommé' });
      expect(await published(id)).toMatchObject({ movedFrom: '2099-01-14T13:00:00.000Z', sequence: 2 });
    });

    it('goes on where it was when the event was hidden meanwhile', async () => {
      const id = await editor().published('event');
      await editor().change('event', id, { title: 'Renommé' });
      await editor().unpublish('event', id);
      expect((await cms().state('event', id))?.versions).toEqual([]);
      await editor().publish('event', id);
      expect(await published(id)).toMatchObject({ sequence: 1 });
      await editor().change('event', id, { title: 'Renommé encore' });
      expect(await published(id)).toMatchObject({ sequence: 2 });
    });

    it('is the same in every language', async () => {
      const id = await editor().published('event');
      await editor().save(
        'event',
        id,
        { title: 'Event', slug: newSlug('event'), summary: 'A summary.', topics: [await editor().topic()] },
        'en',
      );
      await editor().publish('event', id, 'en');
      await editor().change('event', id, { startsAt: '2099-01-14T12:00:00.000Z' });
      const [french, english] = [await published(id), await published(id, 'en')];
      expect(english).toMatchObject({
        sequence: french!.sequence,
        startsAt: '2099-01-14T12:00:00.000Z',
        movedFrom: '2099-01-14T13:00:00.000Z',
      });
    });
  });

  describe('an event that has ended', () => {
    const pass = (now: Date) => compiled<typeof Clock>('events/clock').passEvents(cms().strapi, now);

    it('moves to the past by itself, once, and bears the date of what editors changed', async () => {
      const id = await editor().published('event', {
        startsAt: '2098-03-01T08:00:00.000Z',
        endsAt: '2098-03-01T09:00:00.000Z',
      });
      const before = await published(id);
      await pass(new Date('2098-03-01T08:59:59Z'));
      expect(await published(id)).toMatchObject({ phase: 'upcoming' });
      const head = await cms().head();
      expect(await pass(new Date('2098-03-01T09:00:00Z'))).toBe(1);
      expect(await published(id)).toMatchObject({ phase: 'past', updatedAt: before!.updatedAt, sequence: 0 });
      expect(await pass(new Date('2098-03-01T09:00:00Z'))).toBe(0);
      expect(await changesSince(head)).toEqual([id]);
    });

    it('is past at once when it is published late, and to come again when it is moved', async () => {
      const id = await editor().published('event', {
        startsAt: '2020-03-01T08:00:00.000Z',
        endsAt: '2020-03-01T09:00:00.000Z',
      });
      expect(await published(id)).toMatchObject({ phase: 'past' });
      await editor().change('event', id, {
        startsAt: '2099-03-01T08:00:00.000Z',
        endsAt: '2099-03-01T09:00:00.000Z',
      });
      expect(await published(id)).toMatchObject({ phase: 'upcoming', movedFrom: '2020-03-01T08:00:00.000Z' });
    });
  });

  describe('what is published of an event', () => {
    it('never holds what is for registered people alone, nor what the organiser asks them', async () => {
      const id = await editor().published('event', {
        joinUrl: 'https://visio.example/secret-room',
        joinNotes: 'Code secret-code',
        contacts: 'secret@exemple.fr',
        questions: [{ label: 'secret-question', isRequired: true }],
      });
      const state = JSON.stringify(await cms().state('event', id));
      expect(state).not.toMatch(/secret|joinUrl|joinNotes|questions|waitlist|offerHours/);
    });

    it('says whether there are seats only where the hub counts them', async () => {
      const counted = await editor().published('event', { capacity: 10 });
      const elsewhere = await editor().published('event', {
        capacity: 10,
        registration: 'elsewhere',
        registrationUrl: 'https://inscription.example/',
      });
      const free = await editor().published('event');
      expect((await published(counted))?.availability).toBe('open');
      expect((await published(elsewhere))?.availability).toBeNull();
      expect((await published(free))?.availability).toBeNull();
    });

    it.each([
      ['an end before the start', { endsAt: '2099-01-14T12:00:00.000Z' }, /mettez la fin après le début/],
      ['an end at the start', { endsAt: '2099-01-14T13:00:00.000Z' }, /mettez la fin après le début/],
      ['an end a year later', { endsAt: '2100-01-14T13:00:00.000Z' }, /31 jours au plus/],
      ['a zone that there is none of', { timeZone: 'Europe/Atlantis' }, /choisissez un fuseau de la liste/],
      ['a closing after the start', { closesAt: '2099-01-14T14:00:00.000Z' }, /au plus tard au début/],
      [
        'an opening after the closing',
        { opensAt: '2099-01-10T14:00:00.000Z', closesAt: '2099-01-09T14:00:00.000Z' },
        /avant l’heure où elles ferment/,
      ],
      ['a registration elsewhere without an address', { registration: 'elsewhere' }, /donnez l’adresse où s’inscrire/],
      ['no place for one on site', { format: 'on-site' }, /donnez le lieu ou l’adresse/],
      ['a format that there is none of', { format: 'by-post' }, /format|Format/],
      ['a capacity of −1', { capacity: -1 }, /Places|capacity/],
      ['a capacity of 0', { capacity: 0 }, /Places|capacity/],
      ['a capacity that is a text', { capacity: 'beaucoup' }, /Places|capacity/],
      ['a title of 10,000 characters', { title: 'a'.repeat(10_000) }, /raccourcissez/],
      ['no topic', { topics: [] }, /choisissez au moins un thème/],
      ['no summary', { summary: '' }, /écrivez un résumé/],
    ])('is refused for %s, and nothing is written', async (_name, data, reason) => {
      const head = await cms().head();
      expect(await refusal(data)).toMatch(reason);
      expect(await changesSince(head)).toEqual([]);
    });
  });
}
