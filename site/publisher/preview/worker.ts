import { parentPort, workerData } from 'node:worker_threads';
import type { PublishedDocument } from '@palier/model';
import { documentAddress } from '../addresses.ts';
import { loadRenderer } from '../renderer.ts';
import { openForReading } from '../snapshot/schema.ts';
import { shadow } from './shadow.ts';

/** Makes the page of one draft, and ends: what it was made from ends with this thread. */

export interface PreviewWork {
  /** Path of the snapshot. */
  snapshot: string;
  /** `dist` of the built site. */
  dist: string;
  siteUrl: string;
  document: PublishedDocument;
}

const { snapshot, dist, siteUrl, document } = workerData as PreviewWork;
if (parentPort === null) throw new Error('worker.ts runs as a worker thread of render.ts');

const connection = openForReading(snapshot);
try {
  shadow(connection, document);
  const render = await loadRenderer(dist, siteUrl, connection);
  const { body } = await render(documentAddress(document.type, document.locale, document.slug));
  parentPort.postMessage(body.toString('utf8'));
} finally {
  connection.close();
}
