import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { WCAG_TAGS } from './browser.ts';

/** Widths of screens on which pages are looked at, in px. */
const WIDTHS = [320, 768, 1280];

/**
 * What keeps some people from reading a page: faults that axe finds, a page wider than the screen. Every page exists in both languages: the
 * French one is looked at in the light, the English one in the dark.
 *
 * @param origin of the hub, without a final slash
 * @param url path of the page, with its query
 */
export async function hindrancesOf(page: Page, origin: string, url: string): Promise<string[]> {
  await page.goto(origin + url);
  const colorScheme = url.startsWith('/en/') ? 'dark' : 'light';
  await page.emulateMedia({ colorScheme });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(WCAG_TAGS).analyze();
  const hindrances = violations.map(
    ({ id, nodes }) => `${url} ${colorScheme} ${id}: ${nodes.map((node) => node.html).join(' ')}`,
  );
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const content = await page.evaluate(() => document.documentElement.scrollWidth);
    if (content > width) hindrances.push(`${url} is ${content} px wide on a screen of ${width}`);
  }
  return hindrances;
}
