import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { LEXICON_FILE, Lexicon } from '@palier/search/lexicon';
import { lexiconFile } from '@palier/search/lexicon-file';
import { logError } from './log.ts';

/** How long a lexicon is taken for the present one without a look, in ms. */
const LOOK_AGAIN_MS = 1000;

/**
 * Gives the lexicon of the embedded index that readers have now; an empty one before the first. Who asks first after a while waits for
 * the look: what was there when nobody searched may be long gone.
 */
export function lexiconOf(home: string): () => Promise<Lexicon> {
  const path = join(home, 'current', 'pagefind', LEXICON_FILE);
  let present = Lexicon.EMPTY;
  let source: string | null = null;
  let complaint = '';
  let looking: Promise<void> | null = null;
  let lookedAt = -Infinity;

  async function look(): Promise<void> {
    try {
      // Each index has a folder of its own, and its files never change: one that cannot be used is read once too.
      const real = await realpath(path);
      if (real === source) return;
      const text = await readFile(real, 'utf8');
      source = real;
      present = new Lexicon(lexiconFile.parse(JSON.parse(text)));
      complaint = '';
    } catch (error) {
      // No index yet, or one of another version of the code: queries are read by the words known before, if any.
      const { code, message } = error as NodeJS.ErrnoException;
      // A line for each look would fill the disk.
      if (code !== 'ENOENT' && message !== complaint) logError('lexicon_unreadable', error);
      complaint = message;
    }
  }

  const lookIfDue = async () => {
    if (performance.now() - lookedAt < LOOK_AGAIN_MS) return;
    looking ??= look().finally(() => {
      looking = null;
      lookedAt = performance.now();
    });
    await looking;
  };
  void lookIfDue();
  return async () => {
    await lookIfDue();
    return present;
  };
}
