/** Letters and signs of French and English texts: what the fonts of the site hold. Anything else falls back to a system font. */
export const CHARACTERS =
  Array.from({ length: 95 }, (_, index) => String.fromCodePoint(0x20 + index)).join('') +
  'ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿÁÍÓÚÑÄÖßáíóúñäö' +
  '\u00a0\u202f\u2011’‘‚“”„«»–—…•·°²³½€£§©®×÷±≤≥≠→←↑↓✓№†';
