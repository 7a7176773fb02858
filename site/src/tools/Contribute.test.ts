import type { Contribution } from '@palier/model';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { contribute } from '../i18n/tools/contribute.fr.ts';
import Contribute from './Contribute.tsx';

const CONTRIBUTION: Contribution = { tool: 'applicability', result: 'important', sector: 'sante', size: null };
const SAID = { result: 'Entité importante', sector: 'Santé', size: null };

const drawn = (contribution: Contribution) =>
  renderToStaticMarkup(
    createElement(Contribute, { t: contribute, contribution, said: SAID, figuresUrl: '/statistiques/' }),
  ).replaceAll('&quot;', '"');

test('all that would be sent stands above the button, to the letter and in words', () => {
  const page = drawn(CONTRIBUTION);
  const body = '{"tool":"applicability","result":"important","sector":"sante","size":null}';
  expect(page).toContain(`<code>${body}</code>`);
  for (const words of ['Entité importante', 'Santé', contribute.unsaid, contribute.promise])
    expect(page).toContain(words);
  expect(page.indexOf(body)).toBeLessThan(page.indexOf('<button'));
  expect(page).toContain('href="/statistiques/"');
});

test('what else an object holds is not sent', () => {
  expect(drawn({ ...CONTRIBUTION, email: 'nom@exemple.fr' } as Contribution)).not.toContain('exemple');
});
