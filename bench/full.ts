import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fullPublish } from '../site/publisher/full-publish.ts';
import { createMetrics } from '../site/publisher/metrics.ts';
import { closeReader } from '../site/publisher/reader.ts';
import { currentRelease, releases } from '../site/publisher/release.ts';
import { loadRenderer } from '../site/publisher/renderer.ts';
import { Settler } from '../site/publisher/settle.ts';
import { Snapshot } from '../site/publisher/snapshot/snapshot.ts';
import { ASTRO_COPIES, astroBuild, hugoBuild } from './builders.ts';
import { corpus } from './corpus.ts';
import { median, round, say } from './figures.ts';

const RUNS = 3;
const SITE_URL = 'http://localhost:8080';

/**
 * Full publish of the same pages by the resident renderer (compressed copies included), by `astro build` and,
 * where it is installed, by Hugo (its own templates: the same Markdown, the same lists). Median of three runs;
 * the runs of the builders take turns, so that a busy moment of the machine weighs on all.
 *
 * Each run writes into folders of its own and nothing is removed before the last one ends: ext4 without a
 * journal passes over every inode deleted in the last minutes when it makes a file, which trebles all times.
 */
export async function benchFull(documents: number): Promise<Record<string, number | null>> {
  const home = mkdtempSync(join(tmpdir(), 'palier-bench-full-'));
  const copies = basename(home);
  try {
    const path = join(home, 'snapshot.db');
    process.env['PALIER_SNAPSHOT'] = path;
    const snapshot = new Snapshot(path);
    takeInCorpus(snapshot, documents);
    const publishAll = await resident(snapshot, home);
    const times = { full: [] as number[], astro: [] as number[], astroHtml: [] as number[], hugo: [] as number[] };
    for (let run = 1; run <= RUNS; run += 1) {
      const { ms, pages } = await publishAll();
      times.full.push(ms);
      times.astro.push(await astroBuild(snapshot, `${copies}-${run}`, 'markdown'));
      times.astroHtml.push(await astroBuild(snapshot, `${copies}-${run}-html`, 'html'));
      const hugo = await hugoBuild(snapshot, join(home, `hugo-${run}`));
      if (hugo !== null) times.hugo.push(hugo);
      const last = (list: number[]) => `${Math.round(list.at(-1)!)} ms`;
      say(
        `run ${run}: full publish of ${pages} pages ${last(times.full)}, astro build ${last(times.astro)} from Markdown, ` +
          `${last(times.astroHtml)} from ready HTML, hugo ${hugo === null ? 'not installed' : last(times.hugo)}`,
      );
    }
    closeReader();
    snapshot.close();
    return {
      full_ms: Math.round(median(times.full)),
      astro_build_ms: Math.round(median(times.astro)),
      full_ratio: round(median(times.full) / median(times.astro)),
      astro_build_html_ms: Math.round(median(times.astroHtml)),
      full_html_ratio: round(median(times.full) / median(times.astroHtml)),
      hugo_ms: times.hugo.length > 0 ? Math.round(median(times.hugo)) : null,
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
    rmSync(ASTRO_COPIES, { recursive: true, force: true });
  }
}

function takeInCorpus(snapshot: Snapshot, documents: number): void {
  const started = performance.now();
  const batch = [];
  for (const state of corpus(documents)) {
    batch.push(state);
    if (batch.length === 200) snapshot.apply(batch.splice(0));
  }
  snapshot.apply(batch);
  snapshot.clearPageQueue();
  say(`${documents} documents taken in (Markdown to HTML) in ${Math.round(performance.now() - started)} ms`);
}

/** The publisher's own full publish, on this snapshot, without a CMS. */
async function resident(snapshot: Snapshot, home: string): Promise<() => ReturnType<typeof fullPublish>> {
  const dist = resolve(import.meta.dirname, '../site/dist');
  mkdirSync(home, { recursive: true });
  let upcoming: string | null = null;
  const metrics = createMetrics(snapshot);
  const settler = new Settler({
    snapshot,
    render: await loadRenderer(dist, SITE_URL),
    metrics,
    log: say,
    targets: () => [currentRelease(home), upcoming].filter((release) => release !== null),
    releases: () => releases(home),
    onHidden: () => undefined,
    isAwaited: () => upcoming !== null,
  });
  return async () => {
    const stop = new AbortController();
    const running = settler.run(stop.signal);
    const result = await fullPublish({
      snapshot,
      settler,
      metrics,
      home,
      dist,
      siteUrl: SITE_URL,
      setUpcoming: (release) => (upcoming = release),
    });
    stop.abort();
    await running;
    if (result.errors > 0)
      throw new Error(`${result.errors} pages could not be made: ${JSON.stringify(snapshot.pageErrors()[0])}`);
    return result;
  };
}
