import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { WCAG_TAGS } from './browser.ts';

/** What every tool is looked at for. */

/** The text of a file that a page gives. @param act what makes it give the file */
export async function saved(page: Page, act: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

/** Waits until the tool works: it is drawn by the server first. */
export async function alive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const root = document.querySelector('[data-tool]')?.firstElementChild;
    return root !== null && root !== undefined && Object.keys(root).some((key) => key.startsWith('__react'));
  });
}

/** What axe finds, light and dark, and in which widths the page is wider than the screen, text at 200 % too. */
export async function hindrances(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(WCAG_TAGS).analyze();
    for (const { id, nodes } of violations)
      found.push(`${colorScheme} ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }
  const measure = async (width: number, text: string) => {
    const content = await page.evaluate(() => document.documentElement.scrollWidth);
    if (content > width) found.push(`${content} px wide on a screen of ${width}, text at ${text}`);
  };
  for (const width of [320, 390, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await measure(width, '100 %');
  }
  await page.evaluate(() => void (document.documentElement.style.fontSize = '200%'));
  await measure(1280, '200 %');
  await page.evaluate(() => void (document.documentElement.style.fontSize = ''));
  return found;
}

/** Makes the browser refuse to keep anything, as in some private windows. */
export async function refuseStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('refused', 'SecurityError');
      },
    });
  });
}

/** The page as its printer gets it: what a PDF holds cannot be read without a library, its structure can. */
export async function printed(page: Page): Promise<{ text: string; isTagged: boolean }> {
  await page.emulateMedia({ media: 'print' });
  const text = await page.evaluate(() => document.querySelector('main')!.innerText);
  const pdf = (await page.pdf({ tagged: true })).toString('latin1');
  await page.emulateMedia({ media: 'screen' });
  return { text, isTagged: pdf.includes('/StructTreeRoot') && pdf.includes('/MarkInfo') };
}
