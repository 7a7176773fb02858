import { parentPort, workerData } from 'node:worker_threads';
import { closeReader } from './reader.ts';
import { loadRenderer } from './renderer.ts';
import type { Render } from './renderer.ts';
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

// All at once: a render waits now and then (Astro hashes the styles of each page in another thread).
async function makeAll(urls: string[]): Promise<MadePage[]> {
  const render = await renderer;
  return Promise.all(urls.map((url) => make(render, url)));
}

async function make(render: Render, url: string): Promise<MadePage> {
  let rendered;
  try {
    rendered = await render(url);
  } catch (error) {
    return { url, error: (error as Error).message };
  }
  writePageUnread(release, url, rendered.body);
  return { url, digest: digestOfPage(rendered.body), tags: rendered.tags };
}
