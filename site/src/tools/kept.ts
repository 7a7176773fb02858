import { useEffect, useRef, useState } from 'react';
import { read, write } from '../client/storage.ts';

/** What became of what a tool keeps in the browser. */
export type Keeping =
  /** It is kept, or there is nothing to keep yet. */
  | 'kept'
  /** The browser refuses, or has no room: it lasts as long as the page. */
  | 'memory'
  /** What was there could not be read, and was left out. */
  | 'unreadable';

export interface Kept<Value> {
  value: Value;
  /** False until the browser's own was read: what the server drew shows the initial value. */
  isRead: boolean;
  keeping: Keeping;
  change(next: (before: Value) => Value): void;
  /** Back to the initial value, with nothing left in the browser. */
  forget(): void;
}

/**
 * A value that the browser keeps under a key of `KEYS`, shared between the tabs of a reader.
 * @param parse the value that a JSON value stands for; null when it stands for none. What was kept is input like any other: an
 * older version of the tool, an extension or the reader may have written it.
 */
export function useKept<Value>(key: string, initial: Value, parse: (json: unknown) => Value | null): Kept<Value> {
  const [value, setValue] = useState(initial);
  const [isRead, setRead] = useState(false);
  const [keeping, setKeeping] = useState<Keeping>('kept');
  /** Of now, also between two changes that the page shows together. */
  const latest = useRef(initial);

  useEffect(() => {
    const load = () => {
      const found = fromText(read(key), parse);
      latest.current = found === null || found === 'unreadable' ? initial : found.value;
      setValue(latest.current);
      setKeeping(found === 'unreadable' ? 'unreadable' : 'kept');
      setRead(true);
    };
    const follow = (event: StorageEvent) => {
      // `clear()` names no key.
      if (event.key === key || event.key === null) load();
    };
    load();
    addEventListener('storage', follow);
    return () => removeEventListener('storage', follow);
  }, []);

  const keep = (next: Value, text: string | null) => {
    latest.current = next;
    setValue(next);
    setKeeping(write(key, text) ? 'kept' : 'memory');
  };
  return {
    value,
    isRead,
    keeping,
    change: (next) => {
      const after = next(latest.current);
      keep(after, JSON.stringify(after));
    },
    forget: () => keep(initial, null),
  };
}

/** What a kept text says: null when there is none. */
export function fromText<Value>(
  text: string | null,
  parse: (json: unknown) => Value | null,
): { value: Value } | 'unreadable' | null {
  if (text === null) return null;
  try {
    const value = parse(JSON.parse(text));
    return value === null ? 'unreadable' : { value };
  } catch {
    return 'unreadable';
  }
}
