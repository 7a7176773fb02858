import type { PublishedDocument } from '@palier/model';
import { describe, expect, it } from 'vitest';
import { figures } from '../reader.ts';
import { answer, event, learningPath, published, resource, thread, withdrawn } from '../test/documents.ts';
import { snapshotForEachTest } from '../test/snapshot.ts';
import type { Snapshot } from './snapshot.ts';

const PAGE = '/statistiques/';
const ASKED = '2026-10-01T08:00:00.000Z';
const later = (hours: number) => new Date(Date.parse(ASKED) + hours * 3_600_000).toISOString();

let snapshot: Snapshot;

snapshotForEachTest((fresh) => {
  snapshot = fresh;
});

const apply = (...documents: PublishedDocument[]) => snapshot.apply(documents.map((one) => published(one)));

/** True when taking these in has the page of figures made again. */
function makesAgain(...documents: PublishedDocument[]): boolean {
  for (let page = snapshot.nextPage(); page !== null; page = snapshot.nextPage()) snapshot.recordPage(page, null);
  const made = { url: PAGE, priority: 0, version: 0, changedAt: null };
  snapshot.recordPage(made, { digest: 'x', tags: figures().tags });
  apply(...documents);
  for (let page = snapshot.nextPage(); page !== null; page = snapshot.nextPage()) {
    if (page.url === PAGE) return true;
    snapshot.recordPage(page, null);
  }
  return false;
}

describe('the public figures', () => {
  it('are zeros of a hub that is empty', () => {
    expect(figures().data).toEqual({
      resources: { total: 0, levels: { novice: 0, intermediate: 0, advanced: 0, expert: 0 }, languages: [] },
      paths: 0,
      questions: { asked: 0, answered: 0, official: 0, resolved: 0, medianDelay: null },
      events: { upcoming: 0, past: 0, seatsOffered: 0 },
    });
  });

  it('count resources by level and language, and paths', () => {
    apply(
      resource('un', { maturity: 'novice' }),
      resource('deux', { maturity: 'novice', language: 'en' }),
      resource('trois', { maturity: 'expert' }),
      learningPath('parcours'),
    );
    expect(figures().data).toMatchObject({
      resources: {
        total: 3,
        levels: { novice: 2, intermediate: 0, advanced: 0, expert: 1 },
        languages: [
          { code: 'fr', count: 2 },
          { code: 'en', count: 1 },
        ],
      },
      paths: 1,
    });
  });

  it('count questions that have an answer, an official one, one that was chosen', () => {
    apply(
      thread('attend'),
      thread('repondue', { answers: [answer(1)] }),
      thread('officielle', { answers: [answer(1), answer(2, { official: true })] }),
      thread('resolue', { answers: [answer(1)], accepted: answer(1).id }),
    );
    expect(figures().data.questions).toMatchObject({ asked: 4, answered: 3, official: 1, resolved: 1 });
  });

  it('say how long half of the questions have waited, those that came with their answer left out', () => {
    const waited = (name: string, ...hours: number[]) =>
      thread(name, { postedAt: ASKED, answers: hours.map((after, at) => answer(at + 1, { postedAt: later(after) })) });
    apply(waited('publiee-avec', 0), waited('un', 50, 3), waited('deux', 9.2), waited('trois', 200), waited('attend'));
    expect(figures().data.questions.medianDelay).toBe(10);
  });

  it('count events that are neither cancelled nor examples, and the seats to be had here', () => {
    apply(
      event('a-venir', { phase: 'upcoming', registration: 'here', capacity: 30 }),
      event('passe', { phase: 'past', registration: 'here', capacity: 30 }),
      event('ailleurs', { phase: 'past', registration: 'none', capacity: 500 }),
      event('exemple', { phase: 'past', registration: 'here', capacity: 80, isExample: true }),
      event('annule', { phase: 'upcoming', registration: 'here', capacity: 80, isCancelled: true }),
    );
    expect(figures().data.events).toEqual({ upcoming: 1, past: 2, seatsOffered: 60 });
  });

  it('forget what is withdrawn', () => {
    const one = published(resource('un'));
    snapshot.apply([one]);
    snapshot.apply([withdrawn(one)]);
    expect(figures().data.resources.total).toBe(0);
  });

  it('are made again when something is published, answered, or moves to the past; not when a text changes', () => {
    apply(resource('un'), thread('question', { postedAt: ASKED }), event('rencontre', { phase: 'upcoming' }));
    expect(makesAgain(resource('deux'))).toBe(true);
    expect(makesAgain(thread('question', { postedAt: ASKED, answers: [answer(1)] }))).toBe(true);
    expect(makesAgain(event('rencontre', { phase: 'past' }))).toBe(true);
    expect(makesAgain(learningPath('parcours'))).toBe(true);
    expect(makesAgain(resource('deux', { title: 'Un autre titre', body: 'Un autre texte.' }))).toBe(false);
    expect(makesAgain(thread('question', { postedAt: ASKED, answers: [answer(1, { body: 'Mieux.' })] }))).toBe(false);
  });
});
