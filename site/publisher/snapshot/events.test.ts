import type { Event } from '@palier/model';
import { describe, expect, it } from 'vitest';
import { agendaFacets, eventDocuments, eventMonths, events, filterTags, sitemap } from '../reader.ts';
import { searchDocumentsOf } from '../search-documents.ts';
import { event, idOf, organisation, published, topic, withdrawn } from '../test/documents.ts';
import { snapshotForEachTest } from '../test/snapshot.ts';
import type { Facet } from '../facets.ts';
import type { Snapshot } from './snapshot.ts';

let snapshot: Snapshot;

snapshotForEachTest((fresh) => {
  snapshot = fresh;
});

const apply = (...some: Event[]) => snapshot.apply(some.map((one) => published(one)));
const day = (number: number, more: Partial<Event> = {}): Partial<Event> => ({
  startsAt: `2027-01-${String(number).padStart(2, '0')}T13:00:00.000Z`,
  endsAt: `2027-01-${String(number).padStart(2, '0')}T15:00:00.000Z`,
  ...more,
});
const titles = (list: { title: string }[]) => list.map(({ title }) => title.replace('Événement ', ''));

/** Everything that is to be made, once pages that read the given tags were. */
function madeAgain(pages: Record<string, string[]>, change: () => void): Set<string> {
  drain(pages);
  change();
  return drain(pages);
}

function drain(pages: Record<string, string[]>): Set<string> {
  const urls = new Set<string>();
  for (const [url, tags] of Object.entries(pages))
    snapshot.recordPage({ url, priority: 0, version: 0, changedAt: null }, { digest: 'x', tags });
  for (let page = snapshot.nextPage(); page !== null; page = snapshot.nextPage()) {
    urls.add(page.url);
    snapshot.recordPage(page, snapshot.isWanted(page.url) ? { digest: 'x', tags: pages[page.url] ?? [] } : null);
  }
  return urls;
}

describe('the agenda', () => {
  it('is in the order in which events come, whatever the order in which they were published; the past backwards', () => {
    apply(
      event('c', day(20)),
      event('a', day(12)),
      event('b', day(13)),
      event('y', day(2, { phase: 'past' })),
      event('z', day(4, { phase: 'past' })),
    );
    const { upcoming, past, total } = events('fr', null, 10).data;
    expect([titles(upcoming), titles(past), total]).toEqual([['a', 'b', 'c'], ['z', 'y'], 5]);
    expect(titles(events('fr', null, 2).data.upcoming)).toEqual(['a', 'b']);
  });

  it('lists what has a value of a facet, and every month in which something begins, where it is held', () => {
    apply(
      event('paris', { startsAt: '2027-01-31T22:30:00.000Z', endsAt: '2027-01-31T23:30:00.000Z', region: 'bretagne' }),
      event('noumea', {
        startsAt: '2027-01-31T22:30:00.000Z',
        endsAt: '2027-01-31T23:30:00.000Z',
        timeZone: 'Pacific/Noumea',
        maturity: 'expert',
        format: 'hybrid',
        venue: 'Salle',
      }),
    );
    const having = (facet: Facet, value: string) => titles(events('fr', { facet, value }, 10).data.upcoming);
    expect(having('month', '2027-01')).toEqual(['paris']);
    expect(having('month', '2027-02')).toEqual(['noumea']);
    expect(having('region', 'bretagne')).toEqual(['paris']);
    expect(having('level', 'expert')).toEqual(['noumea']);
    expect(having('format', 'on-site')).toEqual([]);
    expect(eventMonths().data).toEqual(['2027-01', '2027-02']);
  });

  it('offers to filter by what is still to come', () => {
    snapshot.apply([
      published(topic('acces')),
      published(event('a', { topics: [idOf('acces')], region: 'corse' })),
      published(event('b', day(2, { phase: 'past', maturity: 'expert', region: 'bretagne' }))),
    ]);
    const facets = agendaFacets('fr').data;
    expect(facets.level.map(({ value, count }) => [value, count])).toEqual([['novice', 1]]);
    expect(facets.region.map(({ value }) => value)).toEqual(['corse']);
    expect(facets.topic.map(({ value, title }) => [value, title])).toEqual([['acces', topic('acces').name]]);
    expect(
      filterTags([idOf('a')], 'fr')
        .data.get(idOf('a'))
        ?.toSorted(),
    ).toEqual(['format:online', 'language:fr', 'level:novice', 'region:corse', 'topic:acces']);
  });
});

