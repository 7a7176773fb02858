import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { importAnswer } from '@palier/model';
import type { ImportRequest, ImportResult } from '@palier/model';

/** The import cannot go on: the CMS is away, or refuses who asks. `remedy` says what to do. */
export class CmsUnavailable extends Error {
  readonly remedy: string;
  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CmsUnavailable';
    this.remedy = remedy;
  }
}

export type CmsClientOptions = {
  /** Address of the CMS, without `/api`. */
  cmsUrl: string;
  token: string;
  /** Waits before each new try, in milliseconds. */
  delays?: readonly number[];
  /** Called before a new try. */
  onRetry?: (reason: string, delay: number) => void;
};

/** A CMS that starts or restarts is back within seconds. */
const DELAYS = [250, 500, 1000, 2000, 4000, 8000];
const ANSWER_TIMEOUT = 120_000;
const RETRIED_STATUS = new Set([429, 502, 503, 504]);

type Answer = { status: number; text: string };

/**
 * Client of `POST /api/import`. Trying again is safe: importing the same documents twice changes nothing.
 * `send` answers one result a document, in order; it throws {@link CmsUnavailable} when there is no answer to
 * expect. Call `close` at the end.
 */
export function createCmsClient({ cmsUrl, token, delays = DELAYS, onRetry }: CmsClientOptions) {
  const endpoint = endpointOf(cmsUrl);
  const transport = endpoint.protocol === 'https:' ? https : http;
  const agent = new transport.Agent({ keepAlive: true, maxSockets: 1 });

  async function send(request: ImportRequest): Promise<ImportResult[]> {
    const body = Buffer.from(JSON.stringify(request));
    for (let attempt = 0; ; attempt += 1) {
      const answer = await post(body).catch((error: unknown) => error);
      const delay = delays[attempt];
      if (isAnswer(answer) && !RETRIED_STATUS.has(answer.status)) return read(answer, request.documents.length);
      const reason = isAnswer(answer) ? `réponse ${answer.status}` : reasonOf(answer);
      if (delay === undefined) {
        throw new CmsUnavailable(
          `le CMS ne répond pas à ${endpoint.origin} (${reason})`,
          'démarrez-le avec « npm start » ou corrigez CMS_URL, puis relancez : ce qui est importé le reste',
        );
      }
      onRetry?.(reason, delay);
      await sleep(delay);
    }
  }

  function post(body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      // `fetch` would wait some 40 ms for each POST; node:http with a length and a kept connection does not.
      const call = transport.request(
        endpoint,
        {
          method: 'POST',
          agent,
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'content-length': body.length,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
          );
        },
      );
      call.setTimeout(ANSWER_TIMEOUT, () => call.destroy(new Error('aucune réponse en deux minutes')));
      call.on('error', reject);
      call.end(body);
    });
  }

  return { send, close: () => agent.destroy() };
}

function endpointOf(cmsUrl: string): URL {
  const url = URL.parse(cmsUrl);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new CmsUnavailable(
      `l’adresse du CMS n’est pas valable : « ${cmsUrl} »`,
      'donnez CMS_URL sous la forme http://127.0.0.1:1337',
    );
  }
  return new URL('/api/import', url);
}

function read({ status, text }: Answer, expected: number): ImportResult[] {
  if (status === 401 || status === 403) {
    throw new CmsUnavailable(`le CMS refuse l’accès (réponse ${status})`, 'vérifiez IMPORT_TOKEN');
  }
  if (status !== 200) {
    throw new CmsUnavailable(
      `le CMS n’a pas pu prendre l’envoi (réponse ${status} : ${text.slice(0, 300)})`,
      'lisez le journal du CMS, puis relancez : ce qui est importé le reste',
    );
  }
  const answer = importAnswer.safeParse(parseJson(text));
  if (!answer.success || answer.data.results.length !== expected) {
    throw new CmsUnavailable(
      'la réponse du CMS n’est pas celle d’un import',
      'vérifiez que CMS_URL est l’adresse du CMS et que les versions sont les mêmes',
    );
  }
  return answer.data.results;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'status' in value && 'text' in value;
}

function reasonOf(error: unknown): string {
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return String(error);
}
