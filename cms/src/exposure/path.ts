import type { Found } from './exposure.ts';

/** The words of a name after its first, where a separator follows: the last name of a path ends at its first space. */
const words = (separator: string) => String.raw`(?: [\p{L}\p{N}&_-]{1,30}(?=[ \p{L}\p{N}&_-]{0,31}${separator})){0,2}`;
const SEGMENT = String.raw`[^\s\\/:*?"'<>|,;()[\]\uFFFC]{1,80}${words(String.raw`[\\/]`)}`;
const WINDOWS = new RegExp(
  String.raw`(?<![\p{L}\p{N}])[a-z]:[\\/]{1,2}(?:users|utilisateurs|documents and settings|profils|profiles|home)[\\/]{1,2}(?<user>[^\\/:*?"'<>|,;()[\]\s\uFFFC]{1,60}${words(String.raw`\\`)})(?:[\\/]{1,2}${SEGMENT}){0,20}[\\/]{0,2}`,
  'giu',
);
const UNIX = new RegExp(
  String.raw`(?<![\p{L}\p{N}.:_~-]|(?<!file:/)/)/(?:home|Users)/(?<user>[^\\/:*?"'<>|,;()[\]\s\uFFFC]{1,60})(?:/${SEGMENT}){0,20}/?`,
  'gu',
);
/** Folders that every machine has, and the names that examples give. */
const NOBODY =
  /^(?:public|default|defaut|all users|user|users|utilisateurs?|username|nom|nom[-_ ]?utilisateur|votre[-_ ]?nom|prenom\.nom|xxx+|\.{2,3}|…|\*|%\w{1,30}%|\$\w{1,30}|\$env|\{.{0,30}|administrateur|administrator|admin|root|exemple|example|toto)$/i;
const TRAILING = /[.,;:!?…'’»*`]{1,5}$/u;

/** Paths of files that name a person. */
export function* findPaths(text: string): Iterable<Found> {
  for (const pattern of [WINDOWS, UNIX]) {
    for (const { 0: whole, index, groups } of text.matchAll(pattern)) {
      if (NOBODY.test((groups?.['user'] ?? '').replace(/[.,;:!?…`*]{1,3}$/u, ''))) continue;
      yield { kind: 'path', start: index, end: index + whole.replace(TRAILING, '').length };
    }
  }
}
