/** Longest message kept, in characters. */
const MESSAGE_MAX = 300;

/**
 * Writes one line of JSON on the error output. Callers pass no address of a client, no query and no body:
 * nothing of a reader is kept.
 */
export function logError(event: string, error: unknown, fields: Record<string, string | number> = {}): void {
  const { message, code } = (error instanceof Error ? error : new Error(String(error))) as NodeJS.ErrnoException;
  const brief = message.replace(/\s+/g, ' ').slice(0, MESSAGE_MAX);
  const line = {
    time: new Date().toISOString(),
    level: 'error',
    part: 'front',
    event,
    ...fields,
    code,
    message: brief,
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
