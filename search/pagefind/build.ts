/**
 * Script: reads the thesaurus, then search documents, on the standard input, one JSON a line, and writes a Pagefind index
 * and the lexicon into the folder of its only argument. Its last line of output is `{"documents":n,"languages":n}`; exit code 1 and the
 * reason on the standard error otherwise. A process of its own, so that indexing stops no event loop and a crash
 * of the native indexer ends nothing else. Started by `index.ts`.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { close, createIndex } from 'pagefind';
import { searchDocument, textsOf } from '../document.ts';
import { LEXICON_FILE, LexiconMaker } from '../lexicon.ts';
import { hasWords } from '../limits.ts';
import { entryOf } from '../meilisearch/records.ts';
import { Thesaurus, type ThesaurusData } from '../thesaurus.ts';
import { listFragments } from './fragments.ts';
import { toPagefindRecord } from './record.ts';

/** Files of Pagefind's own interfaces, which Palier does not use: 400 kB less to publish. */
const UNUSED = [
  'pagefind-component-ui.css',
  'pagefind-component-ui.js',
  'pagefind-highlight.js',
  'pagefind-modular-ui.css',
  'pagefind-modular-ui.js',
  'pagefind-ui.css',
  'pagefind-ui.js',
];

/** Records on their way to the indexer at once: enough to keep it busy, few enough to bound memory. */
const IN_FLIGHT = 32;

/** `pagefind-entry.json`. */
interface Entry {
  languages: Record<string, { page_count: number }>;
}

async function build(output: string): Promise<{ documents: number; languages: number }> {
  const { index, errors } = await createIndex();
  if (!index) throw new Error(`Pagefind made no index: ${errors.join('; ')}`);

  let thesaurus: Thesaurus | null = null;
  let lexicon: LexiconMaker | null = null;
  const add = async (read: unknown) => {
    if (thesaurus === null || lexicon === null) {
      thesaurus = new Thesaurus(read as ThesaurusData);
      lexicon = new LexiconMaker(thesaurus);
      return;
    }
    const document = searchDocument.parse(read);
    lexicon.add(textsOf(document));
    const record = toPagefindRecord(document, entryOf(document, thesaurus));
    // Pagefind leaves out the others.
    if (hasWords(record.content)) withWords += 1;
    const answer = await index.addCustomRecord(record);
    if (answer.errors.length > 0) throw new Error(`Pagefind refused ${document.id}: ${answer.errors.join('; ')}`);
  };

  let lines = 0;
  let withWords = 0;
  let pending: Promise<void>[] = [];
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line === '') continue;
    lines += 1;
    let read: unknown;
    try {
      read = JSON.parse(line);
    } catch (cause) {
      throw new Error(`line ${lines} of the input is not JSON`, { cause });
    }
    pending.push(add(read));
    if (pending.length === IN_FLIGHT) {
      await Promise.all(pending);
      pending = [];
    }
  }
  await Promise.all(pending);
  if (lexicon === null) throw new Error('the input holds no thesaurus');

  const written = await index.writeFiles({ outputPath: output });
  if (written.errors.length > 0) throw new Error(`Pagefind could not write ${output}: ${written.errors.join('; ')}`);
  await listFragments(output);
  await Promise.all(UNUSED.map((file) => rm(join(output, file), { force: true })));
  await writeFile(join(output, LEXICON_FILE), JSON.stringify((lexicon as LexiconMaker).file()));

  const entry = JSON.parse(await readFile(join(output, 'pagefind-entry.json'), 'utf8')) as Entry;
  const languages = Object.values(entry.languages);
  const documents = languages.reduce((sum, { page_count }) => sum + page_count, 0);
  if (documents < withWords) throw new Error(`Pagefind indexed ${documents} of ${withWords} documents`);
  return { documents, languages: languages.length };
}

const [output] = process.argv.slice(2);
if (output === undefined) throw new Error('usage: node build.ts OUTPUT_FOLDER < documents.ndjson');
// Publishing a change comes before refreshing the fallback index; the native indexer inherits this.
setPriority(10);
try {
  const counts = await build(output);
  await close();
  process.stdout.write(`${JSON.stringify(counts)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  await close();
  process.exit(1);
}
