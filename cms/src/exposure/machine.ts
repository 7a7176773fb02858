import type { Found } from './exposure.ts';

/** What machines are named after. Of the first, a number is enough: `SRV-12`; the others are words: `switch-02` only. */
const ROLES: ReadonlySet<string> = new Set(
  'pc dc fw sw nas esx esxi hv vm rds tse bdd sql ad ap nvr prt exch rodc hyperv lap laptop desktop tab cam vlan'.split(
    ' ',
  ),
);
const WORD_ROLES: ReadonlySet<string> = new Set(
  'serveur server switch routeur router poste portable imprimante copieur firewall parefeu mail web glpi veeam wsus proxy dns db imp'.split(
    ' ',
  ),
);
/** Of these, `AP-2024-12` and `AD-12` number a call for projects or a control as well. */
const AMBIGUOUS: ReadonlySet<string> = new Set(['ad', 'ap', 'sql', 'vm', 'tab', 'vlan', 'cam']);
/** Products and standards, which have numbers of their own. */
const NOT_MACHINES =
  /^(?:windows|microsoft|office|version|iso|iec|nis\d?|rgpd|gdpr|rgs|cve|cwe|cert|anssi|tls|ssl|sha|aes|hds|dora|rec|pci|dss)$/;

const WORD =
  /(?<![\p{L}\p{N}.-]|[\p{L}\p{N}]_)[a-z][a-z0-9]{0,20}(?:[-_][a-z0-9]{1,20}){0,5}(?![\p{L}\p{N}-]|_[\p{L}\p{N}])/giu;

const NUMBER = /^\d{2,4}$/;
/** As in the number of a building permit: `PC-044026-24-A0012`. */
const LONG_NUMBER = /\d{5}/;
const YEAR = /^(?:19|20)\d\d$/;
const LETTERS_THEN_NUMBER = /^(?!v\d|r\d)[a-z]{1,15}\d{1,4}$/;

function isNamedAfter(roles: ReadonlySet<string>, segment: string): boolean {
  return roles.has(segment.replace(/\d{1,4}$/, ''));
}

/** True for what reads as the name of a machine, and not as a standard, a measure or a model: `SRV-DC01`, `pc-compta-03`. */
export function isMachine(word: string): boolean {
  const segments = word.toLowerCase().split(/[-_]/);
  const [only = ''] = segments;
  if (segments.length === 1) {
    if (/^srv[a-z]{2,14}\d{0,4}$|^(?:srv|svr)[a-z]{0,14}\d{1,4}$/.test(only)) return true;
    return /^[a-z]{2,9}0\d{1,2}$/.test(only) && isNamedAfter(ROLES, only);
  }
  if (segments.some((segment) => NOT_MACHINES.test(segment) || LONG_NUMBER.test(segment))) return false;
  if (segments.some((segment) => /^(?:srv|svr)[a-z]{0,14}\d{0,4}$/.test(segment))) return true;
  // What Windows calls a machine that nobody named.
  if (/^(?:desktop|laptop|win|pc)-(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{7,15}$/i.test(word)) return true;
  const rest = segments.filter((segment) => !YEAR.test(segment));
  const isDated = rest.length < segments.length;
  const role = rest.find((segment) => isNamedAfter(ROLES, segment));
  if (role !== undefined) {
    if (rest.some((segment) => LETTERS_THEN_NUMBER.test(segment))) return true;
    const isNumbered = rest.some((segment) => NUMBER.test(segment));
    return isNumbered && (rest.length > 2 || !(isDated || AMBIGUOUS.has(role)));
  }
  return (
    rest.some((segment) => isNamedAfter(WORD_ROLES, segment)) &&
    rest.some((segment) => /^[a-z]{0,10}0\d{1,2}$/.test(segment))
  );
}

/** Names of machines that stand alone. */
export function* findMachines(text: string): Iterable<Found> {
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (isMachine(word)) yield { kind: 'host', start: index, end: index + word.length };
  }
}
