import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { LiveAnswer } from '@palier/model';

/** A page as the site made it. */
export interface Rendered {
  body: Buffer;
  tags: string[];
}

/**
 * Makes the page of an address; throws when it cannot, with the reason.
 *
 * @param live what the page holds, for one that depends on who asks
 */
export type Render = (url: string, live?: LivePageShown) => Promise<Rendered>;

/** What the CMS says of a page that depends on who asks. */
export type LivePageShown = Extract<LiveAnswer, { kind: 'page' }>;

interface Bundle {
  render(request: Request, live?: LivePageShown): Promise<Response>;
  useConnection(connection: Database.Database): void;
}

/**
 * Loads the built Astro site (`dist` of the Astro project) into this process.
 *
 * @param siteUrl public address of the site, without a final slash
 * @param connection what pages read in place of the snapshot that `PALIER_SNAPSHOT` names
 * @throws when the site was not built
 */
export async function loadRenderer(dist: string, siteUrl: string, connection?: Database.Database): Promise<Render> {
  const entry = join(dist, 'server', 'entry.mjs');
  const bundle = (await import(pathToFileURL(entry).href)) as Bundle;
  if (connection !== undefined) bundle.useConnection(connection);
  return async (url, live) => {
    const response = await bundle.render(new Request(siteUrl + url), live);
    if (!response.ok) throw new Error(`the site answered ${response.status} for ${url}`);
    const body = Buffer.from(await response.arrayBuffer());
    const tags = response.headers.get('x-palier-tags');
    return {
      body: withPolicy(body, response.headers.get('content-security-policy')),
      tags: tags ? tags.split(' ') : [],
    };
  };
}

const HEAD = /^\s*<!doctype html.*?<head>(?:\s*<meta charset="utf-8"\s*\/?>)?/is;

/**
 * Puts the content security policy into the file, so that any static host enforces it. It stands right after
 * the character set, before anything that loads.
 */
function withPolicy(body: Buffer, policy: string | null): Buffer {
  // As latin1, a character is a byte.
  const start = body.toString('latin1', 0, 1024);
  if (policy === null || !/^\s*<!doctype html/i.test(start)) return body;
  const head = HEAD.exec(start);
  if (!head) throw new Error('the page has no <head> at its start to put its content security policy into');
  const content = policy.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const meta = `<meta http-equiv="content-security-policy" content="${content}">`;
  return Buffer.concat([body.subarray(0, head[0].length), Buffer.from(meta), body.subarray(head[0].length)]);
}
