/**
 * An error that the person at the keyboard can act on. Commands show its cause and its remedy on one line,
 * without a stack; any other error is a defect and keeps its stack.
 */
export class Failure extends Error {
  /** What to do about it: a sentence. */
  readonly remedy: string;
  /** Lines that explain more, such as the end of a log; shown before the cause. */
  readonly details: readonly string[];

  constructor(cause: string, remedy: string, details: readonly string[] = []) {
    super(cause);
    this.name = 'Failure';
    this.remedy = remedy;
    this.details = details;
  }
}

/** Code of a system error (`ENOSPC`…), or null for any other value. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** The failure that a system error means at a place on the disk; the error itself when it means none that is known. */
export function explainDiskError(error: unknown, place: string): unknown {
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Failure(`le disque de ${place} est plein.`, 'Libérez de la place, puis recommencez.');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Failure(
        `impossible d’écrire dans ${place}.`,
        'Donnez-vous le droit d’y écrire, ou choisissez un autre dossier avec PALIER_HOME.',
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new Failure(`${place} n’est pas un dossier.`, 'Choisissez un autre dossier avec PALIER_HOME.');
    default:
      return error;
  }
}

/** Text of an error for a person: details, then one line of cause and remedy. A stack for a defect only. */
export function describeError(error: unknown): string {
  if (error instanceof Failure) return [...error.details, `Palier : ${error.message} ${error.remedy}`].join('\n');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Runs a command and ends the process with its exit code: the one it returns (0 when none), 1 when it throws,
 * after the error has been described on standard error.
 */
export async function runCommand(command: (args: string[]) => Promise<number | undefined>): Promise<void> {
  let code = 1;
  try {
    code = (await command(process.argv.slice(2))) ?? 0;
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
  }
  // A handle left open by a library must not keep a finished command alive; output is flushed first.
  process.exitCode = code;
  await Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise<void>((done) => stream.write('', () => done()))),
  );
  process.exit();
}
