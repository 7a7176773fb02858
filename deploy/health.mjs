// Health check of a container: `node health.mjs URL` ends with 0 when the address answers 2xx within 4 s.
import { get } from 'node:http';

const request = get(process.argv[2], (response) => {
  response.resume();
  process.exitCode = response.statusCode >= 200 && response.statusCode < 300 ? 0 : 1;
  response.on('end', () => clearTimeout(timer));
});
const timer = setTimeout(() => request.destroy(new Error('no answer within 4 s')), 4000);
request.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
