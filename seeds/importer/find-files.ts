import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { aboutFile } from './remarks.ts';
import type { Remark } from './remarks.ts';

export type FoundFile = {
  path: string;
  /** True when the user named this very file; false when it was found in a folder. */
  named: boolean;
};

export type FoundFiles = {
  files: FoundFile[];
  /** Files of the folders that hold no content: images, documents, symbolic links… */
  ignored: string[];
  /** Paths that could not be read. */
  problems: { path: string; remark: Remark }[];
};

const CONTENT = /\.(?:md|markdown|txt)$/i;
const EXTENSION = /\.[a-z0-9]{1,8}$/i;
/** Files that speak of a collection to its developers. */
const ABOUT_THE_COLLECTION = /^(?:readme|licen[cs]e|contributing|changelog|code_of_conduct|security)(?:\.|$)/i;

/**
 * The files to import under some paths, each once, in order of name. Folders are walked without `node_modules`
 * nor names that start with a dot. A symbolic link is followed when it is named, never when it is met: it could
 * loop, or bring in what the user did not name.
 */
export async function findFiles(paths: string[]): Promise<FoundFiles> {
  const found: FoundFiles = { files: [], ignored: [], problems: [] };
  const seen = new Set<string>();
  for (const path of paths) {
    const before = found.files.length + found.ignored.length + found.problems.length;
    try {
      const kind = await stat(path);
      if (kind.isDirectory()) await walk(path, found, seen);
      else if (kind.isFile()) await add({ path, named: true }, found, seen);
      else refuse(found, path, 'ce n’est ni un fichier ni un dossier', 'donnez un fichier de texte ou un dossier');
      const nothing = found.files.length + found.ignored.length + found.problems.length === before;
      if (kind.isDirectory() && nothing) {
        refuse(found, path, 'le dossier ne contient aucun fichier à importer', 'vérifiez le chemin');
      }
    } catch (error) {
      refuse(found, path, ...explainReadError(error));
    }
  }
  return found;
}

async function walk(folder: string, found: FoundFiles, seen: Set<string>): Promise<void> {
  const real = await realpath(folder);
  if (seen.has(real)) return;
  seen.add(real);
  const names = (await readdir(folder)).sort((a, b) => (a < b ? -1 : 1));
  for (const name of names) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    const path = join(folder, name);
    try {
      const kind = await lstat(path);
      if (kind.isDirectory()) await walk(path, found, seen);
      else if (kind.isFile() && isContent(name)) await add({ path, named: false }, found, seen);
      else found.ignored.push(path);
    } catch (error) {
      refuse(found, path, ...explainReadError(error));
    }
  }
}

async function add(file: FoundFile, found: FoundFiles, seen: Set<string>): Promise<void> {
  const real = await realpath(file.path);
  if (seen.has(real)) return;
  seen.add(real);
  found.files.push(file);
}

function isContent(name: string): boolean {
  if (ABOUT_THE_COLLECTION.test(name)) return false;
  return CONTENT.test(name) || !EXTENSION.test(name);
}

function refuse(found: FoundFiles, path: string, reason: string, remedy: string): void {
  found.problems.push({ path, remark: aboutFile(reason, remedy) });
}

/** Reason and remedy of an error of `node:fs`. */
export function explainReadError(error: unknown): [reason: string, remedy: string] {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'erreur inconnue';
  const known: Record<string, [string, string]> = {
    ENOENT: ['le chemin n’existe pas', 'vérifiez son orthographe'],
    ENOTDIR: ['le chemin n’existe pas', 'vérifiez son orthographe'],
    EACCES: ['la lecture est interdite', 'donnez-vous le droit de lire ce chemin'],
    EPERM: ['la lecture est interdite', 'donnez-vous le droit de lire ce chemin'],
    ELOOP: ['le lien symbolique tourne en rond', 'donnez le chemin réel'],
    ENAMETOOLONG: ['le chemin est trop long', 'déplacez le contenu dans un dossier plus proche de la racine'],
  };
  return known[code] ?? [`le chemin ne peut pas être lu (${code})`, 'vérifiez le disque et les droits'];
}
