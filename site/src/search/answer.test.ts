import type { SearchHit } from '@palier/search/client';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { answerTo, pageAnswering, termNamed } from './answer.ts';
import { QUESTIONS } from './questions.ts';

const hit = (title: string, fields: Partial<SearchHit> = {}): SearchHit => ({
  id: title,
  type: 'glossary-term',
  locale: 'fr',
  url: `/glossaire/${title.toLowerCase()}/`,
  title,
  aliases: [],
  extract: `Définition \uE000de\uE001 ${title}.`,
  section: null,
  maturity: null,
  kind: null,
  language: 'fr',
  ...fields,
});

describe('the page that answers a question', () => {
  const FIRST_STEPS = '/ressources/guide-premiers-pas-nis-2/';

  test.each([
    'suis-je concerné',
    'Suis-je concernée ?',
    'suis je concerne',
    'sommes-nous concernés',
    'suis-je concerné par NIS2',
    'suis-je concerné par la directive NIS 2 ?',
    'NIS 2 : suis-je concerné',
    'par où commencer',
    'PAR OU COMMENCER ?',
  ])('%j is one', (q) => {
    expect(pageAnswering(q, 'fr')).toBe(FIRST_STEPS);
  });

  test('is found in whichever language the question is asked, and given in that of the page', () => {
    expect(pageAnswering('am I in scope?', 'fr')).toBe(FIRST_STEPS);
    expect(pageAnswering('suis-je concerné', 'en')).toBe(`/en${FIRST_STEPS.replace('ressources', 'resources')}`);
  });

  test.each(['', 'concerné', 'sauvegarde', 'c’est quoi', 'nis2', 'commencer'])('%j is none', (q) => {
    expect(pageAnswering(q, 'fr')).toBeNull();
  });

  test('no way to ask leads to two pages', () => {
    for (const { page, asked } of QUESTIONS)
      for (const way of Object.values(asked).flat()) expect(pageAnswering(way, 'fr'), way).toBe(page.fr);
  });
});

describe('the term that the query names', () => {
  const hits = [hit('MFA'), hit('Hameçonnage'), hit('NIS 2'), hit('TLS', { type: 'resource' })];

  test.each([
    ['mfa', 'MFA'],
    ['HAMECONNAGE', 'Hameçonnage'],
    ['nis2', 'NIS 2'],
  ])('%j', (q, title) => {
    expect(termNamed(q, hits)).toMatchObject({ title, text: `Définition de ${title}.` });
  });

  test.each(['mf', 'mfa sms', 'tls', ''])('%j names none', (q) => {
    expect(termNamed(q, hits)).toBeNull();
  });
});

describe('what is said first', () => {
  afterEach(() => vi.unstubAllGlobals());

  const found = Promise.resolve({ hits: [hit('MFA')] });
  const answering = (answer: () => Promise<Response>) => vi.stubGlobal('fetch', vi.fn(answer));

  test('is the term, when there is no question, and no page is asked for', async () => {
    answering(() => Promise.reject(new Error('asked')));
    expect(await answerTo('mfa', 'fr', found)).toMatchObject({ title: 'MFA' });
  });

  test.each<[string, () => Promise<Response>]>([
    ['is not published', () => Promise.resolve(new Response('', { status: 404 }))],
    ['was taken back', () => Promise.resolve(new Response('', { status: 410 }))],
    ['does not come', () => Promise.reject(new TypeError('fetch failed'))],
  ])('is nothing when the page %s', async (_what, answer) => {
    answering(answer);
    expect(await answerTo('suis-je concerné', 'fr', found)).toBeNull();
  });
});
