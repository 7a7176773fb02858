import { TEXT_MAX, type SearchDocument } from '../document.ts';
import { MATCH_END, MATCH_START } from '../marks.ts';
import { searchable, type SearchableFields } from './corpus.ts';

/** Documents that editors would not write and that the schemas of the model let through, by what is wrong with them. */

const MARKS = `${MATCH_START}${MATCH_END}\u{E002}\u{E003}\u{E004}\u{E005}`;

const sectionsOf = (count: number, text: string) =>
  Array.from({ length: count }, (_, index) => ({ anchor: `s-${index}`, heading: `Partie ${index}`, text }));

const FIELDS: Record<string, SearchableFields> = {
  'nothing but a title': { title: 'Seul' },
  'a text of symbols': { text: '— …' },
  'symbols alone': { title: '?', summary: '—', text: '!' },
  'underlines alone': { title: '_', summary: '__', text: '‿' },
  'nothing that is seen': { title: '\u200B\u00AD', summary: '\uFEFF', text: '\u2060' },
  'vowel signs without a letter': { title: 'ा', text: 'ि' },
  'an image': { title: '🔐', text: '🗝️' },
  'the longest text there is': { text: 'mot de passe '.repeat(TEXT_MAX) },
  'one word without end': { text: 'a'.repeat(TEXT_MAX * 3) },
  'sections without a text': { sections: sectionsOf(100, '') },
  'more sections than may be': { sections: sectionsOf(2000, 'mot') },
  'characters that are marks elsewhere': { title: MARKS, summary: MARKS, text: MARKS },
  'words and such marks': { title: `${MARKS}x`, summary: `y${MARKS}`, text: `avant ${MARKS} après` },
  'half a character': { title: 'mot \uD83D', text: 'mot \uD83D mot \uDE00' },
  markup: { title: '<script>alert(1)</script>', text: '"><img onerror=x>' },
  'control characters': { title: '\u0000\u0007x', text: 'a\u0000b\u202Ec\n\n' },
  'names that are taken elsewhere': { title: '__proto__ constructor', text: 'toString hasOwnProperty' },
  'the syntax of queries': { title: '"mot" -mot OR mot', text: 'part = 0' },
  'other scripts': { title: '安全', text: 'أمن المعلومات ความปลอดภัย' },
  'forms that fold to more': { title: 'ﬃ ½ ⑴ ǅ İ ẞ', text: '² ₂ № ™ ㎏' },
};

const FIRST = 7000;

export const HOSTILE: readonly SearchDocument[] = Object.values(FIELDS).map((fields, index) =>
  searchable(FIRST + index, fields),
);

/** Two that are as they should be, found by their word whatever stands beside them. */
export const HARMLESS: readonly SearchDocument[] = [
  searchable(FIRST - 1, { title: 'Sycomore' }),
  searchable(FIRST + 999, { text: 'Du sycomore.' }),
];
export const HARMLESS_WORD = 'sycomore';
