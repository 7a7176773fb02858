import type { Core } from '@strapi/strapi';
import { linksAllowPrivate, publicUrl } from '../environment.ts';
import { checkLink, type Outcome } from './check-link.ts';
import type { LinkRow } from './judgement.ts';
import { recordCheck } from './record-check.ts';
import { DEFAULT_WEB, openWeb, type WebSettings } from './request.ts';
import { Robots } from './robots.ts';
import { keepOnly, publishedLinks } from './table.ts';

const DAY_MS = 24 * 3_600_000;

/** Days between two checks of a link that nothing is wrong with. */
const WEEK_DAYS = 7;

/** Hosts that are asked at the same time. */
const PARALLEL_HOSTS = 4;

/** What one run did. */
export interface LinksSummary {
  checked: number;
  ok: number;
  broken: number;
  /** Checked, and nothing followed from it: neither ok nor broken yet, or as it was before. */
  unknown: number;
}

export interface CheckLinksOptions {
  /** `all`: every published link. `due`: those not asked for a week, those that have just failed, and new ones. */
  which: 'all' | 'due';
  signal: AbortSignal;
  /** Told of each link, once it is recorded. */
  onChecked?(row: LinkRow, outcome: Outcome): void;
  /** The checker's way to the web; the real one by default. */
  web?: WebSettings;
  now?: () => number;
}

/** How the checker goes to the web, as the environment says. */
export function webSettings(): WebSettings {
  return {
    ...DEFAULT_WEB,
    userAgent: `Palier/1.0 (link checker; +${new URL(publicUrl()).href})`,
    ...(linksAllowPrivate() && { mayReach: () => true }),
  };
}

/**
 * Checks the external links of what is published, slowly: each host is asked by one worker, link after link. Each check is
 * recorded as it ends, so a run that is stopped loses nothing.
 * @throws the reason of `signal` when it is aborted.
 */
export async function checkLinks(strapi: Core.Strapi, options: CheckLinksOptions): Promise<LinksSummary> {
  const { which, signal, onChecked, web: settings = webSettings(), now = Date.now } = options;
  const today = () => new Date(now()).toISOString().slice(0, 10);
  const published = await publishedLinks(strapi);
  const known = await keepOnly(strapi, published);
  const wanted = which === 'all' ? published : published.filter((url) => isDue(known.get(url), now()));

  const web = openWeb(settings);
  const robots = new Robots(web);
  const summary: LinksSummary = { checked: 0, ok: 0, broken: 0, unknown: 0 };
  const hosts = [...Map.groupBy(wanted, hostOf).values()];
  const worker = async () => {
    for (let urls = hosts.shift(); urls; urls = hosts.shift()) {
      for (const url of urls) {
        const outcome = await checkLink({ web, robots }, url, signal);
        const row = await recordCheck(strapi, url, outcome, today());
        summary.checked++;
        if (outcome.verdict === 'ok') summary.ok++;
        else if (row.status === 'broken') summary.broken++;
        else summary.unknown++;
        onChecked?.(row, outcome);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_HOSTS }, worker));
  return summary;
}

function isDue(row: LinkRow | undefined, now: number): boolean {
  if (!row) return true;
  const asked = Date.parse(row.asked_on);
  // One more failure, on another day, and it is broken: a week would be long to wait.
  const days = row.failures > 0 && row.status !== 'broken' ? 1 : WEEK_DAYS;
  return now - asked >= days * DAY_MS;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