describe('the pages of events', () => {
  it('are the page and its calendar, the lists with their feeds and calendars, and those of its topic', () => {
    snapshot.apply([published(topic('acces')), published(event('a', { region: 'corse' }))]);
    for (const url of [
      '/evenements/a/',
      '/evenements/a/agenda.ics',
      '/evenements/',
      '/evenements/feed.xml',
      '/evenements/agenda.ics',
      '/en/events/agenda.ics',
      '/evenements/region/corse/agenda.ics',
      '/evenements/region/bretagne/',
      '/evenements/format/sur-place/feed.xml',
      '/evenements/periode/passes/',
      '/evenements/mois/2027-01/',
      '/en/events/month/2027-01/agenda.ics',
      '/themes/acces/evenements/',
      '/themes/acces/evenements/agenda.ics',
      '/themes/acces/evenements/feed.xml',
    ])
      expect(snapshot.isWanted(url), url).toBe(true);
    const wanted = new Set(snapshot.wantedAddresses());
    for (const url of wanted) expect(snapshot.isWanted(url), url).toBe(true);
    expect(wanted.has('/themes/acces/evenements/agenda.ics')).toBe(true);
    for (const url of [
      '/evenements/mois/2027-02/',
      '/evenements/mois/2027-13/',
      '/evenements/region/atlantide/',
      '/evenements/periode/a-venir/',
      '/evenements/b/agenda.ics',
      '/themes/acces/events/',
      '/ressources/agenda.ics',
      '/ressources/niveau/novice/agenda.ics',
      '/questions/agenda.ics',
    ])
      expect(snapshot.isWanted(url), url).toBe(false);
  });

  it('go when it does, with the month that nothing else begins in', () => {
    apply(event('a', day(12)));
    drain({});
    snapshot.apply([withdrawn(published(event('a')))]);
    const gone = drain({});
    for (const url of [
      '/evenements/a/',
      '/evenements/a/agenda.ics',
      '/evenements/mois/2027-01/',
      '/evenements/mois/2027-01/agenda.ics',
    ]) {
      expect(gone.has(url), url).toBe(true);
      expect(snapshot.isWanted(url), url).toBe(false);
    }
  });

  it('are made again when what they show of it changes, and calendars when what they hold does', () => {
    apply(event('a', day(12)), event('b', day(13)));
    const pages = {
      '/evenements/': events('fr', null, 250).tags,
      '/evenements/agenda.ics': eventDocuments('fr', null).tags,
      '/evenements/region/corse/': events('fr', { facet: 'region', value: 'corse' }, 250).tags,
    };
    const agenda = ['/evenements/', '/evenements/agenda.ics'];
    const after = (change: Partial<Event>) =>
      [...madeAgain(pages, () => apply(event('a', { ...day(12), ...change })))].filter((url) => url in pages).sort();
    expect(after({ body: 'Un autre texte.' })).toEqual([]);
    expect(after({ availability: 'few' })).toEqual(agenda);
    // Only calendars hold the address.
    expect(after({ availability: 'few', address: '1 rue', revisedAt: '2026-11-01T08:00:00.000Z' })).toEqual(agenda);
    expect(after({ phase: 'past', region: 'corse' })).toEqual(Object.keys(pages).sort());
  });

  it('appear in a list that was full when an event moves to its front', () => {
    apply(event('a', day(12)), event('b', day(13)), event('c', day(14)));
    const { tags } = events('fr', null, 2);
    const again = madeAgain({ '/evenements/': tags }, () => apply(event('c', day(11))));
    expect(again.has('/evenements/')).toBe(true);
    expect(titles(events('fr', null, 2).data.upcoming)).toEqual(['c', 'a']);
  });
});

describe('an example', () => {
  it('is in no sitemap, which is there all the same', () => {
    apply(event('a', { isExample: true }));
    expect(sitemap(1)?.data).toEqual([]);
    apply(event('b'));
    expect(sitemap(1)?.data.map(({ url }) => url)).toEqual(['/evenements/b/']);
  });
});

describe('an event in the search', () => {
  it('is found by what one learns, where it is, who holds it and who speaks', () => {
    snapshot.apply([
      published(organisation('club')),
      published(
        event('a', {
          learn: ['Restaurer une sauvegarde'],
          venue: 'Halle aux essais',
          organiser: idOf('club'),
          speakers: [{ name: 'Une oratrice', role: 'Essayiste' }],
        }),
      ),
    ]);
    expect(searchDocumentsOf(snapshot, 'event', idOf('a'))).toMatchObject([
      {
        url: '/evenements/a/',
        summary: 'Résumé de a.',
        publishers: [organisation('club').name],
        tags: ['Restaurer une sauvegarde', 'Halle aux essais', 'Une oratrice, Essayiste'],
        maturity: 'novice',
        year: 2027,
      },
    ]);
  });
});
