import { digestOf, type ImportDocument, type ImportReference, type ImportResult, type Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { rowsOf } from '../content/rows.ts';
import { CONTENT_TYPES, type EditedType } from '../content/types.ts';
import { waitForSlugs } from '../content/waiting.ts';
import { importThread } from '../community/import-thread.ts';
import { fillNewExample, noteEarlierDate, withInstants } from '../events/import-event.ts';
import { writeTransaction, type Transaction, type WriteContext } from '../database/transaction.ts';
import { appendFeedRows } from '../feed/append.ts';
import { addFormerAddresses } from '../published/addresses.ts';
import { changedValues, effectiveValues, type Values } from './effective.ts';
import { findDocument } from './find-document.ts';
import { Refusal, type Outcome } from './outcome.ts';
import { saveSource, sourceDigest, sourcesOf, withSource, type Source } from './sources.ts';
import { hasUnpublishedChanges } from './unpublished-changes.ts';

/** Rolls a dry run back and carries its result out. */
class DryRun extends Error {
  readonly result: ImportResult;
  constructor(result: ImportResult) {
    super('dry run');
    this.result = result;
  }
}

/**
 * Imports one document in one transaction: whole or not at all. What it creates is published, and so is what it
 * changes of a published document. A document that an editor holds back (never published, or unpublished) is updated
 * and stays hidden; one with changes that are not published yet is refused, since publishing would take them along.
 *
 * Throws only what the importer can do nothing about (database down).
 */
export async function importDocument(
  strapi: Core.Strapi,
  document: ImportDocument,
  dryRun: boolean,
): Promise<ImportResult> {
  try {
    return await writeTransaction(strapi, async (write) => {
      const result: ImportResult = { outcome: await importOne(strapi, write, document) };
      if (dryRun) throw new DryRun(result);
      return result;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.result;
    if (error instanceof Refusal) return { outcome: 'refused', problem: error.problem };
    if (error instanceof errors.ValidationError) return { outcome: 'refused', problem: problemOf(error) };
    throw error;
  }
}

function importOne(strapi: Core.Strapi, write: WriteContext, document: ImportDocument): Promise<Outcome> {
  const { fields, ...rest } = document;
  // What editors write goes through Strapi's documents; threads are the community's.
  if (fields.type === 'thread') return importThread(strapi, write, { ...rest, fields });
  return importEdited(strapi, write, { ...rest, fields });
}

async function importEdited(
  strapi: Core.Strapi,
  write: WriteContext,
  { format, slug, locale, fields, formerSlugs, contacts, extras }: ImportDocument & { fields: { type: EditedType } },
): Promise<Outcome> {
  const { trx } = write;
  const { type } = fields;
  const content = { fields, formerSlugs, contacts, extras };
  const digest = digestOf(content);
  const known = await findDocument(strapi, trx, type, slug, locale);
  if (known && (await sourceDigest(trx, { type, documentId: known }, locale, format)) === digest) return 'unchanged';

  const sources = known ? await sourcesOf(trx, { type, documentId: known }) : [];
  const source: Source = { locale, format, digest, content };
  const rows = known ? (await rowsOf(strapi, trx, type, known)).get(locale) : undefined;
  const before = rows ? effectiveValues(type, sources, locale) : {};
  const after = effectiveValues(type, withSource(sources, source), locale);
  const resolved = await resolveReferences(strapi, trx, type, locale, changedValues(before, after));

  if (known && rows?.published && CONTENT_TYPES[type].hasDrafts) {
    await refuseUnpublishedChanges(strapi, trx, type, known, locale);
  }
  const timed = type === 'event' ? withInstants(resolved.values, after) : resolved.values;
  const values = rows ? timed : { slug, ...timed };
  const documentId = await save(strapi, type, known, locale, values);
  if (type === 'event') await noteEarlierDate(trx, documentId, after);
  await saveSource(trx, { type, documentId }, slug, source);
  for (const [field, targets] of resolved.missing)
    await waitForSlugs(trx, { type, documentId, locale }, field, targets);
  // Once its references wait: a topic that has yet to arrive is a topic.
  const publishes = !rows || (rows.published !== undefined && Object.keys(values).length > 0);
  if (publishes) await strapi.documents(CONTENT_TYPES[type].uid).publish?.({ documentId, locale });
  if (type === 'event' && !known) await fillNewExample(strapi, write, documentId, after);
  const added = await addFormerAddresses(trx, type, locale, formerSlugs, documentId);
  if (added && known) await appendFeedRows(write, type, [documentId]);
  return rows ? 'updated' : 'created';
}

async function refuseUnpublishedChanges(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  documentId: string,
  locale: Locale,
): Promise<void> {
  if (!(await hasUnpublishedChanges(strapi, trx, type, documentId, locale))) return;
  throw new Refusal({
    field: 'slug',
    reason: 'Ce document a dans le CMS des modifications qui ne sont pas publiées ; l’import les publierait.',
    remedy: 'Publiez ces modifications ou abandonnez-les, puis relancez l’import.',
  });
}

/** Writes the draft; what is live of types without drafts. */
async function save(
  strapi: Core.Strapi,
  type: EditedType,
  known: string | undefined,
  locale: Locale,
  data: Values,
): Promise<string> {
  const documents = strapi.documents(CONTENT_TYPES[type].uid);
  if (!known) return (await documents.create({ locale, data })).documentId;
  if (Object.keys(data).length > 0) await documents.update({ documentId: known, locale, data });
  return known;
}

type MissingTargets = { type: EditedType; slug: string; position: number }[];

/**
 * Replaces references by slug with identifiers. Those whose document has no version in this language come out apart,
 * per field: they will be put in place when it has.
 */
async function resolveReferences(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  locale: Locale,
  values: Values,
): Promise<{ values: Values; missing: Map<string, MissingTargets> }> {
  const resolved: Values = { ...values };
  const missing = new Map<string, MissingTargets>();
  for (const [field, { target, many }] of Object.entries(CONTENT_TYPES[type].references)) {
    if (!(field in values)) continue;
    const references = [values[field] ?? []].flat() as ImportReference[];
    const ids = new Set<string>();
    const absent: MissingTargets = [];
    for (const [index, reference] of references.entries()) {
      if (reference.type !== target) throw wrongTarget(field, reference, target);
      const id = await findDocument(strapi, trx, target, reference.slug, locale);
      if (id && (await rowsOf(strapi, trx, target, id)).get(locale)?.draft) ids.add(id);
      else absent.push({ type: target, slug: reference.slug, position: index + 1 });
    }
    resolved[field] = many ? [...ids] : ([...ids][0] ?? null);
    missing.set(field, absent);
  }
  return { values: resolved, missing };
}

function wrongTarget(field: string, reference: ImportReference, target: EditedType): Refusal {
  return new Refusal({
    field,
    reason: `« ${reference.slug} » est donné comme ${reference.type}, ce champ attend : ${target}.`,
    remedy: 'Nommez un document du type attendu.',
  });
}

function problemOf(error: InstanceType<typeof errors.ValidationError>): NonNullable<ImportResult['problem']> {
  const [first] = (error.details as { errors?: { path?: string[] }[] }).errors ?? [];
  const field = first?.path?.join('.') ?? '';
  return {
    field,
    reason: error.message,
    remedy:
      field === 'slug'
        ? 'Donnez un autre slug au fichier, ou dépubliez l’autre document dans le CMS.'
        : 'Corrigez ce champ dans le fichier, puis relancez l’import.',
  };
}
