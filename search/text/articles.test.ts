import { expect, it } from 'vitest';
import { articleReferences } from './articles.ts';

/** The closest of each reference. */
const cited = (text: string) => articleReferences(text).map(({ terms }) => terms.at(-1));

it.each([
  ['21(2)(d)', 'art21p2d'],
  ['21 ( 2 ) ( d )', 'art21p2d'],
  ['21(2)', 'art21p2'],
  ['art. 21 2 d', 'art21p2d'],
  ['art 21 2 d', 'art21p2d'],
  ['Art. 21(2)d', 'art21p2d'],
  ['ARTICLE 21 (2) (D)', 'art21p2d'],
  ['Article 21, 2', 'art21p2'],
  ['article 21.2', 'art21p2'],
  ['article 21', 'art21'],
  ['l’article 21', 'art21'],
  ["l'art.21", 'art21'],
  ['(art. 1er)', 'art1'],
  ['article\u00A023', 'art23'],
  ['article 21 a pour objet', 'art21'],
  ['article 21 2 à notifier', 'art21p2'],
  ['article 21 2 a\u0300 notifier', 'art21p2'],
  ['article 21 25/05/2018', 'art21'],
  ['article 23 72h', 'art23'],
  ['mise en œuvre de l’article 21(2)', 'art21p2'],
])('reads %j as %s', (text, term) => {
  expect(cited(text)).toEqual([term]);
});

it.each([
  ['articles 20 et 21', ['art20', 'art21']],
  ['Articles 20, 21(2) et 23(4)(a) de la directive', ['art20', 'art21p2', 'art23p4a']],
  ['articles 20, 21, and 23', ['art20', 'art21', 'art23']],
  ['art. 21 et art. 23', ['art21', 'art23']],
  ['articles 20 et 2022', ['art20']],
  ['articles 20 ; puis 21 mesures', ['art20']],
  ['21(2)(d), 23(4)', ['art21p2d', 'art23p4']],
])('reads each article of %j', (text, terms) => {
  expect(cited(text)).toEqual(terms);
});

it.each([
  '21',
  '21 mesures',
  '21, 2',
  '2022/2555',
  '2022(2)',
  'art 2022',
  'article 2555',
  'articles',
  'départ 21',
  'éart 21',
  'smart 21',
  'NIS2 (2)',
  '(2)(d)',
  'SP 800-61',
])('reads no article in %j', (text) => {
  expect(articleReferences(text)).toEqual([]);
});

it('names the whole article, then the paragraph, then the point', () => {
  expect(articleReferences('21(2)(d)')[0]?.terms).toEqual(['art21', 'art21p2', 'art21p2d']);
});

it('says where each reference stands in the text as it is written', () => {
  const text = 'Œuvre : l’Article 21 (2) (d), e\u0301tendu par 23(4).';
  expect(articleReferences(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'Article 21 (2) (d)',
    '23(4)',
  ]);
});

it('reads the same reference each time it is asked', () => {
  const text = 'articles 20 et 21, puis 23(4)';
  expect(cited(text)).toEqual(cited(text));
  expect(cited('21(2)')).toEqual(['art21p2']);
});

it.each([
  ['article 21 ', 1],
  ['articles 20, ', 1],
  ['20 et ', 0],
  ['21 ( ', 0],
  ['art. 2 2 ( ', 1],
  [`article 21 2${' '.repeat(10_000)}`, 1],
])('gets through a megabyte of %j', (part, references) => {
  const times = Math.ceil(1_000_000 / part.length);
  expect(articleReferences(part.repeat(times))).toHaveLength(times * references);
});
