import { AlreadyRunning } from './lock.ts';
import { serve } from './http.ts';
import { Publisher } from './publisher.ts';
import { readSettings } from './settings.ts';

/** The publisher process. Ends with 0 on SIGTERM or SIGINT, with 1 and one line when it cannot work. */

const log = (message: string) => process.stderr.write(`${message}\n`);

try {
  const settings = readSettings(process.env);
  const publisher = await Publisher.open(settings, log);
  const server = await serve(publisher);
  const stop = () => {
    server.closeAllConnections();
    server.close();
    void publisher.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await publisher.start();
  process.stdout.write('publisher ready\n');
} catch (error) {
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') log(`port ${port} is taken: set PUBLISHER_PORT to a free one`);
  else if (error instanceof AlreadyRunning) log(error.message);
  else log(`the publisher cannot start: ${(error as Error).message}`);
  process.exit(1);
}
