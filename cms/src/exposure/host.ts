import type { Found } from './exposure.ts';
import { findMachines, isMachine } from './machine.ts';
import { isCitable, isInternal, isOrdinary, isPublicName, withoutSentence } from './names.ts';
import { findWindowsNames } from './windows.ts';

const NAME = /(?<![\p{L}\p{N}_-])[\p{L}\p{N}_][\p{L}\p{N}_-]{0,62}(?:\.[\p{L}\p{N}_][\p{L}\p{N}_-]{0,62}){1,20}/gu;

async function isHost(name: string): Promise<boolean> {
  if (isCitable(name)) return isMachine(name.split('.')[0] ?? '');
  if (isInternal(name)) return !isOrdinary(name);
  return isPublicName(name);
}

async function findNames(text: string): Promise<Found[]> {
  const found: Found[] = [];
  for (const { 0: whole, index } of text.matchAll(NAME)) {
    const name = withoutSentence(whole.replace(/[-_]{1,62}$/, ''));
    // `os.path.join(`: a program calls it.
    const isCalled = text[index + whole.length] === '(' && !whole.startsWith('www.');
    if (!isCalled && (await isHost(name))) found.push({ kind: 'host', start: index, end: index + name.length });
  }
  return found;
}

/** Names of machines, of domains and of accounts. */
export async function findHosts(text: string): Promise<Found[]> {
  return [...(await findNames(text)), ...findMachines(text), ...findWindowsNames(text)];
}
