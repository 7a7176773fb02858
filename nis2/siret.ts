/** Numbers under which the French register (Sirene) knows legal units and their establishments. */

/** SIREN of La Poste, whose establishments have numbers by a rule of their own. */
const LA_POSTE = '356000000';

/**
 * True for a SIREN: nine digits, the last of which makes the sum of Luhn a multiple of ten.
 * @param text digits; spaces between them are as people write them. Anything else gives false.
 * Source: Code de commerce, art. R. 123-220; key of ISO/IEC 7812-1, annex B.
 */
export function isSiren(text: string): boolean {
  const digits = withoutSpaces(text);
  return /^\d{9}$/.test(digits) && luhn(digits) % 10 === 0 && Number(digits) > 0;
}

/**
 * True for a SIRET: the SIREN of the legal unit, then five digits of the establishment, the last of which makes the sum of Luhn
 * a multiple of ten. La Poste has more establishments than that key allows: of theirs, the plain sum of the fourteen digits is a
 * multiple of five (its head office keeps the key).
 * @param text digits; spaces between them are as people write them. Anything else gives false.
 * Source: Code de commerce, art. R. 123-221; INSEE, rule of La Poste.
 */
export function isSiret(text: string): boolean {
  const digits = withoutSpaces(text);
  if (!/^\d{14}$/.test(digits) || !isSiren(digits.slice(0, 9))) return false;
  return luhn(digits) % 10 === 0 || (digits.startsWith(LA_POSTE) && sum(digits) % 5 === 0);
}

/** The digits of a number as people write it, with spaces, points or dashes between; null for what is not `length` digits. */
export function digitsOf(text: string, length: 9 | 14): string | null {
  const digits = withoutSpaces(text).replace(/[.-]/g, '');
  return digits.length === length && /^\d+$/.test(digits) ? digits : null;
}

/** The number without the spaces, no-break ones included, that people and spreadsheets put between its digits. */
export function withoutSpaces(text: string): string {
  return text.replace(/\s/g, '');
}

const sum = (digits: string): number => [...digits].reduce((total, digit) => total + Number(digit), 0);

/** The sum of the digits, every second one from the right doubled, and 9 taken off what is then over 9. */
function luhn(digits: string): number {
  return [...digits].reduceRight((total, digit, at) => {
    const doubled = (digits.length - at) % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
}
