import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

/** What the front server needs to know. Addresses are origins; durations are in ms. */
export interface FrontSettings {
  /** Folder of the runtime state: `current` (the release) and `public/uploads` are read from it. */
  home: string;
  /** `dist` of the built Astro site, which makes the pages that depend on who asks. */
  dist: string;
  host: string;
  /** 0: any free port. */
  port: number;
  /** Public address of the hub; decides HSTS and what upstreams are told. */
  publicUrl: string;
  cmsUrl: string;
  publisherUrl: string;
  /** Null: no Meilisearch, the browser searches with Pagefind. */
  meiliUrl: string | null;
  meiliSearchKey: string | null;
  /** Proxies in front whose `X-Forwarded-For` is believed; empty: none is. */
  trustProxy: string[];
  /** Opens `/metrics` and the details of `/healthz` to other than this machine. Null: this machine only. */
  metricsToken: string | null;
  /** Tells the CMS which searches found nothing. Null: they are not counted. */
  searchGapsToken: string | null;
  /** One line a request on the standard output: method, path, status, ms; never who asked. */
  accessLog: boolean;
  /** Searches that one client may make in a window. */
  searchRate: { max: number; windowMs: number };
  /** Feedback that one client may send in a window; contributions to the statistics likewise. */
  feedbackRate: { max: number; windowMs: number };
}

/** A setting that cannot be used; the message is one line, for the operator. */
export class SettingsError extends Error {}

/** Names of address ranges that the proxy trust understands besides addresses and CIDR ranges. */
const RANGES = new Set(['loopback', 'linklocal', 'uniquelocal']);

const port = (fallback: number, lowest: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/)
    .default(String(fallback))
    .transform(Number)
    .refine((value) => value >= lowest && value <= 65535);

const origin = z
  .string()
  .refine(isOrigin)
  .transform((value) => new URL(value).origin);

/** True for an http or https address without path, query or credentials. */
function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, pathname, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && [username, password, search, hash].join('') === '' && pathname === '/';
}

const proxies = z
  .string()
  .transform((value) => value.split(',').map((part) => part.trim()))
  .refine((parts) =>
    parts.every((part) => {
      const [address = '', bits, ...rest] = part.split('/');
      const version = isIP(address);
      if (version === 0) return RANGES.has(part);
      return (
        rest.length === 0 &&
        (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)))
      );
    }),
  );

const environment = z.object({
  PALIER_HOME: z.string().min(1).optional(),
  PALIER_URL: origin.optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port(8080, 0),
  CMS_URL: origin.default('http://127.0.0.1:1337'),
  PUBLISHER_URL: origin.default('http://127.0.0.1:4400'),
  MEILI_URL: origin.optional(),
  MEILI_SEARCH_KEY: z.string().min(1).optional(),
  TRUST_PROXY: proxies.optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  SEARCH_GAPS_TOKEN: z.string().min(16).optional(),
  ACCESS_LOG: z.enum(['0', '1']).default('0'),
});

/** What each variable takes, in the words of the message that refuses another value. */
const EXPECTED: Record<string, string> = {
  PALIER_HOME: 'un dossier',
  PALIER_URL: 'une adresse comme https://palier.example, sans chemin',
  HOST: 'une adresse d’écoute comme 127.0.0.1',
  PORT: 'un nombre de 0 à 65535',
  CMS_URL: 'une adresse comme http://127.0.0.1:1337, sans chemin',
  PUBLISHER_URL: 'une adresse comme http://127.0.0.1:4400, sans chemin',
  MEILI_URL: 'une adresse comme http://127.0.0.1:7700, sans chemin',
  MEILI_SEARCH_KEY: 'la clé de recherche de Meilisearch',
  TRUST_PROXY: 'des adresses, des plages CIDR ou loopback, linklocal, uniquelocal, séparées par des virgules',
  METRICS_TOKEN: 'un secret d’au moins 16 caractères',
  SEARCH_GAPS_TOKEN: 'un secret d’au moins 16 caractères',
  ACCESS_LOG: '0 ou 1',
};

/**
 * Settings of the front server from the environment; an empty variable counts as absent.
 *
 * @param fallbackHome folder used when PALIER_HOME is absent.
 * @throws SettingsError naming the first variable whose value cannot be used, and what it takes. The value is not
 *   repeated: it may be a secret.
 */
export function readSettings(variables: NodeJS.ProcessEnv, fallbackHome: string): FrontSettings {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(present);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]);
    throw new SettingsError(`Réglage ${name} : valeur inutilisable. Donnez ${EXPECTED[name]}, ou retirez la variable.`);
  }
  const values = parsed.data;
  if (values.MEILI_URL !== undefined && values.MEILI_SEARCH_KEY === undefined) {
    throw new SettingsError(
      'Réglage MEILI_SEARCH_KEY : absent alors que MEILI_URL est donné. Donnez la clé, ou retirez MEILI_URL.',
    );
  }
  return {
    home: resolve(values.PALIER_HOME ?? fallbackHome),
    dist: resolve(import.meta.dirname, '../../dist'),
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PALIER_URL ?? `http://localhost:${values.PORT}`,
    cmsUrl: values.CMS_URL,
    publisherUrl: values.PUBLISHER_URL,
    meiliUrl: values.MEILI_URL ?? null,
    meiliSearchKey: values.MEILI_SEARCH_KEY ?? null,
    trustProxy: values.TRUST_PROXY ?? [],
    metricsToken: values.METRICS_TOKEN ?? null,
    searchGapsToken: values.SEARCH_GAPS_TOKEN ?? null,
    accessLog: values.ACCESS_LOG === '1',
    // A person who types makes about six searches a second; an office shares one address.
    searchRate: { max: 200, windowMs: 10_000 },
    feedbackRate: { max: 10, windowMs: 600_000 },
  };
}
