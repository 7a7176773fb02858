import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser } from './browser.ts';
import { faultsOf, hindrancesIn } from './readable.ts';

/** Every look at a page rests on this: what it does not see, no test sees. */

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(() => browser?.close());

async function pageOf(main: string, style = '') {
  const page = await browser.newPage();
  await page.setContent(
    `<!doctype html><html lang="fr"><title>Page</title><style>${style}</style><main><h1>Titre</h1>${main}</main></html>`,
  );
  return page;
}

it('finds nothing in a page without fault', async () => {
  const page = await pageOf('<p>Un texte.</p>');
  expect(await hindrancesIn(page)).toEqual([]);
  await page.close();
});

it('sees a picture without words, a colour that is too pale in the dark alone, and what is wider than a telephone', async () => {
  const page = await pageOf(
    '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p class="pale">Pâle</p><div class="wide">Large</div>',
    '.wide { width: 500px } @media (prefers-color-scheme: dark) { .pale { color: #ccc } }',
  );
  const hindrances = await hindrancesIn(page);
  expect(hindrances.filter((one) => one.includes('image-alt'))).toHaveLength(2);
  expect(hindrances.filter((one) => one.includes('color-contrast'))).toEqual([expect.stringMatching(/^dark: .*Pâle/)]);
  expect(hindrances.filter((one) => one.includes('px wide on a screen of 390'))).toHaveLength(1);
  await page.close();
});

it('refuses to find nothing in a part that is not there', async () => {
  const page = await pageOf('');
  await expect(faultsOf(page, '.absent')).rejects.toThrow();
  await page.close();
});
