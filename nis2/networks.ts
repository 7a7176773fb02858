import ipaddr from 'ipaddr.js';

/** Ranges of IP addresses in CIDR, of both versions. */

export type NetworkWarning =
  /** An address of its own: its prefix is said in the proposal. */
  | 'single'
  /** Bits after the prefix: the proposal is the network in which the address lies. */
  | 'host-bits'
  /** Written otherwise than RFC 5952 writes it. */
  | 'form'
  /** Not reached from the Internet: RFC 1918, 6598 or 4193. */
  | 'private'
  /** Kept by IANA for something else: this host, links, documentation, multicast… */
  | 'reserved'
  /** Larger than what an entity is given: a slip of the keyboard, most likely. */
  | 'wide';

export interface Network {
  /** As it should be written: `10.0.0.0/8`, `2001:db8::/32`. */
  canonical: string;
  warnings: NetworkWarning[];
  address: ipaddr.IPv4 | ipaddr.IPv6;
  prefix: number;
}

/** Two addresses with a dash: people write ranges so, registers do not. */
const DASHED = /^[0-9a-f.:]+\s*[-–]\s*[0-9a-f.:]+$/i;
/** Four decimal numbers, or hexadecimal groups; what programs also take (octal, `127.1`) means something else to others. */
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)$/i;
/** A decimal number with a zero in front, which programs read as octal. */
const OCTAL = /(?:^|:)0\d+\.|\.0\d/;
const PRIVATE = new Set(['private', 'uniqueLocal', 'carrierGradeNat']);
const WIDEST = { ipv4: 8, ipv6: 16 } as const;

/** The network that a text says, or why it says none. */
export function parseNetwork(text: string): Network | { flaw: 'form' | 'dashed' } {
  const written = text.trim();
  if (DASHED.test(written)) return { flaw: 'dashed' };
  const [head = '', tail, ...rest] = written.split('/');
  if (rest.length > 0 || !ADDRESS.test(head) || OCTAL.test(head)) return { flaw: 'form' };
  if (!ipaddr.isValid(head)) return { flaw: 'form' };
  const given = ipaddr.parse(head);
  const bits = given.kind() === 'ipv4' ? 32 : 128;
  if (tail !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(tail)) return { flaw: 'form' };
  const prefix = tail === undefined ? bits : Number(tail);
  if (prefix > bits) return { flaw: 'form' };

  const address = networkOf(given, prefix);
  const canonical = `${address.toString()}/${prefix}`;
  const warnings: NetworkWarning[] = [];
  if (tail === undefined) warnings.push('single');
  else if (address.toString() !== given.toString()) warnings.push('host-bits');
  else if (canonical !== written) warnings.push('form');
  const range = address.range();
  if (PRIVATE.has(range)) warnings.push('private');
  else if (range !== 'unicast') warnings.push('reserved');
  if (prefix < WIDEST[given.kind()]) warnings.push('wide');
  return { canonical, warnings, address, prefix };
}

/**
 * The network of a list that a network lies in, as it is written; null when there is none. Two networks overlap only so: one
 * holds the other. @param all prefixes of the networks of the list, by their canonical form
 */
export function enclosing({ address, prefix }: Network, all: ReadonlyMap<string, number>): string | null {
  // At most 128 lengths, however many networks.
  for (const shorter of new Set(all.values())) {
    if (shorter >= prefix) continue;
    const wider = `${networkOf(address, shorter).toString()}/${shorter}`;
    if (all.has(wider)) return wider;
  }
  return null;
}

function networkOf(address: ipaddr.IPv4 | ipaddr.IPv6, prefix: number): ipaddr.IPv4 | ipaddr.IPv6 {
  const bytes = address.toByteArray();
  return ipaddr.fromByteArray(
    bytes.map((byte, n) => {
      const kept = Math.min(Math.max(prefix - n * 8, 0), 8);
      return byte & (0xff00 >> kept);
    }),
  );
}
