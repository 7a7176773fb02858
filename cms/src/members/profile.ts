import { ENTITY_SIZES, LEVELS, LOCALES, isSiren, oneLine, type FieldFlaw, type ProfileData } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { refreshPostsOf } from '../community/refresh-posts.ts';
import { MEMBERS } from '../community/tables.ts';
import type { Transaction, WriteContext } from '../database/transaction.ts';
import type { Member } from './members.ts';
import { pseudonymFlaw, pseudonymKey, suggestedPseudonym } from './pseudonym.ts';

/** The profile of a member, for its form; a pseudonym is proposed to who has none. */
export async function readProfile(
  trx: Transaction,
  member: Member,
  sectors: ProfileData['sectors'],
): Promise<ProfileData> {
  return {
    pseudonym: member.pseudonym ?? (await freePseudonym(trx)),
    language: member.language,
    level: member.level ?? '',
    entity: member.entity ?? '',
    siren: member.siren ?? '',
    sector: member.sector ?? '',
    size: member.size ?? '',
    sectors,
    isNew: member.pseudonym === null,
  };
}

const freePseudonym = (trx: Transaction): Promise<string> =>
  suggestedPseudonym(async (key) => (await trx(MEMBERS).where({ pseudonym_key: key }).first('id')) !== undefined);

/** Fields of the form of the profile, as sent. */
export interface ProfileFields {
  pseudonym: string;
  language: string;
  level: string;
  entity: string;
  siren: string;
  sector: string;
  size: string;
}

/**
 * Saves a profile, and with it what readers see of the member's posts. Writers take turns: of two who choose the same
 * pseudonym at once, one gets it.
 *
 * @param sectors slugs that may be chosen
 * @returns what is wrong, by field; empty when it is saved
 */
export async function saveProfile(
  strapi: Core.Strapi,
  write: WriteContext,
  member: Member,
  fields: ProfileFields,
  sectors: readonly string[],
): Promise<Record<string, FieldFlaw>> {
  const { trx } = write;
  const pseudonym = oneLine(fields.pseudonym);
  const entity = oneLine(fields.entity);
  const siren = fields.siren.replace(/\s/g, '');
  const flaws: Record<string, FieldFlaw> = {};
  // The team's name is reserved for others than the team.
  const flaw = member.official ? null : pseudonymFlaw(pseudonym);
  if (flaw) flaws['pseudonym'] = flaw;
  if (!among(LOCALES, fields.language)) flaws['language'] = 'not-allowed';
  if (fields.level !== '' && !among(LEVELS, fields.level)) flaws['level'] = 'not-allowed';
  if (entity.length > 200) flaws['entity'] = 'too-long';
  if (siren !== '' && !isSiren(siren)) flaws['siren'] = 'not-a-siren';
  if (fields.sector !== '' && !sectors.includes(fields.sector)) flaws['sector'] = 'not-allowed';
  if (fields.size !== '' && !among(ENTITY_SIZES, fields.size)) flaws['size'] = 'not-allowed';
  if (Object.keys(flaws).length > 0) return flaws;

  const key = pseudonymKey(pseudonym);
  const other = trx(MEMBERS).where({ pseudonym_key: key }).whereNot({ document_id: member.document_id });
  if (await other.first('id')) return { pseudonym: 'taken' };
  await trx(MEMBERS)
    .where({ document_id: member.document_id })
    .update({
      pseudonym,
      pseudonym_key: key,
      language: fields.language,
      level: fields.level || null,
      entity: entity || null,
      siren: siren || null,
      sector: fields.sector || null,
      size: fields.size || null,
      updated_at: new Date(),
    });
  await refreshPostsOf(strapi, write, member.document_id);
  return {};
}

const among = (values: readonly string[], value: string) => values.includes(value);
