import { isIP } from 'node:net';
import type { Found, Span } from './exposure.ts';
import { isTelling } from './ip.ts';
import { isMachine } from './machine.ts';
import { isCitable } from './names.ts';

const URL_TEXT = /(?<![\p{L}\p{N}+.-])(?<scheme>[a-z][a-z0-9+.-]{1,20}):\/\/(?<rest>[^\s<>"'`|\uFFFC]{1,2000})/giu;
/** Of those, a name without a dot is a machine: `http://intranet/`. */
const NETWORK_SCHEME =
  /^(?:https?|s?ftps?|ssh|scp|smb|cifs|nfs|afp|ldaps?|rdp|vnc|wss?|telnet|mysql|mariadb|postgres(?:ql)?|mongodb|rediss?|amqps?|imaps?|smtps?|syslog|rsync|rtsp|sqlserver|oracle)$/i;
const TRAILING = /[.,;:!?…*_~'’»]{1,10}$/u;
const HOST = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,252})$/u;

/** What URLs say, and those that may be cited, in which names and numbers are nobody's. */
export interface Urls {
  found: Found[];
  cited: Span[];
}

/** The URL without what closes the sentence or the link that it stands in. */
function trimmed(url: string): string {
  let depth = 0;
  for (let offset = 0; offset < url.length; offset++) {
    const character = url[offset];
    if (character === '(' || character === '[') depth++;
    if ((character === ')' || character === ']') && --depth < 0) return url.slice(0, offset).replace(TRAILING, '');
  }
  return url.replace(TRAILING, '');
}

function hostOf(rest: string): string {
  const authority = /^[^/?#\\]{0,1000}/.exec(rest)?.[0] ?? '';
  const address = authority.slice(authority.lastIndexOf('@') + 1);
  return /^\[(?<v6>[^\]]{2,60})\]/.exec(address)?.groups?.['v6'] ?? address.replace(/:\d{0,5}$/, '').replace(/\.$/, '');
}

/** What a URL tells by its host: `cited` where it tells of that site alone, null where it leads nowhere of anyone's. */
function judged(scheme: string, host: string): Found['kind'] | 'cited' | null {
  if (isIP(host) !== 0) return isTelling(host) ? 'ip' : null;
  if (!HOST.test(host)) return null;
  if (isCitable(host)) return isMachine(host.split('.')[0] ?? '') ? 'host' : 'cited';
  return host.includes('.') || NETWORK_SCHEME.test(scheme) ? 'host' : null;
}

/** URLs. The whole of one tells: its path names the application, its query often who opens it. */
export function findUrls(text: string): Urls {
  const urls: Urls = { found: [], cited: [] };
  for (const { index, groups } of text.matchAll(URL_TEXT)) {
    const { scheme = '', rest = '' } = groups ?? {};
    const url = trimmed(rest);
    const kind = judged(scheme, hostOf(url));
    const [start, address] = [index, index + scheme.length + '://'.length];
    if (kind === 'cited') urls.cited.push({ start, end: address + url.search(/[?#]|$/) });
    else if (kind) urls.found.push({ kind, start, end: address + url.length });
  }
  return urls;
}
