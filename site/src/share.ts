import type { ShareImage } from '../publisher/share-image.ts';
import type { Card } from '../publisher/views.ts';
import type { Dictionary } from './i18n/index.ts';

/** What the image beside a shared link says of a document. */
export function shareImageOf(
  card: Pick<Card, 'locale' | 'title' | 'type' | 'maturity' | 'kind'>,
  t: Dictionary,
): ShareImage {
  const { locale, title, maturity, kind, type } = card;
  const label = maturity && kind ? `${t.levels[maturity]} · ${t.kinds[kind]}` : t.types[type];
  return { locale, title, level: maturity, label };
}

/** What it says of every other page: the name of the site. */
export function siteImage(locale: Card['locale'], t: Dictionary): ShareImage {
  return { locale, title: t.home.title, level: null, label: t.site.description };
}
