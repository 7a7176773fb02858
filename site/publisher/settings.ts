import { resolve } from 'node:path';
import { z } from 'zod';

const origin = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));
const port = (fallback: number) => z.coerce.number().int().min(0).max(65535).default(fallback);

const environment = z.object({
  PALIER_HOME: z.string().min(1),
  PALIER_URL: origin.default('http://localhost:8080'),
  CMS_URL: origin.default('http://127.0.0.1:1337'),
  FEED_TOKEN: z.string().min(16),
  PUBLISHER_HOST: z.string().default('127.0.0.1'),
  PUBLISHER_PORT: port(4400),
  PUBLISHER_TOKEN: z.string().min(16),
  PREVIEW_SECRET: z.string().min(16),
  MEILI_URL: origin.optional(),
  MEILI_MASTER_KEY: z.string().min(16).optional(),
});

/** What the publisher needs to know. */
export interface PublisherSettings {
  home: string;
  siteUrl: string;
  cmsUrl: string;
  feedToken: string;
  host: string;
  port: number;
  token: string;
  /** Signs the links to previews. */
  previewSecret: string;
  meili: { url: string; masterKey: string } | null;
  /** `dist` of the built Astro site. */
  dist: string;
}

/**
 * Reads the settings from the environment.
 *
 * @throws Error with one line that names the variables that are missing or wrong
 */
export function readSettings(env: NodeJS.ProcessEnv): PublisherSettings {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(filled);
  if (!parsed.success)
    throw new Error(
      `settings of the publisher: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
    );
  const { data } = parsed;
  if (data.MEILI_URL !== undefined && data.MEILI_MASTER_KEY === undefined)
    throw new Error('settings of the publisher: MEILI_URL is set, MEILI_MASTER_KEY is not');
  return {
    home: resolve(data.PALIER_HOME),
    siteUrl: data.PALIER_URL,
    cmsUrl: data.CMS_URL,
    feedToken: data.FEED_TOKEN,
    host: data.PUBLISHER_HOST,
    port: data.PUBLISHER_PORT,
    token: data.PUBLISHER_TOKEN,
    previewSecret: data.PREVIEW_SECRET,
    meili: data.MEILI_URL && data.MEILI_MASTER_KEY ? { url: data.MEILI_URL, masterKey: data.MEILI_MASTER_KEY } : null,
    dist: resolve(import.meta.dirname, '../dist'),
  };
}
