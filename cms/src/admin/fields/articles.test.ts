import { describe, expect, it } from 'vitest';
import { adviceOnArticles, articlesIn } from './articles.ts';

describe('typed articles', () => {
  it.each([
    ['21', ['21'], []],
    ['21(2)(d)', ['21(2)(d)'], []],
    [' 21 (2) (D) ', ['21(2)(d)'], []],
    ['article 21(2), art. 23 ; Articles 20', ['21(2)', '23', '20'], []],
    ['21\n23\r\n20', ['21', '23', '20'], []],
    ['21.2.d', [], ['21.2.d']],
    ['21, vingt', ['21'], ['vingt']],
    ['article', [], ['article']],
    ['21(2)(d)(e)', [], ['21(2)(d)(e)']],
    ['<script>', [], ['<script>']],
    ['', [], []],
    [' , ;\n', [], []],
  ])('%j gives %j, and %j is none', (text, articles, wrong) => {
    expect(articlesIn(text)).toEqual({ articles, wrong });
  });

  it('that are wrong are named in the advice, the longest shortened', () => {
    expect(adviceOnArticles([])).toBeUndefined();
    expect(adviceOnArticles(['21.2', 'x'.repeat(100)])).toMatch(/^« 21\.2 », « x{39}… » : citez l’article/);
  });
});
