import { resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { startBrowser } from '../e2e/lib/browser.ts';
import { SEEDS, temporaryHub } from '../e2e/lib/hub.ts';
import type { Hub } from '../e2e/lib/hub.ts';
import { median, quantile, round, say } from './figures.ts';

/** Words typed key by key, as readers of all levels do. */
const TYPED = ['sauvegarde', 'mfa', 'hameçonnage', 'directive nis 2', 'ebios', 'mot de passe', 'rançongiciel', 'rssi'];
const ROUNDS = 4;

/**
 * What the search makes a browser download beside React, engine of last resort included, and how long the first result takes to
 * be on screen after the last key; with the starter corpus, on this machine.
 */
export async function benchSearchBox(): Promise<Record<string, number>> {
  const hub = await temporaryHub({ seeds: [SEEDS] });
  const browser = await startBrowser();
  try {
    await hub.caughtUp();
    const [box, page] = [await weigh('search-box.ts'), await weigh('search-page.tsx')];
    const waits = await waitsForFirstResult(browser, hub);
    say(
      `search box ${round(box)} kB, page of results ${round(page)} kB (brotli), without React, with the client of the embedded engine`,
    );
    say(`first result after the last key: median ${median(waits).toFixed(0)} ms of ${waits.length}`);
    return {
      island_kb: round(Math.max(box, page)),
      island_box_kb: round(box),
      island_page_kb: round(page),
      first_result_p95_ms: round(quantile(waits, 0.95)),
    };
  } finally {
    await browser.close();
    await hub.stop();
  }
}

/** In the page: `window.wait` becomes the time from the last key to the frame that shows a result. */
const WATCH = `
  const input = document.querySelector('form.find input');
  const list = document.querySelector('#found');
  let last = 0;
  window.wait = new Promise((done) => {
    input.addEventListener('input', () => (last = performance.now()));
    new MutationObserver((_, observer) => {
      // Results of the beginning of the words, on their way, are overtaken by those of the next key.
      if (list.querySelector('a') === null || performance.now() - last < 20) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame((now) => done(now - last)));
    }).observe(list, { childList: true });
  });
  undefined;`;

const field = (page: Page) => page.getByRole('combobox', { name: 'Rechercher dans le site' });

/** Everything that an entry of the site brings, what it loads later included, without React: kB compressed (brotli), file by file. */
async function weigh(entry: string): Promise<number> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      rollupOptions: { external: [/^react/] },
      lib: { entry: resolve(import.meta.dirname, '../site/src/client', entry), formats: ['es'], fileName: 'entry' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error(`Vite built nothing of ${entry}`);
  const sizes = output.output.map((file) => (file.type === 'chunk' ? brotliCompressSync(file.code).length : 0));
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

/** Durations from the last key to the frame that shows a result, in ms, as the page measures them. */
async function waitsForFirstResult(browser: Browser, hub: Hub): Promise<number[]> {
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(hub.url, { waitUntil: 'networkidle' });
  await page.locator('form.find input').focus();
  await field(page).waitFor();
  const waits: number[] = [];
  for (let round_ = 0; round_ < ROUNDS; round_ += 1)
    for (const words of TYPED) {
      await field(page).fill('');
      await page.locator('.finder').waitFor({ state: 'hidden' });
      await page.evaluate(WATCH);
      // Faster than the pause: one search, for the whole.
      await field(page).pressSequentially(words, { delay: 15 });
      waits.push(await page.evaluate<number>('window.wait'));
    }
  await context.close();
  return waits;
}
