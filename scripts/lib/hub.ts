import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LEXICON_FILE } from '../../search/lexicon.ts';
import { MEILISEARCH_ENVIRONMENT, meilisearchBinary } from '../../search/meilisearch/binary.ts';
import { searchKeyOf } from '../../search/meilisearch/keys.ts';
import { loadSecrets, type Secrets } from '../secrets.ts';
import { environmentFor, type HubSettings, readSettings } from '../settings.ts';
import { BUILDS, ensureBuilt } from './build.ts';
import { importFirstContent } from './content.ts';
import { assertSpace, assertWritable } from './disk.ts';
import { Failure } from './failure.ts';
import { call, statusOf } from './http.ts';
import { announceHub, endLeftovers, readMilestones, recordProcesses, takeHome, withdrawHub } from './hub-state.ts';
import { LogFile } from './log-file.ts';
import { homePaths, ROOT } from './paths.ts';
import { assertPortFree, freePorts } from './ports.ts';
import type { Step } from './progress.ts';
import { untilCaughtUp } from './publisher-client.ts';
import { nodeArguments, Service, type ServiceState } from './service.ts';

/** The processes of a hub, in the order in which a first start starts them. */
export const PARTS = ['meilisearch', 'cms', 'publisher', 'front'] as const;

export type PartName = (typeof PARTS)[number];

/** Names for people. */
export const PART_NAMES: Record<PartName, string> = {
  meilisearch: 'Meilisearch',
  cms: 'le CMS',
  publisher: 'le publicateur',
  front: 'le serveur frontal',
};

/** Least room on the disk to start, in bytes: a release of ten thousand pages, its indexes, a database, logs. */
const LEAST_SPACE = 200_000_000;

/** How long the first pages may take, in milliseconds. */
const FIRST_PAGES = 600_000;
/** Longest wait for the first embedded index, in milliseconds. */
const FIRST_INDEX = 60_000;

export interface HubOptions {
  /** Folder of everything that the hub writes. */
  home: string;
  /** Public port; 0, the default, for a free one. */
  port?: number;
  /** Processes to run; all by default. Without `publisher` or `front`, nobody waits for pages. */
  parts?: readonly PartName[];
  /** Environment that the settings and the parts are given; `process.env` by default. */
  env?: NodeJS.ProcessEnv;
  /** Files or folders imported when the database is new; none by default. */
  seeds?: readonly string[];
  /** False: trusts what is built. */
  build?: boolean;
  /** Stops the start, and leaves nothing running, when aborted. */
  signal?: AbortSignal | undefined;
  /** Wraps what may take time, to show it. */
  step?: Step;
  /** Told what a person should know of what goes on. */
  say?: (line: string) => void;
}

/** A running hub. */
export interface Hub {
  home: string;
  settings: HubSettings;
  secrets: Secrets;
  /** Addresses without a final slash; null for a part that does not run. */
  url: string;
  cmsUrl: string;
  publisherUrl: string;
  meiliUrl: string | null;
  state(part: PartName): ServiceState;
  /** Number of the part's process; null while it has none. */
  pid(part: PartName): number | null;
  /** Last lines of the part's log. */
  log(part: PartName, lines: number): string[];
  /** Sends a signal to a part (SIGKILL: until it is gone). It starts again by itself when it dies of it. */
  kill(part: PartName, signal: NodeJS.Signals): Promise<boolean>;
  /** Resolves when the part answers, after a kill for instance. */
  ready(part: PartName): Promise<void>;
  /** Stops a part and starts it again. */
  restart(part: PartName): Promise<void>;
  /** Stops a part until `startPart`. */
  stopPart(part: PartName): Promise<void>;
  startPart(part: PartName): Promise<void>;
  /** Resolves when the publisher has taken in every change made so far, and made what follows of it. */
  caughtUp(): Promise<void>;
  /** Stops everything and gives the home folder back. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts a hub from a home folder and keeps its parts alive until `stop`.
 *
 * Where pages were published before, the front server starts first and readers are served at once; the other
 * parts follow together. On a new home: search, CMS, first content, publisher, front server, first pages.
 * @throws Failure when it cannot start; nothing is then left running.
 */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { home, signal, say = () => undefined, step = (_label, task) => task(() => undefined) } = options;
  const env = options.env ?? process.env;
  const wanted = (part: PartName) => options.parts?.includes(part) ?? true;
  const paths = homePaths(home);

