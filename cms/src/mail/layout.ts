import type { Locale } from '@palier/model';
import { publicUrl } from '../environment.ts';

/** What a mail says, once: its text and its HTML are made of it. */
export interface Letter {
  locale: Locale;
  subject: string;
  paragraphs: readonly string[];
  /** The one thing to do; a page that asks, never something that happens by itself. */
  link?: { label: string; url: string };
  /** Something to copy: a code. */
  code?: { label: string; value: string };
  /** Below the line: why one gets it. */
  footer: readonly string[];
}

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The text and the HTML of a letter: the same words in the same order. The HTML loads nothing. */
export function lettered({ locale, subject, paragraphs, link, code, footer }: Letter): { text: string; html: string } {
  const text = [
    ...paragraphs,
    ...(link ? [`${link.label} :\n${link.url}`.replace(' :', locale === 'fr' ? '\u00a0:' : ':')] : []),
    ...(code ? [`${code.label}\n${code.value}`] : []),
    `-- \nPalier\n${publicUrl()}/\n${footer.join('\n')}`,
  ].join('\n\n');
  const html = [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escape(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;background:#fbfaf6;color:#12211c;font:17px/1.5 sans-serif">',
    '<div style="max-width:36em;margin:0 auto">',
    `<h1 style="font-size:22px;line-height:1.3">${escape(subject)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${escape(paragraph)}</p>`),
    link
      ? `<p><a href="${escape(link.url)}" style="display:inline-block;padding:12px 20px;background:#0b4f43;color:#ffffff;font-weight:bold">${escape(link.label)}</a></p><p style="font-size:14px;word-break:break-all">${escape(link.url)}</p>`
      : '',
    code
      ? `<p>${escape(code.label)}</p><p style="font-size:28px;letter-spacing:4px;font-family:monospace">${escape(code.value)}</p>`
      : '',
    `<hr style="border:0;border-top:1px solid #c9cfc9"><p style="font-size:14px;color:#47554f">Palier · <a href="${escape(publicUrl())}/" style="color:#0b4f43">${escape(publicUrl())}/</a><br>${footer.map(escape).join('<br>')}</p>`,
    '</div></body></html>\n',
  ].join('');
  return { text: `${text}\n`, html };
}
