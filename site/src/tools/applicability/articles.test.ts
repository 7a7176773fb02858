import { EXCLUSIONS, type Exclusion } from '@palier/nis2/answers';
import { assessApplicability } from '@palier/nis2/applicability';
import { expect, test } from 'vitest';
import { applicability } from '../../i18n/tools/applicability.en.ts';

test('no article that a verdict cites is left in French on the English page', () => {
  const cited = [
    ...(Object.keys(EXCLUSIONS) as Exclusion[]).map((excluded) =>
      assessApplicability({ structure: 'public', publicKind: 'central', excluded }),
    ),
    assessApplicability({
      structure: 'private',
      activities: ['I.8.cloud'],
      headcount: '50-249',
      establishedIn: ['FR'],
    }),
  ].flatMap(({ reasons }) => reasons.map(({ article }) => article));
  const inFrench = [...new Set(cited)].filter((article) => /annexe|cons\./.test(article));
  expect(inFrench.length).toBeGreaterThan(1);
  for (const article of inFrench) expect(applicability.articles, article).toHaveProperty([article]);
});
