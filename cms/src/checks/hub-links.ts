import { parseDocumentAddress, type Section } from '@palier/model';

/** A link of a text to a document of the hub. */
export interface HubLink extends Section {
  /** From the root of the site: `/ressources/mon-guide/`. */
  address: string;
  slug: string;
}

// What stands before an address in Markdown and in HTML: `](…`, `]: …`, `<…>`, `href="…`. Every repetition is bounded, so
// that a hostile text of 1 MB costs linear time.
const LINK = /(?:\][(:][ \t]{0,9}<?|href[ \t]{0,9}=[ \t]{0,9}["']?|<)((?:https?:\/)?\/[^\s<>()"']{1,500})/gi;

/**
 * The documents of the hub to which a Markdown text links, one entry an address, whether or not they exist. Pages that
 * are no documents (lists, search, tools) are not among them.
 */
export function hubLinksIn(text: string, publicUrl: string): HubLink[] {
  const found = new Map<string, HubLink>();
  for (const [, written] of text.matchAll(LINK)) {
    const link = hubLink(written as string, publicUrl);
    if (link) found.set(link.address, link);
  }
  return [...found.values()];
}

/** The document of the hub that an address names, absolute or from the root of the site; null for any other. */
export function hubLink(written: string, publicUrl: string): HubLink | null {
  const url = URL.parse(written.trim(), publicUrl);
  if (!url || url.origin !== new URL(publicUrl).origin) return null;
  // A missing last slash is forgiven, as the front server does.
  const address = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
  const document = parseDocumentAddress(address);
  return document && { ...document, address };
}
