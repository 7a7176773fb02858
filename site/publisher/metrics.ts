import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Snapshot } from './snapshot/snapshot.ts';

/** Figures of the publisher, for `/metrics` (Prometheus text format). */
export function createMetrics(snapshot: Snapshot) {
  const registry = new Registry();
  const registers = [registry];
  const buckets = [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10, 60];
  const metrics = {
    registry,
    feedLag: new Gauge({ name: 'palier_feed_lag_rows', help: 'Changes in the feed not taken in yet.', registers }),
    feedErrors: new Counter({ name: 'palier_feed_errors_total', help: 'Calls of the feed that failed.', registers }),
    documentsRefused: new Counter({
      name: 'palier_documents_refused_total',
      help: 'Documents of the feed that do not fit the published schema.',
      registers,
    }),
    publishLatency: new Histogram({
      name: 'palier_publish_latency_seconds',
      help: 'From the change in the CMS to the file that readers get.',
      buckets,
      registers,
    }),
    hitLatency: new Histogram({
      name: 'palier_search_latency_seconds',
      help: 'From the change in the CMS to the search hit.',
      buckets,
      registers,
    }),
    pagesWritten: new Counter({ name: 'palier_pages_written_total', help: 'Pages made and written.', registers }),
    renderErrors: new Counter({ name: 'palier_render_errors_total', help: 'Pages that could not be made.', registers }),
    writeErrors: new Counter({
      name: 'palier_write_errors_total',
      help: 'Pages that could not be written.',
      registers,
    }),
    indexErrors: new Counter({
      name: 'palier_search_errors_total',
      help: 'Calls of a search engine that failed.',
      labelNames: ['engine'],
      registers,
    }),
    fullPublishSeconds: new Gauge({
      name: 'palier_full_publish_seconds',
      help: 'Duration of the last full publish.',
      registers,
    }),
  };
  new Gauge({
    name: 'palier_queue_depth',
    help: 'Addresses to settle and documents to index.',
    labelNames: ['queue'],
    registers,
    collect() {
      const depths = snapshot.queueDepths();
      this.set({ queue: 'pages' }, depths.pages);
      this.set({ queue: 'index' }, depths.index);
    },
  });
  new Gauge({
    name: 'palier_pages_in_error',
    help: 'Pages whose last making failed; what readers get is older.',
    registers,
    collect() {
      this.set(snapshot.pageErrors().length);
    },
  });
  return metrics;
}

export type Metrics = ReturnType<typeof createMetrics>;

/** Seconds since an instant, never negative: the clock may have gone back. */
export function secondsSince(instant: string): number {
  return Math.max(0, (Date.now() - Date.parse(instant)) / 1000);
}
