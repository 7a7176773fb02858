import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { Failure, systemCode } from './failure.ts';

async function listen(host: string, port: number): Promise<Server> {
  const server = createServer();
  server.listen({ host, port });
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

/** Ports that nobody listens on, all different. */
export async function freePorts(host: string, count: number): Promise<number[]> {
  // All held together before the first is let go, else the system may give the same one twice.
  const servers = await Promise.all(Array.from({ length: count }, () => listen(host, 0)));
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
    return address.port;
  });
  await Promise.all(servers.map(close));
  return ports;
}

/**
 * Makes sure that a port can be listened on.
 * @param variable environment variable that chooses the port, for the remedy.
 * @throws Failure when it is taken, forbidden, or when the host is not one of this machine's.
 */
export async function assertPortFree(host: string, port: number, variable: string): Promise<void> {
  try {
    await close(await listen(host, port));
  } catch (error) {
    switch (systemCode(error)) {
      case 'EADDRINUSE':
        throw new Failure(
          `le port ${port} est déjà pris.`,
          `Arrêtez le programme qui l’occupe, ou choisissez un autre port : ${variable}=${port === 65535 ? 8080 : port + 1} npm start`,
        );
      case 'EACCES':
        throw new Failure(
          `le système n’autorise pas le port ${port}.`,
          `Choisissez un port au-dessus de 1023 : ${variable}=8080 npm start`,
        );
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
        throw new Failure(
          `${host} n’est pas une adresse de cette machine.`,
          'Donnez à HOST une adresse de cette machine, 127.0.0.1 par exemple.',
        );
      default:
        throw error;
    }
  }
}
