/** Why a file that a reader gave cannot be taken. */
export type FileFlaw = 'too-large' | 'not-text';

/**
 * The text of a file that a reader chose, without the mark that some editors write first.
 * @param max largest size, in bytes.
 */
export async function readTextFile(file: File, max: number): Promise<{ text: string } | { flaw: FileFlaw }> {
  if (file.size > max) return { flaw: 'too-large' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()) };
  } catch {
    return { flaw: 'not-text' };
  }
}
