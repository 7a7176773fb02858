import { BlockList, isIP } from 'node:net';
import type { Found } from './exposure.ts';
import known from './known-names.json';

/** Addresses that say nothing of anyone: this host, everyone, masks, documentation (RFC 5737, 3849, 9637), multicast. */
const HARMLESS_V4: readonly [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.2.0', 24],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
const HARMLESS_V6: readonly [network: string, prefix: number][] = [
  ['::', 127],
  ['2001:db8::', 32],
  ['3fff::', 20],
  ['ff00::', 8],
];

/** The blocks that are everyone's inside (RFC 1918, 6598, 4193), written whole or by their ends. */
const WHOLE_BLOCKS: ReadonlySet<string> = new Set([
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
  'fd00::/8',
  'fe80::/10',
  '2000::/3',
  '10.0.0.0',
  '10.255.255.255',
  '172.16.0.0',
  '172.31.255.255',
  '192.168.0.0',
  '192.168.255.255',
]);

const harmless = new BlockList();
for (const [network, prefix] of HARMLESS_V4) harmless.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of HARMLESS_V6) harmless.addSubnet(network, prefix, 'ipv6');
for (const server of known['public name servers']) harmless.addAddress(server, isIP(server) === 6 ? 'ipv6' : 'ipv4');

const V4 =
  /(?<![\p{L}\p{N}][._]|\p{N}|\bv)(?<address>(?:\d{1,3}\.){3}\d{1,3})(?<prefix>\/\d{1,2}(?!\d))?(?::\d{1,5}(?!\d)|-\d{1,3}(?!\.?\d))?(?!\.?\d)/giu;
const V6 =
  /(?<![\p{L}\p{N}:.]|[\p{L}\p{N}]_)(?<address>[\da-f]{0,4}(?::[\da-f]{0,4}){2,8}(?:(?:\.\d{1,3}){3})?)(?:%[\p{L}\p{N}]{1,15})?(?<prefix>\/\d{1,3}(?!\d))?(?![\p{L}\p{N}:]|_[\p{L}\p{N}]|\.\d)/giu;

/** How the addresses that are given to networks begin; `a::b` and `12::30` are names in a program and times too. */
const ASSIGNED = /^(?:[\da-f]{4}:|::ffff:)/i;

/** Words after which four numbers are a version or a place in a document, at the end of what stands before them. */
const NUMBERED =
  /(?<![\p{L}\p{N}])(?:versions?|vers\.|v|ver\.?|release|build|firmware|micrologiciel|patch|correctif|noyau|kernel|pilote|driver|art\.?|articles?|§{1,2}|sections?|chap(?:itre|ter)?\.?|annexe|annex|paragraphe|paragraph|alinéa|points?|clause|contrôle|control|exigences?|requirement|mesures?|recommandations?|objectifs?|étape|règle|iso(?:[ /-]?iec)?[ -]?\d{4,5}|fortios|fortigate os|pan-os|dsm|glpi|java|jre|jdk|openssl|chrome|edge|firefox|acrobat|office|exchange|esxi|vcenter|zabbix|veeam|stormshield|sns|asa|ios)[ \t:=n°*_`~(]{0,4}(?:[ivx]{1,4}[ \t,.]{1,3})?(?:\d[\d.]{0,14}[ \t]{0,2}(?:,|;|\/|-|–|et|ou|à|and|or|to|puis|vers)[ \t]{0,2}){0,3}$/iu;
/** How far back such a word is looked for. */
const NUMBERED_REACH = 90;
/** A title: four small numbers, none of them zero, at the beginning of a line. */
const TITLE = /(?:^|\n)[ \t]{0,3}(?:#{1,6}[ \t]{1,3})?[*_]{0,3}$/;

function isTitle(before: string, address: string): boolean {
  const numbers = address.split('.').map(Number);
  const isSmall = numbers.every((number) => number >= 1 && number <= 30) && (numbers[0] ?? 0) <= 9;
  return isSmall && TITLE.test(before);
}

/** The address as the network writes it: some inventories pad it with zeros, `192.168.001.010`. */
function unpadded(address: string): string {
  return /^\d{3}(?:\.\d{3}){3}$/.test(address) ? address.split('.').map(Number).join('.') : address;
}

/** True for an address that says where something of someone's stands. */
export function isTelling(address: string, prefix = ''): boolean {
  const plain = unpadded(address.toLowerCase());
  const version = isIP(plain);
  if (version === 0 || WHOLE_BLOCKS.has(plain + prefix)) return false;
  return !harmless.check(plain, version === 6 ? 'ipv6' : 'ipv4');
}

/** IP addresses, with their mask or their port. Private ones too: they say how an organisation numbers its machines. */
export function* findAddresses(text: string): Iterable<Found> {
  for (const { 0: whole, index, groups } of text.matchAll(V4)) {
    const { address = '', prefix } = groups ?? {};
    const before = text.slice(Math.max(0, index - NUMBERED_REACH), index);
    if (!isTelling(address, prefix) || NUMBERED.test(before) || isTitle(before, address)) continue;
    yield { kind: 'ip', start: index, end: index + whole.length };
  }
  for (const { 0: whole, index, groups } of text.matchAll(V6)) {
    const { address = '', prefix } = groups ?? {};
    if (!ASSIGNED.test(address) || !isTelling(address, prefix)) continue;
    const port = /^\]:\d{1,5}/.exec(text.slice(index + whole.length, index + whole.length + 7));
    const isInBrackets = port !== null && text[index - 1] === '[';
    const end = index + whole.length + (isInBrackets ? port[0].length : 0);
    yield { kind: 'ip', start: isInBrackets ? index - 1 : index, end };
  }
}
