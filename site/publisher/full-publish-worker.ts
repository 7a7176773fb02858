import { parentPort, workerData } from 'node:worker_threads';
import { closeReader } from './reader.ts';
import { loadRenderer } from './renderer.ts';
import type { Render, Rendered } from './renderer.ts';
import { digestOfPage, writePageUnread } from './writer.ts';

/** A page written into the new release, or the reason why it could not be made. */
export type MadePage = { url: string; digest: string; tags: string[] } | { url: string; error: string };

const { dist, siteUrl, release } = workerData as { dist: string; siteUrl: string; release: string };
const port = parentPort;
if (port === null) throw new Error('full-publish-worker.ts runs as a worker thread of full-publish.ts');

const renderer = loadRenderer(dist, siteUrl);

// Messages: a batch of addresses; an empty one ends the thread.
port.on('message', (urls: string[]) => {
  if (urls.length === 0) {
    closeReader();
    port.close();
    return;
  }
  void makeAll(urls).then((batch) => port.postMessage(batch));
});

// First all pages of the batch, then all files: compression empties the processor's caches, and a page made right
// after it takes 40 % longer.
async function makeAll(urls: string[]): Promise<MadePage[]> {
  const render = await renderer;
  const pages = await Promise.all(urls.map((url) => renderOrError(render, url)));
  return pages.map((page) => {
    if ('error' in page) return page;
    writePageUnread(release, page.url, page.body);
    return { url: page.url, digest: digestOfPage(page.body), tags: page.tags };
  });
}

async function renderOrError(
  render: Render,
  url: string,
): Promise<({ url: string } & Rendered) | { url: string; error: string }> {
  try {
    return { url, ...(await render(url)) };
  } catch (error) {
    return { url, error: (error as Error).message };
  }
}
