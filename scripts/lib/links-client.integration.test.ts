import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Failure } from './failure.ts';
import { checkLinks, describeLink, type CheckedLink } from './links-client.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Starts a server in the place of the CMS, and asks it. */
async function ask(answer: (response: ServerResponse) => void, signal = new AbortController().signal) {
  const started = (server = createServer((_request, response) => answer(response)));
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  const links: CheckedLink[] = [];
  const onLink = (link: CheckedLink) => links.push(link);
  const report = checkLinks({ cmsUrl: `http://127.0.0.1:${port}`, token: 'a token', signal, onLink });
  return { links, report };
}

const LINK = { url: 'https://exemple.fr/é', verdict: 'ok', status: 'ok', code: 200, reason: null };
const END = { summary: { checked: 1, ok: 1, broken: 0, unknown: 0 }, broken: [] };
const lines = (...values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

describe('the check of links that the CMS makes', () => {
  test('is told link by link, wherever its bytes are cut', async () => {
    const bytes = Buffer.from(lines({ link: LINK }, END));
    const { links, report } = await ask((response) => {
      const send = (at: number): void => {
        if (at === bytes.length) return void response.end();
        response.write(bytes.subarray(at, at + 1), () => send(at + 1));
      };
      send(0);
    });
    expect(await report).toEqual(END);
    expect(links).toEqual([LINK]);
  });

  test.each<[string, (response: ServerResponse) => void, RegExp]>([
    ['refuses the token', (response) => response.writeHead(401).end(), /refuse le jeton/],
    ['is at it already', (response) => response.writeHead(409).end(), /déjà en cours/],
    ['fails', (response) => response.writeHead(500).end(), /répond 500/],
    ['says that it stopped', (response) => response.end(lines({ error: 'disk full' })), /arrêtée avant la fin/],
    ['says nothing', (response) => response.end(), /arrêtée avant la fin/],
    ['says something else', (response) => response.end('<html>\n'), /arrêtée avant la fin/],
    [
      'breaks off',
      (response) => response.write(lines({ link: LINK }), () => response.destroy()),
      /arrêtée avant la fin/,
    ],
  ])('fails with a remedy when the CMS %s', async (_name, answer, cause) => {
    const { report } = await ask(answer);
    const error = await report.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Failure);
    expect((error as Failure).message).toMatch(cause);
  });

  test('fails with a remedy when nothing answers', async () => {
    const nobody = checkLinks({
      cmsUrl: 'http://127.0.0.1:9',
      token: '',
      signal: new AbortController().signal,
      onLink: () => undefined,
    });
    await expect(nobody).rejects.toThrow(/ne répond pas/);
  });

  test('ends when the person gives up', async () => {
    const stop = new AbortController();
    const { report } = await ask((response) => response.write(lines({ link: LINK }), () => stop.abort()), stop.signal);
    await expect(report).rejects.toThrow(/aborted/);
  });
});

test('a reason is told in French, also one that is not known', () => {
  expect(describeLink({ code: 503, reason: 'status' })).toBe('répond 503');
  expect(describeLink({ code: null, reason: 'dns' })).toBe('ce nom de domaine n’existe pas');
  expect(describeLink({ code: null, reason: 'toString' })).toBe('sans réponse');
});
