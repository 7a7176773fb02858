import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findChromium, findProgram } from './programs.ts';
import { temporaryFolder } from './test/folder.ts';

describe('programs', () => {
  test('are found on the path when they can be run', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'chromium'), '', { mode: 0o755 });
    writeFileSync(join(folder, 'caddy'), '', { mode: 0o644 });
    expect(findProgram(['absent', 'chromium'], { PATH: `/nowhere:${folder}` })).toBe(join(folder, 'chromium'));
    expect(findProgram(['caddy'], { PATH: folder })).toBeNull();
    expect(findProgram(['chromium'], {})).toBeNull();
  });

  test('are the browser without a window before the one with it', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'chromium'), '', { mode: 0o755 });
    expect(findChromium({ PATH: folder })).toBe(join(folder, 'chromium'));
    writeFileSync(join(folder, 'chromium-headless-shell'), '', { mode: 0o755 });
    expect(findChromium({ PATH: folder })).toBe(join(folder, 'chromium-headless-shell'));
  });

  test('are the browser that CHROME_PATH names, when it names one', () => {
    expect(findChromium({ CHROME_PATH: '/opt/mine', PATH: '' })).toBe('/opt/mine');
  });
});
