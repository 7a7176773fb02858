import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { z } from 'zod';
import { documentState, feedAnswer, publishedDocument, publishedPage } from '@palier/model';
import type { DocumentState, DocumentType, PreviewSubject, PublishedDocument } from '@palier/model';
import type { Position } from './snapshot/snapshot.ts';

/** The feed cannot be followed from where the consumer stands: everything has to be read again. */
export class FeedBroken extends Error {
  override readonly name = 'FeedBroken';
}

/** A document of the feed that does not fit the published schema: it is not taken in. */
export interface RefusedDocument {
  type: string;
  documentId: string;
  reason: string;
}

interface Documents {
  documents: DocumentState[];
  refused: RefusedDocument[];
}

export interface FeedBatch extends Documents {
  epoch: string;
  /** Position after the batch. */
  seq: number;
  head: number;
  /** Instant of the last change of each document, by `type/documentId`. */
  changedAt: Map<string, string>;
}

export interface PublishedBatch extends Documents {
  epoch: string;
  head: number;
  next: string | null;
}

const LONG_POLL_SECONDS = 25;
const TIMEOUT_MS = 15_000;

// One document that a newer CMS publishes differently must not stop the others: each is parsed by itself.
const looseFeed = feedAnswer.extend({ documents: z.array(z.unknown()) });
const loosePage = publishedPage.extend({ documents: z.array(z.unknown()) });

const publishedDraft = z.strictObject({ document: publishedDocument });
const refusedDraft = z.object({ error: z.object({ message: z.string() }) });

/** Client of the CMS's change feed and published listing. */
export class FeedClient {
  readonly #base: string;
  readonly #token: string;
  readonly #agent: HttpAgent;

  constructor(cmsUrl: string, token: string) {
    this.#base = cmsUrl;
    this.#token = token;
    this.#agent = cmsUrl.startsWith('https:')
      ? new HttpsAgent({ keepAlive: true })
      : new HttpAgent({ keepAlive: true });
  }

  /**
   * Changes after a position; waits for one when there is none.
   *
   * @throws FeedBroken when the position means nothing to the CMS any more; Error when the CMS does not answer
   */
  async changes(after: Position, signal: AbortSignal, waitSeconds = LONG_POLL_SECONDS): Promise<FeedBatch> {
    const query = new URLSearchParams({
      epoch: after.epoch,
      after: String(after.seq),
      limit: '200',
      wait: String(waitSeconds),
    });
    const answer = looseFeed.parse(
      await this.#get(`/api/feed?${query.toString()}`, signal, TIMEOUT_MS + waitSeconds * 1000),
    );
    return {
      ...parseEach(answer.documents),
      epoch: answer.epoch,
      seq: answer.rows.at(-1)?.seq ?? after.seq,
      head: answer.head,
      changedAt: new Map(answer.rows.map((row) => [`${row.type}/${row.documentId}`, row.at])),
    };
  }

  /** One page of everything that a type has published, or had. */
  async published(type: DocumentType, after: string | null, signal: AbortSignal): Promise<PublishedBatch> {
    const query = new URLSearchParams({ limit: '200', ...(after === null ? {} : { after }) });
    const page = loosePage.parse(await this.#get(`/api/published/${type}?${query.toString()}`, signal, TIMEOUT_MS * 4));
    return { ...parseEach(page.documents), epoch: page.epoch, head: page.head, next: page.next };
  }

  /** Asks the CMS to compare what it published with what it told, and to tell again where they differ. */
  async reconcile(signal: AbortSignal): Promise<void> {
    await this.#call('POST', '/api/feed/reconcile', signal, TIMEOUT_MS * 20);
  }

  /**
   * The draft of a document as it would be published; null when there is none. `refusal`: what keeps it from being
   * published, in French.
   *
   * @throws Error when the CMS does not answer
   */
  async draft(
    { type, documentId, locale }: PreviewSubject,
    signal: AbortSignal,
  ): Promise<{ document: PublishedDocument } | { refusal: string } | null> {
    const path = `/api/published/draft/${type}/${documentId}?locale=${locale}`;
    const answer = await this.#send('GET', path, signal, TIMEOUT_MS);
    if (answer.status === 404) return null;
    if (answer.status === 422) return { refusal: refusedDraft.parse(JSON.parse(answer.text)).error.message };
    return publishedDraft.parse(jsonOf(answer, path));
  }

  close(): void {
    this.#agent.destroy();
  }

  #get(path: string, signal: AbortSignal, timeout: number): Promise<unknown> {
    return this.#call('GET', path, signal, timeout);
  }

  async #call(method: 'GET' | 'POST', path: string, signal: AbortSignal, timeout: number): Promise<unknown> {
    const answer = await this.#send(method, path, signal, timeout);
    if (answer.status === 409 || answer.status === 410)
      throw new FeedBroken(`the CMS answered ${answer.status} to ${pathOf(path)}`);
    return jsonOf(answer, path);
  }

  #send(method: 'GET' | 'POST', path: string, signal: AbortSignal, timeout: number): Promise<CmsAnswer> {
    const url = new URL(this.#base + path);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const request = send(
        url,
        {
          method,
          agent: this.#agent,
          signal,
          timeout,
          headers: { authorization: `Bearer ${this.#token}`, 'content-length': 0 },
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
      request.on('timeout', () =>
        request.destroy(new Error(`the CMS did not answer ${url.pathname} in ${timeout} ms`)),
      );
      request.on('error', reject);
      request.end();
    });
  }
}

interface CmsAnswer {
  status: number;
  text: string;
}

const pathOf = (path: string) => path.split('?', 1)[0]!;

function jsonOf({ status, text }: CmsAnswer, path: string): unknown {
  if (status !== 200) throw new Error(`the CMS answered ${status} to ${pathOf(path)}: ${text.slice(0, 200)}`);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`the CMS answered ${pathOf(path)} with something that is not JSON`);
  }
}

function parseEach(values: unknown[]): Documents {
  const result: Documents = { documents: [], refused: [] };
  for (const value of values) {
    const parsed = documentState.safeParse(value);
    if (parsed.success) result.documents.push(parsed.data);
    else
      result.refused.push({
        type: String((value as { type?: unknown } | null)?.type),
        documentId: String((value as { documentId?: unknown } | null)?.documentId),
        reason: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
      });
  }
  return result;
}
