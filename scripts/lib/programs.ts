/** Programs that tests need beside Node. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from './failure.ts';
import { withProgress } from './progress.ts';
import { run } from './run.ts';

/** Path of the first of these programs that PATH leads to; null when it leads to none. */
export function findProgram(names: readonly string[], env: NodeJS.ProcessEnv = process.env): string | null {
  for (const name of names) {
    for (const folder of (env['PATH'] ?? '').split(delimiter)) {
      const path = join(folder, name);
      try {
        if (folder !== '') accessSync(path, constants.X_OK);
        if (folder !== '') return path;
      } catch {
        // Not there.
      }
    }
  }
  return null;
}

/** Debian's package and program; the browser without its window does the same in half the time (decision 0036). */
const HEADLESS_CHROMIUM = 'chromium-headless-shell';

const CHROMIUM = [HEADLESS_CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Chromium on this machine: CHROME_PATH, else the one that PATH leads to; null when there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  return env['CHROME_PATH'] || findProgram(CHROMIUM, env);
}

/**
 * Makes sure of Chromium and Caddy, which Debian's packages bring where this process may install them.
 * @returns the path of Chromium.
 * @throws Failure that says what to install.
 */
export async function ensureTestPrograms(signal: AbortSignal): Promise<string> {
  const missing = () => [...(findChromium() ? [] : [HEADLESS_CHROMIUM]), ...(findProgram(['caddy']) ? [] : ['caddy'])];
  const packages = missing();
  if (packages.length > 0 && process.getuid?.() === 0 && findProgram(['apt-get'])) {
    const options = { cwd: '/', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, signal };
    await withProgress(`Installing ${packages.join(', ')}`, async () => {
      await run('apt-get', ['update', '-q'], options);
      const { code, output } = await run(
        'apt-get',
        ['install', '-y', '-q', '--no-install-recommends', ...packages],
        options,
      );
      if (code !== 0) process.stderr.write(`${output.split('\n').slice(-20).join('\n')}\n`);
    });
  }
  const left = missing();
  const chromium = findChromium();
  if (left.length > 0 || chromium === null) {
    throw new Failure(
      `les tests ont besoin de ${left.join(' et de ')}, absent de cette machine.`,
      `Installez-le (Debian : apt-get install ${left.join(' ')}), ou donnez le navigateur par CHROME_PATH, puis recommencez.`,
    );
  }
  return chromium;
}
