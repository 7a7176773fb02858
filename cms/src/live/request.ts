import type { FieldFlaw, LiveAnswer, LiveData, LivePage, Locale, Notice } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import type { CookieName } from '../members/cookies.ts';
import type { Member } from '../members/members.ts';
import { viewerOf } from '../members/members.ts';
import type { Session } from '../members/sessions.ts';

/** A request for a live page, as its handlers get it. */
export interface LiveRequest {
  strapi: Core.Strapi;
  locale: Locale;
  now: Date;
  /** What the form sent, one text a field; empty for a GET. */
  fields: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  cookies: Partial<Record<CookieName, string>>;
  /** Address of the machine that asks: counted under a digest, kept nowhere. */
  machine: string;
  userAgent: string;
  /** Adds a `Set-Cookie` to the answer. */
  setCookie(header: string): void;
}

export interface Visitor extends LiveRequest {
  member: Member | null;
  session: Session | null;
}

export interface SignedIn extends LiveRequest {
  member: Member;
  session: Session;
}

/** Who may open a page. */
export type Access = 'anyone' | 'member' | 'moderator';

type Handler<Asked> = (request: Asked) => Promise<LiveAnswer>;

/**
 * What a live page answers: to whom, and to which methods. `fromElsewhere`: programs and pages of others may post to it, with
 * a body of any type, which is not read: the address holds the proof that they may.
 */
export type LivePageHandlers =
  | { access: 'anyone'; get?: Handler<Visitor>; post?: Handler<Visitor>; fromElsewhere?: true }
  | { access: 'member' | 'moderator'; get?: Handler<SignedIn>; post?: Handler<SignedIn> };

interface Shown {
  notice?: Notice | null | undefined;
  flaws?: Record<string, FieldFlaw>;
  values?: Readonly<Record<string, string>>;
  status?: 200 | 409 | 422 | 429 | undefined;
}

/** A page with what it holds; one with flaws says that nothing was done. */
export function show<Page extends LivePage>(
  { member }: { member: Member | null },
  page: Page,
  data: LiveData[Page],
  { notice = null, flaws = {}, values = {}, status }: Shown = {},
): LiveAnswer {
  const bad = Object.keys(flaws).length > 0;
  return {
    kind: 'page',
    page,
    status: status ?? (bad ? 422 : 200),
    viewer: member && viewerOf(member),
    data,
    notice,
    flaws,
    values: { ...values },
  } as LiveAnswer;
}

/** A page that cannot be shown, or an act that is not done. */
export const refused = (
  { member }: { member: Member | null },
  status: Extract<LiveAnswer, { kind: 'refused' }>['status'],
): LiveAnswer => ({ kind: 'refused', status, viewer: member && viewerOf(member) });

export const redirect = (to: string): LiveAnswer => ({ kind: 'redirect', to });

/** An address of a live page with its parameters. */
export const withQuery = (path: string, query: Record<string, string>): string =>
  `${path}?${new URLSearchParams(query).toString()}`;

/** An e-mail address that a form sends, as it is kept. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  // A line end would begin another header of the mail.
  .refine((text) => !/[\s"(),:;<>[\]\\]/.test(text))
  .pipe(z.email());

/** A field of a form, empty when it was not sent. */
export const field = ({ fields }: LiveRequest, name: string): string => fields[name] ?? '';
