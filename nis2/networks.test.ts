import fc from 'fast-check';
import { expect, it } from 'vitest';
import { enclosing, parseNetwork, type Network } from './networks.ts';

it.each([
  ['198.18.0.0/15', '198.18.0.0/15', ['reserved']],
  ['51.15.0.0/16', '51.15.0.0/16', []],
  ['10.0.0.5/8', '10.0.0.0/8', ['host-bits', 'private']],
  ['172.31.4.0/24', '172.31.4.0/24', ['private']],
  ['172.32.4.0/24', '172.32.4.0/24', []],
  ['100.64.0.0/10', '100.64.0.0/10', ['private']],
  ['169.254.1.0/24', '169.254.1.0/24', ['reserved']],
  ['127.0.0.1', '127.0.0.1/32', ['single', 'reserved']],
  ['224.0.0.0/4', '224.0.0.0/4', ['reserved', 'wide']],
  ['192.0.2.0/24', '192.0.2.0/24', ['reserved']],
  ['51.15.3.4', '51.15.3.4/32', ['single']],
  ['0.0.0.0/0', '0.0.0.0/0', ['reserved', 'wide']],
  ['2a01:e00::/26', '2a01:e00::/26', []],
  ['2A01:0E00:0:0::/26', '2a01:e00::/26', ['form']],
  ['2a01:e00::1/26', '2a01:e00::/26', ['host-bits']],
  ['fd12:3456::/32', 'fd12:3456::/32', ['private']],
  ['2001:db8::/32', '2001:db8::/32', ['reserved']],
  ['fe80::/10', 'fe80::/10', ['reserved', 'wide']],
  ['00::1', '::1/128', ['single', 'reserved']],
  ['::1', '::1/128', ['single', 'reserved']],
  ['::ffff:51.15.3.4', '::ffff:330f:304/128', ['single', 'reserved']],
  [' 51.15.0.0/16 ', '51.15.0.0/16', []],
])('%s is %s, with what must be looked at: %j', (text, canonical, warnings) => {
  expect(parseNetwork(text)).toMatchObject({ canonical, warnings });
});

it.each([
  '',
  '51.15',
  '51.15.3.256',
  '051.15.3.4',
  '51.15.3.04',
  '::051.15.3.4',
  '0x33.15.3.4',
  '861864708',
  '51.15.0.0/33',
  '51.15.0.0/-1',
  '51.15.0.0/08',
  '51.15.0.0/16/8',
  '51.15.0.0/',
  '2a01:e00::/129',
  '2a01::e00::/32',
  'fe80::1%eth0',
  'exemple.fr',
  '٥١.١٥.٣.٤',
])('%j is no range', (text) => {
  expect(parseNetwork(text)).toEqual({ flaw: 'form' });
});

it.each(['51.15.3.4-51.15.3.20', '51.15.3.4 – 51.15.3.20', '2a01:e00::-2a01:e00::ff'])(
  'a range with a dash is told apart, so that one can be told how to write it: %s',
  (text) => {
    expect(parseNetwork(text)).toEqual({ flaw: 'dashed' });
  },
);

const v4 = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([ip, prefix]) => `${ip}/${prefix}`);
const v6 = fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })).map(([ip, prefix]) => `${ip}/${prefix}`);
const network = (text: string) => parseNetwork(text) as Network;

/** First and last address of a network, as numbers: another way to say what it holds. */
function bounds({ address, prefix }: Network): [bigint, bigint] {
  const bytes = address.toByteArray();
  const first = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return [first, first + (1n << BigInt(bytes.length * 8 - prefix)) - 1n];
}

it('its canonical form is the same network, and has nothing left to mend', () => {
  fc.assert(
    fc.property(fc.oneof(v4, v6), (text) => {
      const again = network(network(text).canonical);
      expect(again.canonical).toBe(network(text).canonical);
      expect(again.warnings.filter((code) => ['host-bits', 'form', 'single'].includes(code))).toEqual([]);
    }),
  );
});

it('one network is found to lie in another exactly when its addresses do', () => {
  const pairs = fc.oneof(
    fc.tuple(v4, v4),
    fc.tuple(v6, v6),
    // Two prefixes of one address: most often one in the other.
    fc.tuple(fc.ipV4(), fc.nat(32), fc.nat(32)).map(([ip, a, b]) => [`${ip}/${a}`, `${ip}/${b}`] as const),
  );
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      const [one, other] = [network(a), network(b)];
      const [[first, last], [start, end]] = [bounds(one), bounds(other)];
      const isWithin = start <= first && last <= end && one.prefix !== other.prefix;
      expect(enclosing(one, new Map([[other.canonical, other.prefix]])) !== null).toBe(isWithin);
    }),
  );
});
