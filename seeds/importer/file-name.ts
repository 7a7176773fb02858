import { LOCALES, slugify } from '@palier/model';
import type { Locale } from '@palier/model';

const CONTENT_EXTENSION = /\.(?:md|markdown|txt)$/i;
/** Names that an export gave (number and hash, hash, UUID): they say nothing of the content. */
const OPAQUE = /^(?:\d+[_-][0-9a-f]{8,}|[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Name of the folder that holds a file, lower case, without leading signs (`_startups` is `startups`). */
export function folderOf(path: string): string {
  return slugify(segmentsOf(path).at(-2) ?? '');
}

/** Slug of a file's name without its extension; empty when the name says nothing of the content. */
export function slugOfFileName(path: string): string {
  const name = baseOf(path);
  return OPAQUE.test(name) ? '' : slugify(name);
}

/** Slug and language of a file in the hub's own format: `mfa.en.md` is `mfa` in English. */
export function slugAndLocaleOf(path: string): { slug: string; locale: Locale | null } {
  const name = baseOf(path);
  const locale = LOCALES.find((candidate) => name.toLowerCase().endsWith(`.${candidate}`)) ?? null;
  return { slug: slugify(locale === null ? name : name.slice(0, -locale.length - 1)), locale };
}

function baseOf(path: string): string {
  return (segmentsOf(path).at(-1) ?? '').replace(CONTENT_EXTENSION, '');
}

function segmentsOf(path: string): string[] {
  return path.split(/[\\/]/).filter((segment) => segment !== '');
}
