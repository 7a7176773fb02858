import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { documentAddress } from '@palier/model';
import type { SearchDocument } from '@palier/search/document';
import { SEEDS, temporaryHub } from '../e2e/lib/hub.ts';
import { randomFrom } from '@palier/model/test/random';
import { allSearchDocuments } from '../site/publisher/search-documents.ts';
import { SearchWordsOf } from '../site/publisher/search-words.ts';
import type { SearchWords } from '../site/publisher/search-words.ts';
import { Snapshot } from '../site/publisher/snapshot/snapshot.ts';

/** What a hub with the starter corpus has to search: its documents, in the order of its snapshot, and its words. */
export async function starterCorpus(): Promise<{ documents: SearchDocument[]; words: SearchWords }> {
  const hub = await temporaryHub({ seeds: [SEEDS], parts: ['cms', 'publisher'] });
  try {
    await hub.caughtUp();
    return snapshotCorpus(hub.home);
  } finally {
    await hub.stop();
  }
}

/** The documents and words of the snapshot in a hub's folder. */
export function snapshotCorpus(home: string): { documents: SearchDocument[]; words: SearchWords } {
  const snapshot = new Snapshot(join(home, 'snapshot.db'));
  try {
    return { documents: [...allSearchDocuments(snapshot)], words: new SearchWordsOf(snapshot).current() };
  } finally {
    snapshot.close();
  }
}

/** Address of each resource that judgements speak of, by its `ref` in the seeds. */
export function judgedCollection(): Map<string, string> {
  const folder = join(SEEDS, 'resources/catalogue');
  const refs = new Map<string, string>();
  for (const file of readdirSync(folder)) {
    const ref = /^ref: (\S+)$/m.exec(readFileSync(join(folder, file), 'utf8'))?.[1];
    if (ref !== undefined) refs.set(ref, documentAddress('resource', 'fr', file.replace(/\.md$/, '')));
  }
  return refs;
}

/**
 * As many documents as asked, made from those of the starter corpus: the first ones as they are, the others with a word of
 * their title and all their sentences from others of the same type. Lengths and words are those of real documents.
 */
export function* remixed(documents: readonly SearchDocument[], count: number): Generator<SearchDocument> {
  const random = randomFrom(50_000);
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
  const groups = Map.groupBy(documents, ({ type, locale }) => `${type} ${locale}`);
  const sentences = new Map(
    [...groups].map(([group, own]) => [
      group,
      own.flatMap(({ summary, sections }) => [summary, ...sections.map(({ text }) => text)].flatMap(sentencesOf)),
    ]),
  );
  for (let n = 0; n < count; n += 1) {
    const document = documents[n % documents.length]!;
    if (n < documents.length) {
      yield document;
      continue;
    }
    const group = `${document.type} ${document.locale}`;
    const others = groups.get(group)!;
    const pool = sentences.get(group)!;
    const again = (text: string) =>
      sentencesOf(text)
        .map(() => pick(pool))
        .join(' ');
    const words = document.title.split(' ');
    words[Math.floor(random() * words.length)] = pick(pick(others).title.split(' '));
    yield {
      ...document,
      id: `${document.type}-${String(n).padStart(24, '0')}-${document.locale}`,
      url: document.url.replace(/\/$/, `-${n}/`),
      title: words.join(' '),
      keywords: document.keywords.map(() => pick(pick(others).keywords) ?? document.title),
      summary: again(document.summary),
      sections: document.sections.map((section) => ({ ...section, text: again(section.text).slice(0, 2000) })),
      publishedAt: document.publishedAt - n,
    };
  }
}

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?])\s+/).filter(Boolean);
