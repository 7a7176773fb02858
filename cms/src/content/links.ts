import { type Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import type { Transaction } from '../database/transaction.ts';
import { CONTENT_TYPES, EDITED_TYPES, type EditedType } from './types.ts';

/** A reference from one row of a document (one language, draft or published) to another document. */
export interface Link {
  rowId: number;
  field: string;
  targetType: EditedType;
  targetId: string;
  position: number;
}

/** Where Strapi keeps a relation: names of the join table, of its columns and of the table of the target. */
interface JoinTable {
  table: string;
  source: string;
  target: string;
  order: string | undefined;
  targetTable: string;
}

interface JoinMetadata {
  joinTable?: {
    name: string;
    joinColumn: { name: string };
    inverseJoinColumn: { name: string };
    orderColumnName?: string;
  };
}

/** Name of the table that holds the rows of a type. */
export function tableOf(strapi: Core.Strapi, type: EditedType): string {
  return strapi.db.metadata.get(CONTENT_TYPES[type].uid).tableName;
}

function joinTableOf(strapi: Core.Strapi, type: EditedType, field: string): JoinTable {
  const attribute = strapi.db.metadata.get(CONTENT_TYPES[type].uid).attributes[field] as JoinMetadata | undefined;
  const target = CONTENT_TYPES[type].references[field]?.target;
  if (!attribute?.joinTable || !target) throw new Error(`${type}.${field} is not a relation with a join table`);
  const { name, joinColumn, inverseJoinColumn, orderColumnName } = attribute.joinTable;
  return {
    table: name,
    source: joinColumn.name,
    target: inverseJoinColumn.name,
    order: orderColumnName,
    targetTable: tableOf(strapi, target),
  };
}

/** All references of the given rows, in the order in which the editor put them; one query for all fields. */
export async function linksOf(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  rowIds: number[],
): Promise<Link[]> {
  const references = Object.entries(CONTENT_TYPES[type].references);
  if (references.length === 0 || rowIds.length === 0) return [];
  const queries = references.map(([field, { target }]) => {
    const join = joinTableOf(strapi, type, field);
    return trx(`${join.table} as l`)
      .join(`${join.targetTable} as t`, 't.id', `l.${join.target}`)
      .whereIn(`l.${join.source}`, rowIds)
      .select({
        rowId: `l.${join.source}`,
        field: trx.raw('cast(? as text)', [field]),
        targetType: trx.raw('cast(? as text)', [target]),
        targetId: 't.document_id',
        position: join.order ? `l.${join.order}` : trx.raw('0'),
      });
  });
  const [first, ...others] = queries;
  const rows = (await first?.unionAll(others)) as Link[];
  return rows.sort((a, b) => a.position - b.position || (a.targetId < b.targetId ? -1 : 1));
}

/** A reference from the published version of a document, in one language, to a given document. */
export interface Referrer {
  type: EditedType;
  documentId: string;
  locale: Locale;
  field: string;
  position: number;
  /** Row of the join table. */
  linkId: number;
}

/** The references that published versions of documents of the given types make to a document; one query. */
export async function referrersOf(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  documentId: string,
  sourceTypes: readonly EditedType[] = EDITED_TYPES,
): Promise<Referrer[]> {
  const queries = sourceTypes.flatMap((sourceType) =>
    Object.entries(CONTENT_TYPES[sourceType].references)
      .filter(([, { target }]) => target === type)
      .map(([field]) => {
        const join = joinTableOf(strapi, sourceType, field);
        return trx(`${join.table} as l`)
          .join(`${join.targetTable} as t`, 't.id', `l.${join.target}`)
          .join(`${tableOf(strapi, sourceType)} as s`, 's.id', `l.${join.source}`)
          .where('t.document_id', documentId)
          .whereNotNull('s.published_at')
          .select({
            type: trx.raw('cast(? as text)', [sourceType]),
            field: trx.raw('cast(? as text)', [field]),
            linkId: 'l.id',
            documentId: 's.document_id',
            locale: 's.locale',
            position: join.order ? `l.${join.order}` : trx.raw('0'),
          });
      }),
  );
  const [first, ...others] = queries;
  return first ? ((await first.unionAll(others)) as Referrer[]) : [];
}

/** Removes references found by {@link referrersOf}. */
export async function unlink(strapi: Core.Strapi, trx: Transaction, referrers: Referrer[]): Promise<void> {
  for (const { type, field, linkId } of referrers) {
    await trx(joinTableOf(strapi, type, field).table)
      .where('id', linkId)
      .delete();
  }
}

/** Adds one reference between two rows unless it is there, or unless the field holds one document and has one. */
export async function link(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  field: string,
  sourceRow: number,
  targetRow: number,
  position: number,
): Promise<void> {
  const join = joinTableOf(strapi, type, field);
  if (!CONTENT_TYPES[type].references[field]?.many && (await trx(join.table).where(join.source, sourceRow).first()))
    return;
  await trx(join.table)
    .insert({ [join.source]: sourceRow, [join.target]: targetRow, ...(join.order && { [join.order]: position }) })
    .onConflict([join.source, join.target])
    .ignore();
}
