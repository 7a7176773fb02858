import type { Found } from './exposure.ts';

// Ten digits by pairs, with one sign all through, which dates and amounts do not have; overseas also by 4, 2, 2, 2.
// 08 is left out: service numbers, which are anyone's to cite.
const NATIONAL =
  /(?<![\p{L}\p{N}]_?|[\d)][.-])(?:0[1-79](?<sign>[ .-]?)\d{2}(?:\k<sign>\d{2}){3}|0[1-79]\d{2}(?<other>[ .-])\d{2}\k<other>\d{2}\k<other>\d{2})(?!_?[\p{L}\p{N}]|[.-]\d)/gu;
const INTERNATIONAL =
  /(?<![\p{L}\p{N}]_?|\+)(?:\(\+[1-9]\d{0,2}\)|(?:\+ ?|00[ .-]?(?=[34]))[1-9]\d{0,2})[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d(?:[ .-]?\d){5,12}(?!_?[\p{L}\p{N}]|[.-]\d)/gu;
/** After an amount: `+120 000 000 €`. */
const UNIT = /^[\s)]{0,2}(?:[km]?€|%|[km]?eur\b|euros?|millions?|milliards?|habitants|hab\b|dollars|\$)/iu;
/** Before a number that is of a file: a phone number is not told by "facture n°". */
const FILE_NUMBER =
  /(?:factures?|commandes?|dossiers?|tickets?|incidents?|contrats?|marchés?|clients?|séries?|série|siren|siret|référence|réf\.?|invoice|order|case)[ \t]{0,2}(?:n[°o]\.?|numéro|number|#|:|=|de){0,2}[ \t]{0,2}(?:n[°o]\.?|:)?[ \t]{0,2}$/iu;
/** Kept by Arcep for works of fiction: nobody answers. */
const FICTION = /^(?:0|\+33)(?:19900|26191|35301|46571|53649|63998)/;
const MIN_DIGITS = 9;
const MAX_DIGITS = 15;

/** True where a longer number goes on: an identifier by groups, not two phone numbers side by side. */
function goesOn(text: string, start: number, end: number, isAfterPhone: boolean): boolean {
  if (!isAfterPhone && /\d $/.test(text.slice(Math.max(0, start - 2), start))) return true;
  return /^ \d/.test(text.slice(end, end + 2)) && !/^ (?:0[1-9]|[1-9]\d?(?!\d| ?\d))/.test(text.slice(end, end + 5));
}

/** French and international phone numbers. */
export function* findPhones(text: string): Iterable<Found> {
  let last = -1;
  for (const { 0: whole, index } of text.matchAll(NATIONAL)) {
    const end = index + whole.length;
    if (goesOn(text, index, end, last === index - 1)) continue;
    last = end;
    if (FICTION.test(whole.replace(/\D/g, ''))) continue;
    if (FILE_NUMBER.test(text.slice(Math.max(0, index - 40), index)) || UNIT.test(text.slice(end, end + 12))) continue;
    yield { kind: 'phone', start: index, end };
  }
  for (const { 0: whole, index } of text.matchAll(INTERNATIONAL)) {
    const end = index + whole.length;
    const digits = whole.replace(/\(0\)|\D/g, '').replace(/^00/, '');
    if (digits.length < MIN_DIGITS || digits.length > MAX_DIGITS || FICTION.test(`+${digits}`)) continue;
    if (!UNIT.test(text.slice(end, end + 12))) yield { kind: 'phone', start: index, end };
  }
}
