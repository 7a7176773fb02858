import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What a request was for: the label of the counters. No path is one: addresses are unbounded. */
export type RequestKind =
  'page' | 'asset' | 'upload' | 'search' | 'cms' | 'live' | 'preview' | 'operations' | 'refused';

export interface Metrics {
  registry: Registry;
  requests: Counter<'kind' | 'status'>;
  searchSeconds: Histogram;
  upstreamErrors: Counter<'part'>;
  publisherUp: Gauge;
}

/**
 * Metrics of one front server, in a registry of its own. Names begin with `palier_front_`: those of the publisher
 * follow in the same text and must not collide.
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  new Gauge({
    name: 'palier_front_resident_memory_bytes',
    help: 'Memory of the front server',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  return {
    registry,
    requests: new Counter({
      name: 'palier_front_requests_total',
      help: 'Requests answered, by what they were for and class of status',
      labelNames: ['kind', 'status'],
      registers,
    }),
    searchSeconds: new Histogram({
      name: 'palier_front_search_seconds',
      help: 'Time of the searches that Meilisearch answered',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8],
      registers,
    }),
    upstreamErrors: new Counter({
      name: 'palier_front_upstream_errors_total',
      help: 'Calls to another part that got no usable answer',
      labelNames: ['part'],
      registers,
    }),
    publisherUp: new Gauge({
      name: 'palier_front_publisher_up',
      help: '1 when the publisher gave its own metrics, which then follow',
      registers,
    }),
  };
}
