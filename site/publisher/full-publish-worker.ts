import { parentPort, workerData } from 'node:worker_threads';
import { closeReader } from './reader.ts';
import { loadRenderer } from './renderer.ts';
import { digestOfPage, writePage } from './writer.ts';

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

async function makeAll(urls: string[]): Promise<MadePage[]> {
  const render = await renderer;
  const batch: MadePage[] = [];
  for (const url of urls) {
    let rendered;
    try {
      rendered = await render(url);
    } catch (error) {
      batch.push({ url, error: (error as Error).message });
      continue;
    }
    writePage(release, url, rendered.body);
    batch.push({ url, digest: digestOfPage(rendered.body), tags: rendered.tags });
  }
  return batch;
}
