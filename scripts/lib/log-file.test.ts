import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LogFile } from './log-file.ts';
import { temporaryFolder } from './test/folder.ts';

describe('a log', () => {
  test('begins anew at each start and keeps the one before', () => {
    const file = join(temporaryFolder(), 'part.log');
    const first = new LogFile(file);
    first.write('one\n');
    first.close();
    const second = new LogFile(file);
    second.write('two\nthree\n');
    expect(second.tail(1)).toEqual(['three']);
    second.close();
    expect(readFileSync(file, 'utf8')).toBe('two\nthree\n');
    expect(readFileSync(file.replace('.log', '.1.log'), 'utf8')).toBe('one\n');
  });

  test('never grows past its bound', () => {
    const folder = temporaryFolder();
    const log = new LogFile(join(folder, 'part.log'), 100);
    for (let line = 0; line < 100; line += 1) log.write(`line number ${line}\n`);
    log.close();
    const sizes = readdirSync(folder).map((name) => readFileSync(join(folder, name)).length);
    expect(sizes).toHaveLength(2);
    for (const size of sizes) expect(size).toBeLessThan(130);
    expect(readFileSync(join(folder, 'part.log'), 'utf8')).toContain('line number 99');
  });
});
