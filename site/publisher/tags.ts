import type { DocumentType } from '@palier/model';
import type { Facet, FacetedType } from './facets.ts';

/**
 * Names of what a page can depend on. A page records the tags of what it read; a change touches the tags of
 * what it altered; the pages to make again are those that share one.
 */

/** Anything that is published of a document, in any language. */
export const documentTag = (type: DocumentType, id: string) => `document:${type}/${id}`;
/** What lists and links show of a document: name, summary, level, date, address, existence. */
export const cardTag = (type: DocumentType, id: string) => `card:${type}/${id}`;
/** All cards of a type: for pages that list every one of them. */
export const cardsTag = (type: DocumentType) => `cards:${type}`;
/** Which documents a type has. */
export const listTag = (type: DocumentType) => `list:${type}`;
/** Which documents stand on one numbered page of the list of a type. */
export const listPageTag = (type: DocumentType, page: number) => `list:${type}:${page}`;
/** Whether anything stands on a numbered page: its neighbours link to it. */
export const listPageExistsTag = (type: DocumentType, page: number) => `list:${type}:${page}:exists`;
/** Which page of the list of a type is the newest. */
export const newestPageTag = (type: DocumentType) => `list:${type}:newest`;
/** Which documents lead to a document. */
export const linksTag = (type: DocumentType, id: string) => linksTagOf(`${type}/${id}`);
/** The same, for a target already written as `type/documentId`. */
export const linksTagOf = (target: string) => `links:${target}`;
/** Which document a knowledge-base note identifier names, and where it stands. */
export const noteTag = (noteId: string) => `note:${noteId}`;
/** Which glossary terms the text of a document uses. */
export const termsTag = (type: DocumentType, id: string) => `terms:${type}/${id}`;
/** Which document stands, or stood, at the address of a page. */
export const addressTag = (url: string) => `address:${url}`;
/** Which documents of a type have a value of a facet. */
export const facetTag = (type: FacetedType, facet: Facet, value: string) => `facet:${type}:${facet}:${value}`;
/** Which values the facets of a type have, and how many documents each. */
export const facetsTag = (type: FacetedType) => `facets:${type}`;
/** Which resources stand in one part of the whole catalogue. */
export const catalogueTag = (n: number) => `catalogue:${n}`;
/** Addresses and dates of one sitemap. */
export const sitemapTag = (n: number) => `sitemap:${n}`;
/** How many sitemaps there are. */
export const SITEMAPS_TAG = 'sitemaps';
