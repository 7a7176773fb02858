import type { Locale } from '@palier/model';
import { publicUrl } from '../environment.ts';

interface Link {
  label: string;
  url: string;
}

/** What a mail says, once: its text and its HTML are made of it. */
export interface Letter {
  locale: Locale;
  subject: string;
  paragraphs: readonly string[];
  /** Pages to read, each with what is there. */
  items?: readonly (Link & { note: string })[];
  /** The one thing to do; a page that asks, never something that happens by itself. */
  link?: Link;
  /** Something to copy: a code. */
  code?: { label: string; value: string };
  /** Below the line: why one gets it. */
  footer: readonly string[];
  /** Below that: pages where it can be changed. */
  ways?: readonly Link[];
}

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The text and the HTML of a letter: the same words in the same order. The HTML loads nothing. */
export function lettered(letter: Letter): { text: string; html: string } {
  const { locale, subject, paragraphs, items = [], link, code, footer, ways = [] } = letter;
  const colon = locale === 'fr' ? '\u00a0:' : ':';
  const labelled = ({ label, url }: Link) => `${label}${colon}\n${url}`;
  const text = [
    ...paragraphs,
    ...items.map(({ label, note, url }) => `- ${label}\n  ${note}\n  ${url}`),
    ...(link ? [labelled(link)] : []),
    ...(code ? [`${code.label}\n${code.value}`] : []),
    `-- \nPalier\n${publicUrl()}/\n${[...footer, ...ways.map(labelled)].join('\n')}`,
  ].join('\n\n');
  const anchor = ({ label, url }: Link) => `<a href="${escape(url)}" style="color:#0b4f43">${escape(label)}</a>`;
  const html = [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escape(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;background:#fbfaf6;color:#12211c;font:17px/1.5 sans-serif">',
    '<div style="max-width:36em;margin:0 auto">',
    `<h1 style="font-size:22px;line-height:1.3">${escape(subject)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${escape(paragraph)}</p>`),
    items.length > 0
      ? `<ul style="padding-left:1.2em">${items.map((item) => `<li style="margin-bottom:12px">${anchor(item)}<br>${escape(item.note)}</li>`).join('')}</ul>`
      : '',
    link
      ? `<p><a href="${escape(link.url)}" style="display:inline-block;padding:12px 20px;background:#0b4f43;color:#ffffff;font-weight:bold">${escape(link.label)}</a></p><p style="font-size:14px;word-break:break-all">${escape(link.url)}</p>`
      : '',
    code
      ? `<p>${escape(code.label)}</p><p style="font-size:28px;letter-spacing:4px;font-family:monospace">${escape(code.value)}</p>`
      : '',
    `<hr style="border:0;border-top:1px solid #c9cfc9"><p style="font-size:14px;color:#47554f">Palier · ${anchor({ label: `${publicUrl()}/`, url: `${publicUrl()}/` })}<br>${[...footer.map(escape), ...ways.map(anchor)].join('<br>')}</p>`,
    '</div></body></html>\n',
  ].join('');
  return { text: `${text}\n`, html };
}
