import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { assertPortFree, freePorts } from './ports.ts';

test('free ports are all different and can be listened on', async () => {
  const ports = await freePorts('127.0.0.1', 20);
  expect(new Set(ports).size).toBe(20);
  await Promise.all(ports.map((port) => assertPortFree('127.0.0.1', port, 'PORT')));
});

test('a taken port is refused with its remedy', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await expect(assertPortFree('127.0.0.1', port, 'CMS_PORT')).rejects.toMatchObject({
    message: `le port ${port} est déjà pris.`,
    remedy: expect.stringContaining(`CMS_PORT=${port + 1}`),
  });
});

test('an address of another machine is refused', async () => {
  await expect(assertPortFree('192.0.2.1', 0, 'PORT')).rejects.toThrow(/n’est pas une adresse de cette machine/);
});
