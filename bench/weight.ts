import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { SEEDS, temporaryHub } from '../e2e/lib/hub.ts';
import { CHROMIUM_ARGUMENTS } from '../e2e/lib/browser.ts';
import { findChromium } from '../scripts/lib/programs.ts';
import { freePorts } from '../scripts/lib/ports.ts';
import { round, say } from './figures.ts';

/** Pages as readers meet them, on the starter corpus. */
const PAGES = {
  home: '/',
  catalogue: '/ressources/',
  resource: '/ressources/les-sept-premiers-gestes/',
  glossary: '/glossaire/',
};

const KINDS = ['document', 'stylesheet', 'script', 'image', 'other', 'font'] as const;

type Kind = (typeof KINDS)[number];

interface Weight {
  /** Bytes on the wire without headers, compressed, by kind. */
  bytes: Record<Kind, number>;
  requests: number;
  /** Scripts that hold up the first paint, in bytes: neither modules nor deferred. */
  blocking: number;
}

/**
 * What four pages make a reader download, compressed, and what Lighthouse says of them on a mobile. The catalogue is
 * weighed with its filters at work: the whole catalogue has been fetched.
 */
export async function benchWeight(): Promise<Record<string, number>> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium: npm test installs it, or set CHROME_PATH');
  const [port] = await freePorts('127.0.0.1', 1);
  const hub = await temporaryHub({ seeds: [SEEDS] });
  const browser = await chromium.launch({
    executablePath,
    args: [...CHROMIUM_ARGUMENTS, `--remote-debugging-port=${port}`],
  });
  try {
    await hub.caughtUp();
    const figures: Record<string, number> = {};
    for (const [name, path] of Object.entries(PAGES)) {
      const weight = await weigh(browser, hub.url + path, name === 'catalogue' ? filter : async () => undefined);
      const { font, ...others } = weight.bytes;
      const total = Object.values(others).reduce((sum, bytes) => sum + bytes, 0);
      const kb = (bytes: number) => round(bytes / 1000);
      figures[`${name}_total_kb`] = kb(total);
      figures['fonts_kb'] = Math.max(figures['fonts_kb'] ?? 0, kb(font));
      if (name === 'resource') {
        figures['resource_js_kb'] = kb(others.script);
        figures['resource_blocking_js_kb'] = kb(weight.blocking);
      }
      say(
        `${name}: ${kb(total)} kB in ${weight.requests} requests (HTML ${kb(others.document)}, CSS ${kb(others.stylesheet)}, ` +
          `JS ${kb(others.script)}, images ${kb(others.image)}, other ${kb(others.other)}; fonts apart ${kb(font)})`,
      );
    }
    for (const [name, path] of Object.entries(PAGES))
      Object.assign(figures, await lighthouse(name, hub.url + path, port!));
    return figures;
  } finally {
    await browser.close();
    await hub.stop();
  }
}

async function weigh(browser: Browser, url: string, act: (page: Page) => Promise<unknown>): Promise<Weight> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const bytes = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
  const sizes: Promise<void>[] = [];
  let requests = 0;
  page.on('requestfinished', (request) => {
    requests += 1;
    const type = request.resourceType();
    const kind = KINDS.find((one) => one === type) ?? 'other';
    sizes.push(request.sizes().then(({ responseBodySize }) => void (bytes[kind] += responseBodySize)));
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await act(page);
  await Promise.all(sizes);
  const blocking = await page.evaluate<number>(
    `performance.getEntriesByType('resource')
       .filter((entry) => entry.name.endsWith('.js') && entry.renderBlockingStatus === 'blocking')
       .reduce((sum, entry) => sum + entry.encodedBodySize, 0)`,
  );
  await context.close();
  return { bytes, requests, blocking };
}

async function filter(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: /Novice/ }).check();
  await page.waitForURL(/niveau=novice/);
  await page.waitForLoadState('networkidle');
}

/** Scores of 100 on a simulated mobile, and the layout shift. */
async function lighthouse(name: string, url: string, port: number): Promise<Record<string, number>> {
  const { default: run } = await import('lighthouse');
  const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
  const result = await run(url, { port, onlyCategories: categories, logLevel: 'error', output: 'json' });
  if (!result) throw new Error(`Lighthouse gave no result for ${url}`);
  const { lhr } = result;
  const scores = categories.map((category) => Math.round((lhr.categories[category]?.score ?? 0) * 100));
  const shift = lhr.audits['cumulative-layout-shift']?.numericValue ?? NaN;
  say(
    `${name}: ${categories.map((category, index) => `${category} ${scores[index]}`).join(', ')}, layout shift ${shift}`,
  );
  for (const { id, title } of Object.values(lhr.audits).filter(({ score }) => score !== null && score < 0.9))
    say(`  ${id}: ${title}`);
  return {
    ...Object.fromEntries(
      categories.map((category, index) => [`${name}_${category.replace('-', '_')}`, scores[index]!]),
    ),
    [`${name}_cls`]: shift,
  };
}
