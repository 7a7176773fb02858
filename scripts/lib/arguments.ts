import { resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Failure } from './failure.ts';

/**
 * Parses the arguments of a command.
 * @param help how to see the command's help, for the remedy.
 * @throws Failure for an unknown option.
 */
export function parseCommand<const Config extends ParseArgsConfig>(config: Config, help: string) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new Failure(`argument inconnu (${error instanceof Error ? error.message : String(error)}).`, `Voyez ${help}`);
  }
}

/** A path as the person typed it: npm runs scripts at the root, wherever it was called from. */
export function fromWhereTyped(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}
