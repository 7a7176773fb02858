import type { Found } from './exposure.ts';
import { isExample } from './names.ts';
import { bare, looksLikePassword, type Evidence } from './password.ts';

/** What announces a value that opens something. */
const ANNOUNCED =
  /(?<![\p{L}\p{N}])(?:mots? de passe|motdepasse|mdp|m\.d\.p\.?|passwords?|passwd|pwd|pass(?:-| )?phrases?|phrases? (?:de passe|secrètes?)|(?:api|access|secret|private|client|auth|encryption|shared)[ _-]?(?:key|secret|token)|apikey|psk(?:secret)?|clés? (?:d['’ ]?api|d['’]accès|wi-?fi|wpa[23]?|de chiffrement|de récupération|bitlocker|secrètes?|pré-?partagées?|partagées?)|codes? (?:pin|wi-?fi|d['’]accès|d['’]entrée|secrets?|(?:de l['’])?alarme|du digicode|du portail)|digicode|pin|jeton|token|secret|communauté snmp|community)(?![\p{L}])/giu;
/** The talk about passwords, not one of them: a colon after it begins a list. */
const TOPIC =
  /(?:gestionnaires?|coffres?(?:-forts?)?|politiques?|générateurs?|longueur|complexité|gestion|renouvellement|managers?|policy|policies|audit|hachage|stockage|chiffrement|durée|règles?|exigences?|authentification)\s{1,2}(?:(?:de|des|du|d['’]|pour|par|les?|vos|nos|of|for)\s{0,2}){0,3}$/iu;
/** From the announcement to the value: up to eight words, then what introduces it. */
const INTRODUCED =
  /^[*_`"'»)\]]{0,3}(?:[ \t]{1,3}(?!(?:est|is|était|was|c['’]est)[ \t])[\p{L}\p{N}'’._/()-]{1,30}){0,8}?[*_`"'»)\]]{0,3}[ \t]{0,3}(?<sign>=>|->|→|:=|[:=|]|(?<=[ \t])(?:est|is|était|was|c['’]est)(?=[ \t]))[*_]{0,3}\s{0,3}(?:[:=]\s{0,2})?/iu;
/** Nothing between them: `mdp Toto1234`. */
const FOLLOWED = /^[ \t]{1,2}(?=[^\s]{0,100}\d)(?=[^\s]{0,100}\p{L})/u;
const PASSWORD = /^(?:mot de passe|motdepasse|mdp|password|passwd|pwd)$/i;
/** Codes are shorter than passwords. */
const CODE = /^(?:code|digicode|pin)/i;
const VALUE =
  /^(?:`{1,3}(?<code>[^`\n]{1,100})`|["“](?<quote>[^"”\n]{1,100})["”]|«\s?(?<guillemets>[^»\n]{1,100}?)\s?»|'(?<single>[^'\n]{1,100})'(?!\p{L})|\*{1,3}(?<bold>[^*\n]{1,100})\*{1,3}|(?<word>[^\s\uFFFC]{1,200}))/u;
const REACH = 420;

/** What is a secret by its form alone, whole or by its group `secret`. */
const FORMS: readonly RegExp[] = [
  // A password on a command line.
  /(?<![\p{L}\p{N}-])-{1,2}(?:password|passwd|pass|pwd)\s{1,2}["']?(?<secret>[^\s"'<$%-][^\s"'\uFFFC]{2,100})/giu,
  /\s\/u(?:ser)?:[^\s\uFFFC]{1,100}\s{1,2}(?=[^\s]{0,100}\d)(?<secret>[^\s"'/*\uFFFC][^\s"'\uFFFC]{2,100})/giu,
  /\s-u\s{1,2}["']?[^\s:"'\uFFFC]{1,60}:(?<secret>[^\s"'<$\uFFFC][^\s"'\uFFFC]{2,100})/gu,
  // HTTP credentials.
  /\b(?:bearer|basic)\s{1,2}(?=[a-z._~+/-]{0,200}[\d=])(?<secret>[\w.~+/-]{16,1000}={0,2})/gi,
  // JSON web tokens, crypt(3) hashes, BitLocker recovery keys.
  /(?<![\w-])eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{0,1000}/g,
  /\$(?:1|2[abxy]|5|6|7|y|argon2(?:id|i|d)|apr1)\$[\w./$=,+-]{8,200}/g,
  /(?<!\d)\d{6}(?:-\d{6}){7}(?!\d)/g,
  // Configurations of network devices: `enable secret 5 …`, `set psksecret ENC …`, `snmp-server community …`.
  /\b(?:password|secret)\s[0-9]\s(?<secret>[^\s\uFFFC]{6,200})/gi,
  /\bENC\s(?<secret>[\w+/=]{16,500})/g,
  /\bsnmp-server\scommunity\s(?<secret>[^\s\uFFFC]{3,100})/gi,
];
/** A login and its password: `identifiants : admin / Mairie2024!`. */
const LOGIN =
  /(?<![\p{L}\p{N}])(?:identifiants?|logins?|credentials?|connexion|accès)[ \t]{0,2}[:=][ \t]{0,2}(?<login>[^\s/|,:\uFFFC]{2,40})[ \t]{0,2}[/|:][ \t]{0,2}(?<password>[^\s\uFFFC]{4,60})/dgiu;
/** A URL that holds a password: database, mail, deposit of code. */
const CREDENTIALS =
  /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@<>"'\uFFFC]{0,100}:(?<password>[^\s/@<>"'\uFFFC]{1,200})@(?<host>[\p{L}\p{N}_.-]{1,253})[^\s<>"'`)\]\uFFFC]{0,500}/giu;
const KEY_BEGINS = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;
const KEY_ENDS = /-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;
const KEY_LINES = /^[A-Za-z0-9+/=:,\s-]{0,10000}/;

function* findAnnounced(text: string): Iterable<Found> {
  for (const { 0: announcement, index } of text.matchAll(ANNOUNCED)) {
    const from = index + announcement.length;
    const rest = text.slice(from, from + REACH);
    const introduction = INTRODUCED.exec(rest) ?? (PASSWORD.test(announcement) ? FOLLOWED.exec(rest) : null);
    if (!introduction) continue;
    const sign = introduction.groups?.['sign'] ?? '';
    const isAssigned = sign.endsWith('=') || sign === '=>';
    if (!isAssigned && TOPIC.test(text.slice(Math.max(0, index - 50), index))) continue;
    const said = isAssigned ? 'assigned' : CODE.test(announcement) ? 'quoted' : 'said';
    const value = valueAt(rest.slice(introduction[0].length), said);
    if (!value) continue;
    const start = from + introduction[0].length + value.offset;
    yield { kind: 'secret', start, end: start + value.length };
  }
}

function valueAt(rest: string, said: Evidence): { offset: number; length: number } | null {
  const match = VALUE.exec(rest);
  if (!match) return null;
  const { code, quote, guillemets, single, bold, word } = match.groups ?? {};
  const enclosed = code ?? quote ?? guillemets ?? single ?? bold;
  const value = enclosed ?? bare(word ?? '');
  const evidence = code !== undefined ? 'assigned' : enclosed !== undefined && said === 'said' ? 'quoted' : said;
  const offset = match[0].indexOf(value);
  // A sentence in quotation marks is no password, whatever stands in it.
  if (evidence !== 'assigned' && /\s/.test(value)) return null;
  const isPassword = looksLikePassword(value, evidence, rest.slice(offset + value.length, offset + value.length + 20));
  return isPassword ? { offset, length: value.length } : null;
}

function* findForms(text: string): Iterable<Found> {
  for (const form of FORMS) {
    for (const { 0: whole, index, groups } of text.matchAll(form)) {
      const secret = groups?.['secret'] ?? whole;
      const start = index + whole.length - secret.length;
      yield { kind: 'secret', start, end: start + secret.length };
    }
  }
}

function* findCredentials(text: string): Iterable<Found> {
  for (const { groups, indices } of text.matchAll(LOGIN)) {
    const password = bare(groups?.['password'] ?? '');
    const [start = 0] = indices?.groups?.['password'] ?? [];
    if (looksLikePassword(password, 'said')) yield { kind: 'secret', start, end: start + password.length };
  }
  for (const { 0: whole, index, groups } of text.matchAll(CREDENTIALS)) {
    const { host = '', password = '' } = groups ?? {};
    if (isExample(host) || !looksLikePassword(password, 'assigned')) continue;
    yield { kind: 'secret', start: index, end: index + whole.replace(/[.,;:!?…*_]{1,5}$/u, '').length };
  }
}

/** Private keys, whole; one whose end was not copied, as far as its lines go. */
function* findPrivateKeys(text: string): Iterable<Found> {
  let done = 0;
  for (const { 0: header, index } of text.matchAll(KEY_BEGINS)) {
    if (index < done) continue;
    KEY_ENDS.lastIndex = index + header.length;
    const end = KEY_ENDS.exec(text);
    const lines = KEY_LINES.exec(text.slice(index + header.length))?.[0].trimEnd() ?? '';
    done = end ? end.index + end[0].length : index + header.length + lines.length;
    yield { kind: 'secret', start: index, end: done };
  }
}

/** Passwords that a text announces, and the forms of secrets that the rules of others do not know. */
export function* findSecrets(text: string): Iterable<Found> {
  yield* findAnnounced(text);
  yield* findForms(text);
  yield* findCredentials(text);
  yield* findPrivateKeys(text);
}
