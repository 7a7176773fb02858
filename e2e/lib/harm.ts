import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Pages open at once. */
const TABS = 4;

/** How one comes to a page: by its address, by its address once a script has shown something there, or by sending a form. */
export type Way = string | { open: string; shows: string } | { post: string; fields: Record<string, string> };

/**
 * Opens pages that show what hostile members wrote, and tells what harm they do: a script that runs, a request to elsewhere, an
 * error, and what would run once it is touched. What a browser would write again of each text is looked at too: some HTML only
 * becomes harmful then.
 *
 * @param options `bypassCSP: true`: without the policy that would stop what was let through
 */
export async function harmOf(
  browser: Browser,
  origin: string,
  ways: readonly Way[],
  options: BrowserContextOptions,
): Promise<string[]> {
  const context = await browser.newContext({ locale: 'fr-FR', ...options });
  const harm: string[] = [];
  // Told below; nothing of it leaves this machine.
  await context.route(
    (url) => url.origin !== origin && /^https?:$/.test(url.protocol),
    (route) => route.abort(),
  );
  const left = [...ways];
  const visitAll = async () => {
    const page = await context.newPage();
    let at = '';
    const tell = (what: string) => void harm.push(`${at}: ${what}`);
    page.on('dialog', (dialog) => {
      tell(`it runs: ${dialog.type()} ${dialog.message()}`);
      // The frame that opened it may be gone.
      void dialog.dismiss().catch(() => undefined);
    });
    page.on('pageerror', (error) => tell(String(error)));
    page.on('console', (message) => {
      // Pictures that are not there do no harm.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) tell(message.text());
    });
    page.on('popup', () => tell('it opens a window'));
    page.on('request', (request) => {
      const { origin: asked, protocol } = new URL(request.url());
      if (asked !== origin && !['data:', 'blob:', 'about:'].includes(protocol)) tell(`a request to ${asked}`);
    });
    for (let way = left.shift(); way !== undefined; way = left.shift()) {
      at = JSON.stringify(way).slice(0, 500);
      if (typeof way === 'string') await page.goto(origin + way);
      else if ('post' in way) await send(page, origin, way);
      else {
        await page.goto(origin + way.open);
        await page.waitForSelector(way.shows, { state: 'attached' });
      }
      if (new URL(page.url()).origin !== origin) tell(`it leads to ${page.url()}`);
      // A page that goes elsewhere meanwhile is one that acts by itself.
      for (const what of await page.evaluate(dormant).catch((error: unknown) => [String(error)])) tell(what);
    }
    await page.close();
  };
  await Promise.all(Array.from({ length: Math.min(TABS, ways.length) }, visitAll));
  await context.close();
  return harm;
}

/** Sends a form as a page of the hub does. */
async function send(page: Page, origin: string, { post, fields }: Extract<Way, { post: string }>): Promise<void> {
  if (!page.url().startsWith(origin)) await page.goto(`${origin}/robots.txt`);
  const arrived = page.waitForEvent('load');
  await page.evaluate(
    ([action, values]) => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action });
      for (const [name, value] of Object.entries(values)) {
        const field = document.createElement('textarea');
        Object.assign(field, { name, value });
        form.append(field);
      }
      document.documentElement.append(form);
      form.submit();
    },
    [origin + post, fields] as const,
  );
  await arrived;
}

/** In the page: what would run once it is touched, and what no text may bring. */
function dormant(): string[] {
  const found: string[] = [];
  const look = () => {
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) found.push(`${element.tagName} ${name}=${value}`);
        if (/^(?:xlink:)?(?:href|src|action|formaction|data|poster|background|cite)$/i.test(name)) {
          const { protocol } = new URL(value, location.href);
          if (!/^(?:https?|mailto):$/.test(protocol)) found.push(`${element.tagName} ${name}=${value}`);
        }
      }
    }
    const foreign = 'iframe, frame, object, embed, applet, base, meta[http-equiv=refresh i], [style*="x.example"]';
    for (const element of document.querySelectorAll(foreign)) found.push(element.outerHTML.slice(0, 200));
    const written = '.prose :is(script, style, link, meta, form, input, button, textarea, select, svg, math, template)';
    for (const element of document.querySelectorAll(written)) found.push(element.outerHTML.slice(0, 200));
    for (const script of document.querySelectorAll('script')) {
      if (script.type === 'application/ld+json') JSON.parse(script.textContent);
      else if (script.textContent.includes('alert(1)')) found.push(script.outerHTML.slice(0, 200));
    }
  };
  look();
  for (const prose of document.querySelectorAll('.prose')) {
    const written = prose.innerHTML;
    prose.innerHTML = written;
  }
  look();
  return found;
}
