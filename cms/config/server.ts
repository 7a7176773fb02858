import path from 'node:path';
import { palierHome } from '../src/environment.ts';

// No `url`: the admin then calls the origin that served it, whatever stands in front, without being rebuilt.
export default () => ({
  host: process.env['CMS_HOST'] || '127.0.0.1',
  port: Number(process.env['CMS_PORT'] || 1337),
  app: { keys: process.env['APP_KEYS']?.split(',') },
  // The front server is the only client: it sets X-Forwarded-For, -Proto and -Host.
  proxy: { koa: true },
  dirs: { public: path.join(palierHome(), 'public') },
  logger: {
    updates: { enabled: false },
    startup: { enabled: false },
    config: { level: process.env['LOG_LEVEL'] || 'warn' },
  },
  transfer: { remote: { enabled: false } },
});
