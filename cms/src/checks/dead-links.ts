import type { Locale } from '@palier/model';
import { publicUrl } from '../environment.ts';
import type { Transaction } from '../database/transaction.ts';
import { CONTENT_TYPES, type EditedType } from '../content/types.ts';
import type { Content } from '../published/project.ts';
import { hubLink, hubLinksIn, type HubLink } from './hub-links.ts';

/** Fields whose text is Markdown. */
const MARKDOWN = ['body', 'definition'];

/** Slugs asked for at once: databases bound the values of a query. */
const AT_ONCE = 500;

/** A link that leads to no page. */
export interface DeadLink {
  field: string;
  address: string;
}

/**
 * Links of a document to documents of the hub that readers would not find, in the order of the text. An address that a
 * document had before redirects: it leads somewhere.
 */
export async function deadLinksOf(trx: Transaction, type: EditedType, content: Content): Promise<DeadLink[]> {
  const links = linksIn(type, content);
  const alive = await aliveAmong(
    trx,
    links.map(({ link }) => link),
  );
  return links
    .filter(({ link }) => !alive.has(link.address))
    .map(({ field, link }) => ({ field, address: link.address }));
}

function linksIn(type: EditedType, content: Content): { field: string; link: HubLink }[] {
  const root = publicUrl();
  const inTexts = MARKDOWN.filter((field) => typeof content[field] === 'string').flatMap((field) =>
    hubLinksIn(content[field] as string, root).map((link) => ({ field, link })),
  );
  const inTargets = Object.keys(CONTENT_TYPES[type].components).flatMap((component) =>
    (content[component] as { target?: string | null }[]).flatMap(({ target }, index) => {
      const link = target ? hubLink(target, root) : null;
      return link ? [{ field: `${component}.${index}.target`, link }] : [];
    }),
  );
  return [...inTexts, ...inTargets];
}

/** Addresses at which a document is published, or from which one has moved. */
async function aliveAmong(trx: Transaction, links: readonly HubLink[]): Promise<Set<string>> {
  const alive = new Set<string>();
  const sections = Map.groupBy(links, ({ type, locale }) => `${type} ${locale}`);
  for (const [section, ofSection] of sections) {
    const [type, locale] = section.split(' ') as [EditedType, Locale];
    const slugs = [...new Set(ofSection.map(({ slug }) => slug))];
    for (let first = 0; first < slugs.length; first += AT_ONCE) {
      const found = (await trx('palier_addresses as a')
        .join('palier_publications as p', (on) => {
          void on.on('p.type', 'a.type').andOn('p.locale', 'a.locale').andOn('p.document_id', 'a.document_id');
        })
        .where({ 'a.type': type, 'a.locale': locale })
        .whereIn('a.slug', slugs.slice(first, first + AT_ONCE))
        .whereNotNull('p.slug')
        .pluck('a.slug')) as string[];
      for (const { slug, address } of ofSection) if (found.includes(slug)) alive.add(address);
    }
  }
  return alive;
}
