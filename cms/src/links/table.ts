import { type Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { tableOf } from '../content/links.ts';
import { CONTENT_TYPES, EDITED_TYPES, type EditedType } from '../content/types.ts';
import { inTransaction, type Transaction } from '../database/transaction.ts';
import type { LinkRow } from './judgement.ts';

const CHECKS = 'palier_link_checks';

/** Longest address that is checked, in bytes: the key of the table. */
const URL_BYTES = 2000;

/** Where the types keep their external address, in the order in which addresses are checked. */
function columns(strapi: Core.Strapi) {
  return EDITED_TYPES.flatMap((type) => {
    const { uid, addresses, fields } = CONTENT_TYPES[type];
    const { attributes } = strapi.db.metadata.get(uid);
    return addresses.map((field) => ({
      type,
      table: tableOf(strapi, type),
      address: (attributes[field] as { columnName: string }).columnName,
      title: 'title' in fields ? 'title' : 'name',
    }));
  });
}

/** True for the names that RFC 2606 keeps for examples: nothing will ever answer there. */
function isExample(url: string): boolean {
  return /^https?:\/\/(?:[^/]+\.)?example(?:\.(?:com|net|org))?(?:[:/?#]|$)/.test(url);
}

/** A published document that leads to an address. */
export interface LinkHolder {
  type: EditedType;
  documentId: string;
  locale: Locale;
  title: string;
  url: string;
}

/** The external addresses of what is published now, each once, those of resources first. */
export function publishedLinks(strapi: Core.Strapi): Promise<string[]> {
  return inTransaction(strapi, async (trx) => {
    const urls = new Set<string>();
    for (const { table, address } of columns(strapi)) {
      const found = (await trx(table)
        .distinct(address)
        .whereNotNull('published_at')
        .whereLike(address, 'http%') // The others are pages of the hub.
        .orderBy(address)
        .pluck(address)) as string[];
      for (const url of found) if (!isExample(url) && Buffer.byteLength(url) <= URL_BYTES) urls.add(url);
    }
    return [...urls];
  });
}

/** The published documents that lead to one of these addresses, by type, one entry a language. */
export async function holdersOf(strapi: Core.Strapi, trx: Transaction, urls: string[]): Promise<LinkHolder[]> {
  const holders: LinkHolder[] = [];
  for (const { type, table, address, title } of columns(strapi)) {
    const rows = (await trx(table)
      .whereIn(address, urls)
      .whereNotNull('published_at')
      .orderBy(['document_id', { column: 'locale', order: 'desc' }]) // French first.
      .select({ documentId: 'document_id', locale: 'locale', title, url: address })) as Omit<LinkHolder, 'type'>[];
    holders.push(...rows.map((row) => ({ type, ...row })));
  }
  return holders;
}

/** What is known of these addresses; one query. */
export async function checksOf(trx: Transaction, urls: string[]): Promise<Map<string, LinkRow>> {
  const rows = urls.length === 0 ? [] : ((await trx(CHECKS).whereIn('url', urls)) as LinkRow[]);
  return new Map(rows.map((row) => [row.url, row]));
}

/** The addresses that are broken, the longest known first. */
export function brokenLinks(trx: Transaction): Promise<LinkRow[]> {
  return trx(CHECKS).where('status', 'broken').orderBy(['checked_on', 'url']);
}

/**
 * Forgets what is no longer published, and says what is known of the rest: an address that comes back starts anew.
 */
export function keepOnly(strapi: Core.Strapi, urls: string[]): Promise<Map<string, LinkRow>> {
  const wanted = new Set(urls);
  return inTransaction(strapi, async (trx) => {
    const rows = (await trx(CHECKS)) as LinkRow[];
    const gone = rows.map((row) => row.url).filter((url) => !wanted.has(url));
    for (let at = 0; at < gone.length; at += 500) {
      await trx(CHECKS)
        .whereIn('url', gone.slice(at, at + 500))
        .delete();
    }
    return new Map(rows.filter((row) => wanted.has(row.url)).map((row) => [row.url, row]));
  });
}

export async function saveCheck(trx: Transaction, row: LinkRow): Promise<void> {
  await trx(CHECKS).insert(row).onConflict('url').merge();
}
