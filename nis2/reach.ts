/** How an entity is reached: e-mail addresses and telephone numbers. */

/** An address that mail servers take: one sign @, a domain of two labels at least, no quoted parts (RFC 5321, lengths). */
export function isEmail(text: string): boolean {
  const [local = '', domain = '', ...rest] = text.split('@');
  return (
    rest.length === 0 &&
    text.length <= 254 &&
    local.length <= 64 &&
    /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local) &&
    /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+(?=.*\p{L})[\p{L}\p{N}-]{2,63}$/u.test(domain)
  );
}

/** Country codes of the French territories whose national numbers begin so: their `0` is left out as in France. */
const OVERSEAS: readonly [RegExp, string][] = [
  [/^0(?:262|263|269|639|69[23])/, '262'],
  [/^0(?:590|69[01])/, '590'],
  [/^0(?:594|694)/, '594'],
  [/^0(?:596|69[67])/, '596'],
];

/**
 * A telephone number as E.164 writes it (`+33123456789`); null for what is none. A number of ten digits that begins with 0 is
 * French. Short numbers, which no other country can call, are none.
 */
export function phoneOf(text: string): string | null {
  const plain = text.replace(/\(0\)/g, '').replace(/[\s.\u00a0\u202f()/-]/g, '');
  const number = plain.replace(/^00/, '+');
  if (/^0[1-9]\d{8}$/.test(number)) {
    const code = OVERSEAS.find(([start]) => start.test(number))?.[1] ?? '33';
    return `+${code}${number.slice(1)}`;
  }
  if (!/^\+[1-9]\d{6,14}$/.test(number)) return null;
  // A French number has nine digits after its code, whose first is no 0.
  return number.startsWith('+33') && !/^\+33[1-9]\d{8}$/.test(number) ? null : number;
}
