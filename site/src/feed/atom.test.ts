import { expect, test } from 'vitest';
import type { FeedEntry } from '../../publisher/views.ts';
import { atomFeed } from './atom.ts';

const absolute = (path: string) => `https://palier.example${path}`;
const feed = {
  locale: 'en',
  title: 'Palier · New resources',
  author: 'Palier',
  self: absolute('/en/feed.xml'),
  page: absolute('/en/resources/'),
  hostname: 'palier.example',
} as const;

function entry(changes: Partial<FeedEntry['card']> = {}, updatedAt = '2026-03-02T08:00:00.000Z'): FeedEntry {
  return {
    updatedAt,
    card: {
      type: 'resource',
      documentId: 'abcdefghijklmnopqrstuvwx',
      locale: 'fr',
      url: '/ressources/sauvegarder/',
      title: 'Sauvegarder',
      summary: 'Trois copies.',
      firstPublishedAt: '2026-03-01T08:00:00.000Z',
      maturity: 'novice',
      kind: 'guide',
      year: null,
      publisher: null,
      minutes: null,
      language: null,
      audience: null,
      steps: null,
      tags: [],
      aside: null,
      translation: null,
      event: null,
      thread: null,
      ...changes,
    },
  };
}

test('an entry keeps its identifier when its address changes', () => {
  const id = (url: string) =>
    /<entry[^>]*>\s*<id>(.*?)<\/id>/.exec(atomFeed({ ...feed, entries: [entry({ url })] }, absolute))?.[1];
  expect(id('/ressources/ailleurs/')).toBe('tag:palier.example,2026-03-01:resource:abcdefghijklmnopqrstuvwx:fr');
  expect(id('/ressources/sauvegarder/')).toBe(id('/ressources/ailleurs/'));
});

test('the feed is as recent as its most recently changed entry', () => {
  const entries = [entry({}, '2026-03-02T08:00:00.000Z'), entry({}, '2026-05-01T08:00:00.000Z')];
  expect(atomFeed({ ...feed, entries }, absolute)).toMatch(/^<updated>2026-05-01T08:00:00.000Z<\/updated>$/m);
});

test('a document in the other language says so', () => {
  const text = atomFeed({ ...feed, entries: [entry()] }, absolute);
  expect(text).toContain('xml:lang="en">');
  expect(text).toContain('<entry xml:lang="fr">');
  expect(text).toContain('hreflang="fr" href="https://palier.example/ressources/sauvegarder/"');
});

test('markup and characters that XML refuses do not break the feed', () => {
  const text = atomFeed(
    { ...feed, entries: [entry({ title: 'TLS <1.2 & "SSL"\u0000\u000b\ud800', summary: ']]></summary>' })] },
    absolute,
  );
  expect(text).toContain('<title>TLS &lt;1.2 &amp; &quot;SSL&quot;</title>');
  expect(text).toContain('<summary>]]&gt;&lt;/summary&gt;</summary>');
});

test('a feed without entries is complete, and the same each time', () => {
  const empty = atomFeed({ ...feed, entries: [] }, absolute);
  expect(empty).toMatch(/<id>.+<\/id>\n<title>.+<\/title>\n<updated>1970-01-01T00:00:00.000Z<\/updated>/);
  expect(empty).not.toContain('<entry');
});

test('of an event, when it is held comes first, as people of the place say it', () => {
  const held = { startsAt: '2027-01-12T13:00:00.000Z', endsAt: '2027-01-12T14:30:00.000Z', timeZone: 'Indian/Reunion' };
  const event = {
    ...held,
    format: 'online',
    venue: null,
    region: null,
    phase: 'upcoming',
    availability: null,
  } as const;
  const flags = { isCancelled: false, isExample: false, hasMoved: false, hasReplay: false, revisedAt: held.startsAt };
  const text = atomFeed({ ...feed, entries: [entry({ type: 'event', event: { ...event, ...flags } })] }, absolute);
  expect(text).toMatch(
    /<summary>mardi 12 janvier 2027.*17:00.*18:30 \(heure.: La Réunion\)\. Trois copies\.<\/summary>/,
  );
});
