import {
  FEEDBACK_KINDS,
  FEEDBACK_MESSAGE_MAX,
  hubAddress,
  withoutEmailAddresses,
  type FeedbackKind,
} from '@palier/model';
import { z } from 'zod';

/** What a reader says, ready to be stored. */
export interface Submission {
  page: string;
  kind: FeedbackKind;
  /** Null for all but a problem. */
  message: string | null;
}

const PAGES_OF_THANKS = { fr: '/merci/', en: '/en/thanks/' } as const;

/** Page that a form leads to, in the language of the page that it stood on. */
export function thanksFor({ page }: { page?: unknown }): string {
  return PAGES_OF_THANKS[typeof page === 'string' && page.startsWith('/en/') ? 'en' : 'fr'];
}

/** True when the field that no reader sees is filled in. */
export function isTrapped({ website }: { website?: unknown }): boolean {
  return website !== undefined && website !== '';
}

// What no keyboard gives, and what PostgreSQL refuses (NUL).
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

const message = z
  .string()
  .transform((text) => text.toWellFormed().replace(/\r\n?/g, '\n').replace(CONTROLS, '').trim())
  .pipe(z.string().max(FEEDBACK_MESSAGE_MAX))
  // We keep no personal data: not even what a reader gives of their own accord.
  .transform((text) => withoutEmailAddresses(text).trim());

const submission = z.strictObject({
  page: hubAddress,
  kind: z.enum(FEEDBACK_KINDS),
  message: message.default(''),
  website: z.literal('').optional(),
});

const REASONS: Record<string, string> = {
  page: 'La page dont vous parlez n’est pas une adresse du site (page).',
  kind: 'Dites si la page est utile, ne l’est pas, ou pose un problème (kind : useful, not-useful ou problem).',
  message: 'Le message dépasse 2 000 caractères.',
};

/** Reads what a reader sent; a reason in French when it cannot be taken. */
export function parseSubmission(fields: Record<string, unknown>): Submission | string {
  const parsed = submission.safeParse(fields);
  if (!parsed.success) {
    const [field] = parsed.error.issues[0]?.path ?? [];
    return (typeof field === 'string' && REASONS[field]) || 'Un champ n’est pas connu.';
  }
  const { page, kind, message: text } = parsed.data;
  if (kind === 'problem' && text === '') return 'Dites en quelques mots quel est le problème.';
  if (kind !== 'problem' && text !== '') return 'Un message n’accompagne qu’un problème signalé.';
  return { page, kind, message: kind === 'problem' ? text : null };
}
