import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What keeps some people from reading a page. */

/** Rules of axe that pages must keep: WCAG 2.2 AA, and what its makers advise. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Widths of screens on which pages are looked at, in px. */
const WIDTHS = [320, 390, 768, 1280];

/**
 * What axe finds in the page as it stands, or in parts of it: the name of each rule and the elements that break it.
 *
 * axe is called in the page itself: `@axe-core/playwright` opens a second page and carries back every element that
 * keeps the rules, which takes ten times as long (3.6 s instead of 0.3 s for the home page).
 *
 * @param parts selectors; the whole page when there is none
 * @throws Error when a part is not in the page
 */
export async function faultsOf(page: Page, ...parts: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async ({ include, rules }) => {
      // Colours on their way from one state of a button to another would be measured half-way.
      for (const animation of document.getAnimations())
        if (animation.effect?.getComputedTiming().iterations !== Infinity) animation.finish();
      const { run } = (window as unknown as { axe: typeof axe }).axe;
      const { violations } = await run(include.length > 0 ? { include } : document, {
        runOnly: { type: 'tag', values: rules },
        resultTypes: ['violations'],
      });
      return violations.map(({ id, nodes }) => ({ id, elements: nodes.map(({ html }) => html) }));
    },
    { include: parts.map((part) => [part]), rules: RULES },
  );
  return violations.map(({ id, elements }) => `${id}: ${elements.join(' ')}`);
}

/** What axe finds in the light and in the dark, in the page or in parts of it. */
export async function faultsInLightAndDark(page: Page, ...parts: string[]): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const fault of await faultsOf(page, ...parts)) faults.push(`${colorScheme}: ${fault}`);
  }
  await page.emulateMedia({ colorScheme: null });
  return faults;
}

/** On which screens the page is wider than the screen, from 320 to 1280 px; with text at 200 % too. */
export async function overflowsOf(page: Page): Promise<string[]> {
  const overflows: string[] = [];
  const screen = page.viewportSize();
  const measure = async (width: number, text: string) => {
    const content = await page.evaluate(() => document.documentElement.scrollWidth);
    if (content > width) overflows.push(`${content} px wide on a screen of ${width}, text at ${text}`);
  };
  // The policy of the page refuses a style that is added; the property of an element is not concerned.
  const sizeText = (size: string) =>
    page.evaluate((size) => void (document.documentElement.style.fontSize = size), size);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await measure(width, '100 %');
  }
  await sizeText('200%');
  await measure(1280, '200 %');
  await sizeText('');
  if (screen) await page.setViewportSize(screen);
  return overflows;
}

/** All that hinders in the page as it stands. */
export async function hindrancesIn(page: Page): Promise<string[]> {
  return [...(await faultsInLightAndDark(page)), ...(await overflowsOf(page))];
}

/**
 * All that hinders in a page of the hub. Every page exists in both languages, made by one template: the French one is looked at in the light,
 * the English one in the dark.
 *
 * @param origin of the hub, without a final slash
 * @param url path of the page, with its query
 */
export async function hindrancesAt(page: Page, origin: string, url: string): Promise<string[]> {
  await page.goto(origin + url);
  await page.emulateMedia({ colorScheme: url.startsWith('/en/') ? 'dark' : 'light' });
  return [...(await faultsOf(page)), ...(await overflowsOf(page))].map((hindrance) => `${url} ${hindrance}`);
}
