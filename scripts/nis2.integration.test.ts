import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { ROOT } from './lib/paths.ts';

/** The command by which experts, and checks from outside, reach the rules. */

const SCRIPT = join(ROOT, 'scripts', 'nis2.ts');

function nis2(
  args: string[],
  input: string | Buffer = '',
): { lines: Record<string, unknown>[]; status: number | null; complaint: string } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [SCRIPT, ...args], { input, encoding: 'utf8' });
  const lines = stdout.trimEnd().split('\n').filter(Boolean);
  return { lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>), status, complaint: stderr };
}

const CLOUD = { structure: 'private', establishedIn: ['FR'], headcount: 80, activities: ['I.8.cloud'] };

test('each line of answers has its verdict, in order; a bad one has its errors, and the rest goes on', () => {
  const input = [
    JSON.stringify(CLOUD),
    JSON.stringify({ ...CLOUD, headcount: 'many' }),
    '{"structure":',
    '',
    JSON.stringify({}),
    `{"__proto__": {"formerOse": "yes"}}`,
    JSON.stringify({ formerOse: 'yes' }),
  ].join('\r\n');
  const { lines, status } = nis2(['applicability'], `\uFEFF${input}\n`);
  expect(lines).toEqual([
    expect.objectContaining({ regime: 'important', lawDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) }),
    { line: 2, errors: [{ path: 'headcount', message: expect.stringContaining('50-249') }] },
    { line: 3, errors: [{ path: '', message: 'la ligne n’est pas du JSON' }] },
    { line: 4, errors: [{ path: '', message: 'la ligne n’est pas du JSON' }] },
    expect.objectContaining({ regime: 'undetermined', missing: ['structure', 'activities', 'establishedIn'] }),
    { line: 6, errors: [{ path: '__proto__', message: 'champ inconnu' }] },
    expect.objectContaining({ regime: 'essential' }),
  ]);
  expect(status).toBe(0);
});

test('bytes that are no text, and a line of ten megabytes, are errors among others', () => {
  const input = Buffer.concat([
    Buffer.from([0xff, 0xfe, 0x00, 0x0a]),
    Buffer.from(`${JSON.stringify({ structure: 'x'.repeat(10_000_000) })}\n`),
    Buffer.from(`${'['.repeat(200_000)}\n`),
    Buffer.from(JSON.stringify(CLOUD)),
  ]);
  const { lines, status } = nis2(['applicability'], input);
  expect(lines.map((line) => line['errors'] !== undefined)).toEqual([true, true, true, false]);
  expect(status).toBe(0);
});

test('who reads only the first verdict leaves no error behind', async () => {
  const child = spawn(process.execPath, [SCRIPT, 'applicability']);
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += String(chunk)));
  child.stdin.on('error', () => undefined);
  child.stdout.once('data', () => child.stdout.destroy());
  child.stdin.end(`${JSON.stringify(CLOUD)}\n`.repeat(20_000));
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(complaint).toBe('');
  expect(code).toBe(0);
});

test('the activities of the annexes are listed with their point', () => {
  const { lines } = nis2(['activities']);
  expect(lines.length).toBeGreaterThan(60);
  expect(lines).toContainEqual(
    expect.objectContaining({ id: 'I.8.cloud', annex: 'I', point: '8', sector: 'infrastructure-numerique' }),
  );
});

test('the schema of the answers takes what the command takes', () => {
  const { stdout } = spawnSync(process.execPath, [SCRIPT, 'schema', 'applicability'], { encoding: 'utf8' });
  const isAnswer = new Ajv2020().compile(JSON.parse(stdout) as object);
  expect(isAnswer(CLOUD)).toBe(true);
  expect(isAnswer({})).toBe(true);
  expect(isAnswer({ ...CLOUD, headcount: 'many' })).toBe(false);
  expect(isAnswer({ turnover: 3 })).toBe(false);
});

test.each([[['applicabilty']], [['schema', 'constructor']], [[]]])(
  '%j is refused with the commands that exist',
  (args) => {
    const { status, complaint, lines } = nis2(args);
    expect(status).not.toBe(0);
    expect(complaint).toContain('applicability');
    expect(lines).toEqual([]);
  },
);

test('the self-assessment is reached in the same way', () => {
  const { lines } = nis2(
    ['maturity'],
    '{"questionnaire":"quick","answers":{"leader":{"step":"checked"}}}\n{"questionnaire":"slow"}\n',
  );
  expect(lines).toEqual([
    expect.objectContaining({ overall: expect.objectContaining({ unknown: 17 }) }),
    { line: 2, errors: expect.arrayContaining([expect.objectContaining({ path: 'questionnaire' })]) },
  ]);
});
