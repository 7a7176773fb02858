import { request } from 'node:http';

export interface HttpAnswer {
  status: number;
  body: string;
}

/**
 * One small HTTP call to a part of the hub, without keep-alive.
 * @param timeout in milliseconds, for the whole answer.
 * @throws the system's error when nothing answers in time.
 */
export function call(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string; timeout?: number } = {},
): Promise<HttpAnswer> {
  const { method = 'GET', body, timeout = 5000 } = options;
  const headers =
    body === undefined ? options.headers : { ...options.headers, 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method, headers, agent: false, signal: AbortSignal.timeout(timeout) },
      (incoming) => {
        incoming.setEncoding('utf8');
        let text = '';
        incoming.on('data', (chunk: string) => (text += chunk));
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: text }));
        incoming.on('error', reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Status of a GET; null when nothing answers. */
export async function statusOf(url: string): Promise<number | null> {
  try {
    return (await call(url, { timeout: 2000 })).status;
  } catch {
    return null;
  }
}
