import { Agent, request } from 'node:http';

/** HTTP for tests and measurements: node:http with keep-alive, because `fetch` adds tens of milliseconds. */
// Node's servers end a connection that is idle for five seconds: a request sent right then would be lost.
const agent = new Agent({ keepAlive: true, maxSockets: 64, timeout: 4000 });

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  text: string;
}

/** Calls an address; redirects are not followed, bodies are not decompressed. */
export function call(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: unknown; signal?: AbortSignal } = {},
): Promise<Answer> {
  const payload = options.body === undefined ? undefined : Buffer.from(JSON.stringify(options.body));
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        agent,
        method: options.method ?? 'GET',
        ...(options.signal ? { signal: options.signal } : {}),
        headers: {
          ...(payload ? { 'content-type': 'application/json', 'content-length': payload.length } : {}),
          ...options.headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const body = Buffer.concat(chunks);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body, text: body.toString('utf8') });
        });
      },
    );
    sent.on('error', reject);
    sent.end(payload);
  });
}

/** Status of an address, or null when nothing answers. */
export async function statusOf(url: string): Promise<number | null> {
  return call(url).then(
    (answer) => answer.status,
    () => null,
  );
}
