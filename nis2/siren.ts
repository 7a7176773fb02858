/** SIREN (9 digits) and SIRET (14: a SIREN and 5 of the establishment), numbers of the French register of enterprises. */

/** La Poste. Its establishments are too many for Luhn's formula: the sum of their digits is a multiple of 5. */
const LA_POSTE = '356000000';

/** The digits of a number as people write it, with spaces or points between; null for what is not `length` digits. */
export function digitsOf(text: string, length: 9 | 14): string | null {
  const digits = text.replace(/[\s.\u00a0\u202f-]/g, '');
  return digits.length === length && /^[0-9]+$/.test(digits) ? digits : null;
}

/** True when the key of a SIREN is right. @param siren 9 digits */
export function isSiren(siren: string): boolean {
  return luhn(siren);
}

/** True when the key of a SIRET is right. @param siret 14 digits */
export function isSiret(siret: string): boolean {
  if (!siret.startsWith(LA_POSTE) || luhn(siret)) return luhn(siret) && luhn(siret.slice(0, 9));
  return [...siret].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0;
}

/** Luhn's formula: every second digit from the right doubled, the digits summed, a multiple of 10. */
function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