  assertWritable(home);
  assertSpace(home, LEAST_SPACE);
  for (const folder of [paths.run, paths.logs, paths.uploads]) mkdirSync(folder, { recursive: true });
  const lock = takeHome(home);
  const services = new Map<PartName, Service>();
  const logs: LogFile[] = [];
  const end = async () => {
    withdrawHub(home);
    await Promise.all([...services.values()].map((service) => service.stop()));
    for (const log of logs) log.close();
    lock.release();
  };
  try {
    const leftovers = await endLeftovers(home);
    if (leftovers.length > 0) say(`Arrêté ce qu’un démarrage interrompu avait laissé : ${leftovers.join(', ')}.`);

    const settings = readSettings({ ...env, PALIER_HOME: home, PORT: String(options.port ?? 0) });
    const addresses = await chooseAddresses(settings, wanted('front'), env);
    const secrets = loadSecrets(home, env);
    const ownSearch = wanted('meilisearch') && settings.meiliUrl === null;
    const binary = ownSearch ? await meilisearchBinary(home) : null;
    if (ownSearch && binary === null)
      say('Pas de Meilisearch pour cette machine : la recherche se fera avec Pagefind.');
    const meiliUrl = settings.meiliUrl ?? (binary === null ? null : addresses.meilisearch.url);
    const values: Record<string, string | null> = {
      // What the hub has no opinion on, as it was given.
      ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value ?? null])),
      ...secrets,
      PALIER_HOME: home,
      PALIER_URL: addresses.publicUrl,
      HOST: settings.host,
      PORT: String(addresses.front.port),
      DATABASE_URL: settings.databaseUrl,
      CMS_HOST: '127.0.0.1',
      CMS_PORT: String(addresses.cms.port),
      CMS_URL: addresses.cms.url,
      PUBLISHER_HOST: '127.0.0.1',
      PUBLISHER_PORT: String(addresses.publisher.port),
      PUBLISHER_URL: addresses.publisher.url,
      MEILI_URL: meiliUrl,
      MEILI_SEARCH_KEY: meiliUrl === null ? null : (env['MEILI_SEARCH_KEY'] ?? searchKeyOf(secrets.MEILI_MASTER_KEY)),
      ADMIN_EMAIL: settings.adminEmail,
    };

    const record = () =>
      recordProcesses(
        home,
        [...services].flatMap(([name, { identity }]) =>
          identity ? [{ name: PART_NAMES[name], process: identity }] : [],
        ),
      );
    const add = (name: PartName, command: string, args: string[], cwd: string, health: () => Promise<boolean>) => {
      const log = new LogFile(join(paths.logs, `${name}.log`));
      logs.push(log);
      let down = false;
      const service = new Service({
        name: PART_NAMES[name],
        command,
        args,
        cwd,
        log,
        env: {
          ...(name === 'meilisearch' ? MEILISEARCH_ENVIRONMENT : {}),
          ...environmentFor(name, { ...env, NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' }, values),
        },
        isReady: health,
        onChange({ state }, reason) {
          record();
          if (state === 'waiting') {
            down = true;
            say(`${PART_NAMES[name]} ${reason} (voyez ${log.file}).`);
          } else if (state === 'ready' && down) {
            down = false;
            say(`${PART_NAMES[name]} répond de nouveau.`);
          }
        },
      });
      services.set(name, service);
    };
    if (binary !== null) {
      mkdirSync(paths.meilisearch, { recursive: true });
      const { host, port, url } = addresses.meilisearch;
      add(
        'meilisearch',
        binary,
        [
          '--http-addr',
          `${host}:${port}`,
          '--db-path',
          join(paths.meilisearch, 'data'),
          '--env',
          'production',
          '--log-level',
          'WARN',
        ],
        // Its other folders (dumps, snapshots) are relative to where it runs.
        paths.meilisearch,
        async () => (await statusOf(`${url}/health`)) === 200,
      );
    }
    if (wanted('cms')) {
      add('cms', process.execPath, nodeArguments(join(ROOT, 'cms', 'server.cjs')), join(ROOT, 'cms'), async () => {
        return (await statusOf(`${addresses.cms.url}/_health`)) === 204;
      });
    }
    if (wanted('publisher')) {
      const script = join(ROOT, 'site', 'publisher', 'main.ts');
      // A small young generation: pages are short-lived garbage, and the default one cost 150 MB more after 1,500 documents.
      const memory = '--max-semi-space-size=4';
      add('publisher', process.execPath, [memory, ...nodeArguments(script)], ROOT, async () => {
        return (await statusOf(`${addresses.publisher.url}/healthz`)) === 200;
      });
    }
    if (wanted('front')) {
      const script = join(ROOT, 'site', 'publisher', 'front', 'main.ts');
      add('front', process.execPath, nodeArguments(script), ROOT, async () => {
        // 503 is an answer too: before the first pages there is nothing to read.
        return (await statusOf(`${addresses.front.url}/healthz`)) !== null;
      });
    }

    const start = async (...names: PartName[]) => {
      await Promise.all(
        names.map(async (name) => {
          signal?.throwIfAborted();
          await services.get(name)?.start();
        }),
      );
      signal?.throwIfAborted();
    };
    // A person who gives up while a part starts does not wait for it.
    const abort = () => services.forEach((service) => void service.stop());
    signal?.addEventListener('abort', abort);
    try {
      // Pages made before need nothing built.
      if (existsSync(join(paths.release, 'index.html')) && wanted('front')) await start('front');
      if (options.build !== false) {
        for (const part of BUILDS) {
          if (part.folder === 'cms' ? wanted('cms') : wanted('publisher') || wanted('front')) {
            await ensureBuilt(part, { signal, step });
          }
        }
      }
      signal?.throwIfAborted();
      const seeding = wanted('cms') && (options.seeds?.length ?? 0) > 0 && readMilestones(home).seeds !== 'finished';
      await step('Démarrage', async () => {
        if (seeding) await start('meilisearch', 'cms');
        else await start(...PARTS);
      });
      if (seeding) {
        await importFirstContent({
          home,
          cmsUrl: addresses.cms.url,
          feedToken: secrets.FEED_TOKEN,
          importToken: secrets.IMPORT_TOKEN,
          paths: options.seeds ?? [],
          step,
          say,
        });
        signal?.throwIfAborted();
        await step('Démarrage', () => start(...PARTS));
      }
      if (wanted('publisher') && wanted('front')) {
        const { url } = addresses.front;
        if (!(await step('Première publication', () => isServedWithin(`${url}/`, FIRST_PAGES, signal)))) {
          throw new Failure(
            'la première publication ne finit pas.',
            'Voyez logs/publisher.log dans le dossier du hub, puis recommencez.',
          );
        }
        // By its words, both engines know what names the same thing. Pages are read without: no reason not to start.
        if (
          !(await step('Index de recherche', () =>
            isServedWithin(`${url}/pagefind/${LEXICON_FILE}`, FIRST_INDEX, signal),
          ))
        )
          say('L’index de recherche se fait attendre : voyez logs/publisher.log. Le reste est prêt.');
      }
    } finally {
      signal?.removeEventListener('abort', abort);
    }
    announceHub(home, {
      url: wanted('front') ? addresses.front.url : null,
      cmsUrl: wanted('cms') ? addresses.cms.url : null,
      publisherUrl: wanted('publisher') ? addresses.publisher.url : null,
      meiliUrl,
    });

    const service = (part: PartName): Service => {
      const found = services.get(part);
      if (!found) throw new Error(`this hub runs no ${part}`);
      return found;
    };
    let stopped: Promise<void> | null = null;
    return {
      home,
      settings,
      secrets,
      url: addresses.front.url,
      cmsUrl: addresses.cms.url,
      publisherUrl: addresses.publisher.url,
      meiliUrl,
      state: (part) => service(part).state,
      pid: (part) => service(part).identity?.pid ?? null,
      log: (part, lines) => service(part).options.log.tail(lines),
      kill: (part, sent) => service(part).kill(sent),
      ready: (part) => service(part).whenReady(),
      restart: (part) => service(part).restart(),
      stopPart: (part) => service(part).stop(),
      startPart: (part) => service(part).start(),
      caughtUp: () => untilCaughtUp(addresses.publisher.url, addresses.cms.url, secrets.FEED_TOKEN),
      stop: () => (stopped ??= end()),
    };
  } catch (error) {
    await end();
    signal?.throwIfAborted();
    throw error;
  }
}

