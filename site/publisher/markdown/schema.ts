import type { Schema } from 'hast-util-sanitize';

/** Element that stands for a link to a knowledge-base note until `resolveNotes` gives it its meaning. */
export const NOTE_ELEMENT = 'palier-note';

const id: [string, RegExp] = ['id', /^[a-z0-9][a-z0-9-]{0,200}$/];
/** Class of a block of code whose language is given. */
export const LANGUAGE_CLASS = /^language-[\w+#.-]{1,40}$/;

const count: RegExp = /^\d{1,4}$/;

/** HTML elements that a body may hold; no other reaches a page. */
export const ALLOWED_ELEMENTS: readonly string[] = [
  ...['a', 'abbr', 'b', 'bdi', 'bdo', 'br', 'cite', 'code', 'del', 'dfn', 'em', 'i', 'img', 'ins', 'kbd', 'mark', 'q'],
  ...['s', 'samp', 'small', 'span', 'strong', 'sub', 'sup', 'time', 'u', 'var', 'wbr'],
  ...[
    'blockquote',
    'details',
    'div',
    'dd',
    'dl',
    'dt',
    'figcaption',
    'figure',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
  ],
  ...['li', 'ol', 'p', 'pre', 'section', 'summary', 'ul'],
  ...['caption', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr'],
];

/**
 * The one list of what a user's text may become (ARCHITECTURE.md, invariant 7). It is applied once, last.
 * Ids are not prefixed here: those that a user wrote already are (`rawHtml.ts`), and a deep link to a heading
 * keeps a clean one.
 */
export const schema: Schema = {
  tagNames: [...ALLOWED_ELEMENTS, NOTE_ELEMENT],
  attributes: {
    '*': [id, ['lang', /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i], ['dir', 'ltr', 'rtl', 'auto']],
    a: [
      'href',
      'title',
      ['rel', 'noopener', 'noreferrer', 'nofollow', 'ugc'],
      ['className', 'footnote-ref', 'footnote-backref'],
      'ariaLabel',
    ],
    abbr: ['title'],
    code: [['className', LANGUAGE_CLASS]],
    details: ['open'],
    img: [['src', /^\/uploads\/[\w.-]+$/], 'alt', ['loading', 'lazy'], ['width', count], ['height', count]],
    li: [['value', /^-?\d{1,9}$/]],
    ol: [['start', /^-?\d{1,9}$/], 'reversed'],
    [NOTE_ELEMENT]: [['dataNote', /^\d{14}$/]],
    section: [['className', 'footnotes'], 'ariaLabel'],
    td: [
      ['className', 'align-left', 'align-center', 'align-right'],
      ['colSpan', count],
      ['rowSpan', count],
    ],
    th: [
      ['className', 'align-left', 'align-center', 'align-right'],
      ['colSpan', count],
      ['rowSpan', count],
      ['scope', 'col', 'row', 'colgroup', 'rowgroup'],
    ],
    time: [['dateTime', /^[\d:TZ+. -]{4,40}$/]],
  },
  protocols: { href: ['http', 'https'] },
  ancestors: {
    caption: ['table'],
    tbody: ['table'],
    td: ['table'],
    tfoot: ['table'],
    th: ['table'],
    thead: ['table'],
    tr: ['table'],
  },
  required: {},
  clobber: [],
  clobberPrefix: '',
  strip: ['script', 'style', 'template', 'svg', 'math', 'object', 'iframe', 'title'],
  allowComments: false,
  allowDoctypes: false,
};
