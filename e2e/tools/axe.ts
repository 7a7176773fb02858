import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { WCAG_TAGS } from '../lib/browser.ts';

/** What axe finds in the tool as it stands, light and dark. */
export async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include('main').setLegacyMode().withTags(WCAG_TAGS).analyze();
    found.push(
      ...violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes.map((node) => node.html).join(' ')}`),
    );
  }
  await page.emulateMedia({ colorScheme: null });
  return found;
}
