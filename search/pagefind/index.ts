import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { SearchDocument } from '../document.ts';
import type { Thesaurus } from '../thesaurus.ts';

export { readFragments, removeFragments } from './fragments.ts';
export type { Fragments } from './fragments.ts';

export interface PagefindBuild {
  documents: number;
  languages: number;
}

export interface PagefindOptions {
  /** Ends the build; the promise then rejects. */
  signal?: AbortSignal;
  /** Longest time a build may take, in milliseconds. */
  timeoutMs?: number;
}

const SCRIPT = fileURLToPath(new URL('./build.ts', import.meta.url));

/**
 * Builds a whole Pagefind index (it knows no addition), with the lexicon that queries are read by, into a folder that does not exist yet, in a process of
 * its own. The folder appears complete, by a rename, or not at all. Documents are taken from the iterable at the
 * pace of the indexer.
 *
 * @throws when the folder exists, when the iterable throws, when the build fails, is aborted or takes too long
 */
export async function buildPagefind(
  documents: AsyncIterable<SearchDocument> | Iterable<SearchDocument>,
  thesaurus: Thesaurus,
  outputDir: string,
  { signal, timeoutMs = 300_000 }: PagefindOptions = {},
): Promise<PagefindBuild> {
  const taken = await access(outputDir).then(
    () => true,
    () => false,
  );
  if (taken) throw new Error(`Pagefind index not built: ${outputDir} exists; give each build a new folder`);

  const partial = `${outputDir}.partial`;
  await rm(partial, { recursive: true, force: true });
  const limit = AbortSignal.timeout(timeoutMs);
  const child = spawn(process.execPath, [SCRIPT, partial], {
    stdio: ['pipe', 'pipe', 'pipe'],
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
    killSignal: 'SIGKILL',
    // Nothing of ours (keys, database address) concerns an indexer.
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, NODE_OPTIONS: '' },
  });

  let output = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(-4000)));

  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, killedBy) => {
      if (code === 0) return resolve();
      const how = killedBy ? `was ended by ${killedBy}` : `ended with code ${code}`;
      reject(new Error(`Pagefind index not built into ${outputDir}: the indexer ${how}. ${complaint.trim()}`));
    });
  });

  try {
    await Promise.all([feed(linesOf(documents, thesaurus), child.stdin, ended), ended]);
    await rename(partial, outputDir);
    return JSON.parse(output) as PagefindBuild;
  } catch (error) {
    child.kill('SIGKILL');
    await ended.catch(() => {});
    await rm(partial, { recursive: true, force: true });
    if (limit.aborted)
      throw new Error(`Pagefind index not built into ${outputDir}: more than ${timeoutMs} ms`, { cause: error });
    throw error;
  }
}

async function* linesOf(
  documents: AsyncIterable<SearchDocument> | Iterable<SearchDocument>,
  thesaurus: Thesaurus,
): AsyncGenerator<object> {
  yield thesaurus.data();
  yield* documents;
}

/** Writes the objects a line each, waiting whenever the indexer is behind; stops when it has ended. */
async function feed(lines: AsyncIterable<object>, input: NodeJS.WritableStream, ended: Promise<void>): Promise<void> {
  let open = true;
  // The reason why it ended early comes with `ended`; a broken pipe says nothing more.
  input.on('error', () => (open = false));
  const over = ended.catch(() => {}).finally(() => (open = false));
  for await (const line of lines) {
    if (!open) return;
    if (!input.write(`${JSON.stringify(line)}\n`)) await Promise.race([once(input, 'drain').catch(() => {}), over]);
  }
  input.end();
}
