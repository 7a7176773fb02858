import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findChromium } from '../../scripts/lib/programs.ts';

/** As root, without a window, and without the calls home that a closed network would refuse. */
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium without a window, and without the calls home that a closed network would refuse. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium: npm test installs it, or set CHROME_PATH');
  return chromium.launch({
    executablePath,
    args: CHROMIUM_ARGUMENTS,
  });
}

export interface Visit {
  page: Page;
  /** What went wrong in the page: errors, refused by the content security policy, requests to elsewhere. */
  complaints: string[];
  close(): Promise<void>;
}

/** Opens an address as a new visitor. */
export async function visit(
  browser: Browser,
  url: string,
  options: NonNullable<Parameters<Browser['newContext']>[0]> = {},
): Promise<Visit> {
  const context: BrowserContext = await browser.newContext({ locale: 'fr-FR', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const { origin } = new URL(url);
  page.on('console', (message) => {
    // A failed request is judged by the test that made it.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const target = new URL(request.url());
    if (target.origin !== origin && !['data:', 'blob:'].includes(target.protocol))
      complaints.push(`request to ${target.origin}`);
  });
  await page.goto(url, { waitUntil: 'load' });
  return { page, complaints, close: () => context.close() };
}

/**
 * Opens an address as a new visitor and does something there.
 *
 * @throws what `act` throws, and an Error with all that went wrong in the page meanwhile
 */
export async function onPage(
  browser: Browser,
  url: string,
  act: (page: Page) => Promise<void>,
  options: Parameters<typeof visit>[2] = {},
): Promise<void> {
  const { page, complaints, close } = await visit(browser, url, options);
  await act(page);
  if (complaints.length > 0) throw new Error(`${url}: ${complaints.join('; ')}`);
  await close();
}
