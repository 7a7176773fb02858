import type { Locale } from '@palier/model/locales';
import { useRef, useState, type ReactNode } from 'react';
import { fill } from '../i18n/fill.ts';
import { formatSize } from '../i18n/format.ts';
import type { ToolWords } from '../i18n/tools/common.fr.ts';
import { readTextFile } from './read-file.ts';

/** Largest file that is read, in bytes; ours are a hundred times smaller. */
const MAX = 1_000_000;

export interface FilesProps {
  locale: Locale;
  words: ToolWords;
  t: { newer: string; opened: string; replace: string };
  accept: string;
  /** Takes what a file holds. @returns why it cannot; null when it did */
  take(text: string): { flaw: 'newer' | 'not-ours'; path: string } | null;
  /** Buttons that save, print and forget. */
  children: ReactNode;
}

/** What a reader does with the whole of a tool: save it, print it, open one that was saved, erase it. */
export default function Files({ locale, words, t, accept, take, children }: FilesProps) {
  const input = useRef<HTMLInputElement>(null);
  const [said, say] = useState<{ text: string; isBad: boolean } | null>(null);

  const open = async (file: File) => {
    const read = await readTextFile(file, MAX);
    if ('flaw' in read) {
      const { tooLarge, notText } = words.file;
      return say({
        text: read.flaw === 'too-large' ? fill(tooLarge, { max: formatSize(locale, MAX) }) : notText,
        isBad: true,
      });
    }
    const flaw = take(read.text);
    if (flaw === null) return say({ text: t.opened, isBad: false });
    say({
      text: flaw.flaw === 'newer' ? t.newer : fill(words.file.notOurs, { path: flaw.path || file.name }),
      isBad: true,
    });
  };

  return (
    <>
      <div className="onward">
        {children}
        <button type="button" onClick={() => input.current?.click()}>
          {words.open}
        </button>
        <input
          ref={input}
          type="file"
          accept={accept}
          hidden
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file) void open(file);
            // The same file can be chosen again.
            target.value = '';
          }}
        />
      </div>
      <p className="soft">{t.replace}</p>
      <div role="status">{said && <p className={said.isBad ? 'notice bad' : 'notice good'}>{said.text}</p>}</div>
    </>
  );
}
