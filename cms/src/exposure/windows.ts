import { isIP } from 'node:net';
import type { Found } from './exposure.ts';
import { isTelling } from './ip.ts';
import { isExample } from './names.ts';

/** `\\serveur\partage\…`, with the backslashes doubled where a program or an editor did it. */
const UNC =
  /(?<![\\\p{L}\p{N}:])\\{2,4}(?<server>[\p{L}\p{N}_][\p{L}\p{N}_.-]{1,63})(?:\\{1,2}[^\s\\/:*?"<>|,;()[\]\uFFFC]{1,80}(?: [\p{L}\p{N}&_-]{1,30}(?=[ \p{L}\p{N}&_-]{0,31}\\)){0,2}){0,20}\\{0,2}/gu;
/** `MAIRIE\jdupont`: the domain in capitals, without which any folder would do. */
const ACCOUNT =
  /(?<![\p{L}\p{N}\\/%.-]|[\p{L}\p{N}]_)(?<domain>[A-Z][A-Z0-9_.-]{1,20})\\{1,2}(?<user>[\p{L}\p{N}_][\p{L}\p{N}._-]{1,40})\$?(?![\\\p{L}\p{N}])/gu;
const NOT_DOMAINS =
  /^(?:HK[A-Z_]{1,25}|AUTHORITY|AUTORITE|BUILTIN|SERVICE|SYSVOL|NETLOGON|WINDOWS|TEMP|USERS|WORKGROUP|DOMAINE?|MONDOMAINE|EXEMPLE|EXAMPLE|CONTOSO|ET|OU|OR|AND|OUI|YES)$/;
const FILE = /\.(?:[a-z]{3}|[a-z]{2}\d|docx|xlsx|pptx|html|json|yaml|conf|md|sh|py|js|ts)$/i;
const HARMLESS_SERVER = /^(?:localhost|wsl\$?|tsclient)$/i;
const TRAILING = /[.,;:!?…'’»]{1,5}$/u;

/** MAC addresses, which name one card and its maker. */
const MAC =
  /(?<![\p{L}\p{N}:.-])(?:[\da-f]{2}(?<sign>[:-])(?:[\da-f]{2}\k<sign>){4}[\da-f]{2}|[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4})(?![\p{L}\p{N}:-])/giu;

function isAccount(domain: string, user: string): boolean {
  if (NOT_DOMAINS.test(domain) || FILE.test(user)) return false;
  // `TCP\UDP`, `DSI\RSSI`: two words, unless the second names a role.
  return /[\p{Ll}\d.]/u.test(user) || /^ADMIN/.test(user);
}

function isServer(server: string, whole: string): boolean {
  if (HARMLESS_SERVER.test(server) || isExample(server)) return false;
  if (isIP(server) !== 0) return isTelling(server);
  return server.length > 2 || whole.includes('\\', whole.indexOf(server));
}

/** What the networks of Windows are made of: shares, accounts; and the addresses of network cards. */
export function* findWindowsNames(text: string): Iterable<Found> {
  for (const { 0: whole, index, groups } of text.matchAll(UNC)) {
    const share = whole.replace(TRAILING, '');
    if (isServer(groups?.['server'] ?? '', share)) yield { kind: 'host', start: index, end: index + share.length };
  }
  for (const { 0: whole, index, groups } of text.matchAll(ACCOUNT)) {
    const account = whole.replace(TRAILING, '');
    const { domain = '', user = '' } = groups ?? {};
    if (isAccount(domain, user.replace(TRAILING, ''))) {
      yield { kind: 'host', start: index, end: index + account.length };
    }
  }
  for (const { 0: mac, index } of text.matchAll(MAC)) {
    if (/[1-9a-e]/i.test(mac)) yield { kind: 'host', start: index, end: index + mac.length };
  }
}
