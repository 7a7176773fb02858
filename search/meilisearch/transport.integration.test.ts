import http from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { SearchError } from './errors.ts';
import { createTransport, type Transport } from './transport.ts';

const open: { server: http.Server; transport: Transport }[] = [];
afterEach(() => {
  for (const { server, transport } of open.splice(0)) {
    transport.close();
    server.close();
    server.closeAllConnections();
  }
});

/** A real server that answers like this, and a transport to it. */
async function against(handler: http.RequestListener, timeoutMs = 5000): Promise<Transport> {
  const server = http.createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const transport = createTransport({ url: `http://127.0.0.1:${port}`, key: 'cle-secrete', timeoutMs });
  open.push({ server, transport });
  return transport;
}

const answering = (status: number, body: string) =>
  against((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body);
  });

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => Promise.reject(new Error('should have failed')),
    (error: unknown) => error as SearchError,
  );

describe('an error of Meilisearch', () => {
  it.each([
    [500, '{"message":"disk full","code":"internal"}', 'unavailable'],
    [503, '', 'unavailable'],
    [429, '{}', 'unavailable'],
    [200, '<html>', 'unavailable'],
    [403, '{"message":"bad key","code":"invalid_api_key"}', 'refused'],
    [400, '{"message":"bad filter","code":"invalid_search_filter"}', 'refused'],
    [404, '{"message":"no index","code":"index_not_found"}', 'index-missing'],
  ])('with status %i and body %s is %2$s', async (status, body, kind) => {
    const transport = await answering(status, body);
    const error = await failure(transport.send('GET', '/x'));
    expect(error).toBeInstanceOf(SearchError);
    expect(error.kind).toBe(kind);
  });

  it('says what was asked, where, and why it failed, without the key', async () => {
    const transport = await answering(400, '{"message":"bad filter","code":"invalid_search_filter"}');
    const { message } = await failure(transport.send('POST', '/indexes/palier/search', {}));
    expect(message).toMatch(
      /^POST \/indexes\/palier\/search on Meilisearch at http:\/\/127\.0\.0\.1:\d+: status 400, bad filter$/,
    );
    expect(message).not.toContain('cle-secrete');
  });

  it('is "unavailable" when nothing listens', async () => {
    const transport = createTransport({ url: 'http://127.0.0.1:9', key: 'x', timeoutMs: 5000 });
    const error = await failure(transport.send('GET', '/health'));
    expect(error.kind).toBe('unavailable');
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('is "unavailable" when the answer does not come, or does not end', async () => {
    const silent = await against(() => {}, 50);
    expect((await failure(silent.send('GET', '/x'))).message).toContain('no answer within 50 ms');
    const endless = await against((_request, response) => response.write('{'), 50);
    expect((await failure(endless.send('GET', '/x'))).kind).toBe('unavailable');
  });
});

it('asks again when the server has closed a connection that was kept open', async () => {
  let requests = 0;
  const transport = await against((request, response) => {
    requests += 1;
    // The second request arrives on the kept connection, which is cut instead of answered.
    if (requests === 2) return request.socket.resetAndDestroy();
    response.end('{"ok":true}');
  });
  await transport.send('GET', '/one');
  await expect(transport.send('GET', '/two')).resolves.toEqual({ ok: true });
  expect(requests).toBe(3);
});

it('keeps letters of every script', async () => {
  const transport = await against((request, response) => request.pipe(response));
  await expect(transport.send('POST', '/echo', { q: 'sécurité 😀' })).resolves.toEqual({ q: 'sécurité 😀' });
});