interface Address {
  host: string;
  port: number;
  url: string;
}

async function chooseAddresses(settings: HubSettings, front: boolean, env: NodeJS.ProcessEnv) {
  const asked = { front: settings.port, cms: settings.cmsPort, publisher: settings.publisherPort };
  if (front && asked.front !== 0) await assertPortFree(settings.host, asked.front, 'PORT');
  if (asked.cms) await assertPortFree('127.0.0.1', asked.cms, 'CMS_PORT');
  if (asked.publisher) await assertPortFree('127.0.0.1', asked.publisher, 'PUBLISHER_PORT');
  const [first = 0, second = 0, third = 0, fourth = 0] = await freePorts('127.0.0.1', 4);
  const local = (port: number): Address => ({ host: '127.0.0.1', port, url: `http://127.0.0.1:${port}` });
  const port = asked.front || first;
  // Listening everywhere, it is still reached by a name.
  const reached = ['0.0.0.0', '::'].includes(settings.host) ? '127.0.0.1' : settings.host;
  return {
    front: { host: settings.host, port, url: `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}` },
    cms: local(asked.cms || second),
    publisher: local(asked.publisher || third),
    meilisearch: local(fourth),
    publicUrl: env['PALIER_URL'] ? settings.publicUrl : `http://localhost:${port}`,
  };
}

/** Waits until an address is served; false when that takes longer than `patience`, in milliseconds. */
async function isServedWithin(url: string, patience: number, signal: AbortSignal | undefined): Promise<boolean> {
  const deadline = Date.now() + patience;
  for (;;) {
    signal?.throwIfAborted();
    if ((await call(url).catch(() => null))?.status === 200) return true;
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
