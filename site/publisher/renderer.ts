import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** A page as the site made it. */
export interface Rendered {
  body: string;
  tags: string[];
}

/** Makes the page of an address; throws when it cannot, with the reason. */
export type Render = (url: string) => Promise<Rendered>;

interface Bundle {
  render(request: Request): Promise<Response>;
}

/**
 * Loads the built Astro site (`dist` of the Astro project) into this process.
 *
 * @param siteUrl public address of the site, without a final slash
 * @throws when the site was not built
 */
export async function loadRenderer(dist: string, siteUrl: string): Promise<Render> {
  const entry = join(dist, 'server', 'entry.mjs');
  const bundle = (await import(pathToFileURL(entry).href)) as Bundle;
  return async (url) => {
    const response = await bundle.render(new Request(siteUrl + url));
    const isErrorPage = /\/4(?:04|10)\.html$/.test(url);
    if (!response.ok && !isErrorPage) throw new Error(`the site answered ${response.status} for ${url}`);
    const body = await response.text();
    const tags = response.headers.get('x-palier-tags');
    return {
      body: withPolicy(body, response.headers.get('content-security-policy')),
      tags: tags ? tags.split(' ') : [],
    };
  };
}

/**
 * Puts the content security policy into the file, so that any static host enforces it. It stands right after
 * the character set, before anything that loads.
 */
function withPolicy(body: string, policy: string | null): string {
  if (policy === null || !/^\s*<!doctype html/i.test(body)) return body;
  const meta = `<meta http-equiv="content-security-policy" content="${policy.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`;
  const placed = body.replace(/<head>(?:\s*<meta charset="utf-8"\s*\/?>)?/i, (head) => head + meta);
  if (placed === body) throw new Error('the page has no <head> to put its content security policy into');
  return placed;
}
