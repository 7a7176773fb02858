import { EVENT_FLAWS, publishedDocument, type Locale } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { CONTENT_TYPES, type EditedType } from '../content/types.ts';
import { waitingFields } from '../content/waiting.ts';
import type { Transaction } from '../database/transaction.ts';
import { readEdited, type Content } from './project.ts';
import { EVENT_ADVICE, FORMS, REQUIRED, STEP_WITHOUT_PAGE } from './requirements.ts';

/** What keeps a document from being published: where, and what to do about it, as an editor is told. */
export interface Flaw {
  /** Name of the field, or a place in it: `steps.2.target`. */
  field: string;
  /** In French, from a small letter to the full stop. */
  advice: string;
}

type Issue = NonNullable<ReturnType<typeof publishedDocument.safeParse>['error']>['issues'][number];

/** Why the drafts of a document cannot be published as they are, per language; no flaws for one that can. */
export async function draftFlaws(
  strapi: Core.Strapi,
  trx: Transaction,
  type: EditedType,
  documentId: string,
): Promise<Map<Locale, Flaw[]>> {
  const status = CONTENT_TYPES[type].hasDrafts ? 'draft' : 'published';
  const found = new Map<Locale, Flaw[]>();
  for (const content of await readEdited(strapi, type, [documentId], status)) {
    found.set(content.locale, flawsOf(type, content, await waitingFields(trx, type, documentId, content.locale)));
  }
  return found;
}

/**
 * Every flaw of what would be published, one a place, in the order of the fields.
 *
 * @param waiting reference fields that name documents that are not there yet: they are not empty
 */
export function flawsOf(type: EditedType, content: Content, waiting: ReadonlySet<string> = new Set()): Flaw[] {
  const flaws = new Map<string, string>();
  const required = Object.entries(REQUIRED[type] ?? {}).filter(
    ([field]) => isEmpty(content[field]) && !waiting.has(field),
  );
  const now = new Date(0).toISOString();
  const { error } = publishedDocument.safeParse({ ...content, firstPublishedAt: now, updatedAt: now });
  for (const issue of error?.issues ?? []) {
    const field = placeOf(type, issue.path);
    if (!flaws.has(field)) flaws.set(field, adviceOf(issue, valueAt(content, issue.path)));
  }
  for (const [field, advice] of required) flaws.set(field, advice);
  for (const [index, step] of stepsOf(content).entries()) {
    const field = `steps.${index}.target`;
    if (isEmpty(step.title) && isEmpty(step.target) && !flaws.has(field)) flaws.set(field, STEP_WITHOUT_PAGE);
  }
  return [...flaws].map(([field, advice]) => ({ field, advice }));
}

/** What is said of a text over its limit. */
export function tooLong(length: number, max: number): string {
  return `raccourcissez ce texte : ${inFrench(length)} caractères, ${inFrench(length - max)} de trop (${inFrench(max)} au plus).`;
}

/** The input to which a flaw belongs: a list has one for all its values, components have one a field. */
function placeOf(type: EditedType, path: readonly PropertyKey[]): string {
  const [field = ''] = path;
  return field in CONTENT_TYPES[type].components ? path.join('.') : String(field);
}

function adviceOf(issue: Issue, value: unknown): string {
  const between = EVENT_FLAWS.find((flaw) => flaw === issue.message);
  if (between) return EVENT_ADVICE[between];
  if (isEmpty(value)) return 'à remplir.';
  if (issue.code === 'custom' && issue.path.at(-1) !== 'timeZone')
    return 'contient une adresse électronique ; retirez-la.';
  if (issue.code === 'too_big') return tooMuch(value, Number(issue.maximum));
  if (issue.code === 'too_small') return `donnez au moins ${inFrench(Number(issue.minimum))}.`;
  const named = issue.path.findLast((part) => typeof part === 'string') as string | undefined;
  const form = (named && FORMS[named]) ?? 'corrigez cette valeur : elle n’est pas admise ici.';
  return typeof value === 'string' && value.length <= 80 ? `« ${value} » ne convient pas : ${form}` : form;
}

function tooMuch(value: unknown, max: number): string {
  if (typeof value === 'string') return tooLong(value.length, max);
  if (Array.isArray(value)) return `${inFrench(value.length)} éléments : gardez-en ${inFrench(max)} au plus.`;
  return `donnez ${inFrench(max)} au plus.`;
}

function isEmpty(value: unknown): boolean {
  return value == null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && !value.length);
}

function valueAt(content: Content, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown> | null)?.[part], content);
}

function stepsOf(content: Content): { title?: unknown; target?: unknown }[] {
  return Array.isArray(content['steps']) ? content['steps'] : [];
}

const inFrench = (value: number) => value.toLocaleString('fr-FR');
