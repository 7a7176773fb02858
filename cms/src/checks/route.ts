import { LOCALES } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { typeOfUid } from '../content/types.ts';
import { answerError, firstIssue } from '../http/answers.ts';
import type { HttpContext } from '../http/context.ts';
import { checkDocument } from './check-document.ts';

/** Beside Strapi's own administration addresses: the front server passes those on. */
const PATH = '/admin/palier/check';

const query = z.strictObject({
  uid: z.string().max(100),
  documentId: z
    .string()
    .regex(/^[a-z0-9]{20,32}$/)
    .optional(),
  locale: z.enum(LOCALES).default('fr'),
});

interface PermissionChecker {
  create(options: { userAbility: unknown; model: string }): { cannot: { read(): boolean } };
}

/** Gives the admin the address where it asks what is to be checked in a document; for who may read such documents. */
export function addCheckRoute(strapi: Core.Strapi): void {
  strapi.server.routes({
    type: 'admin',
    prefix: '',
    routes: [
      {
        method: 'GET',
        path: PATH,
        handler: (context: HttpContext) => answer(strapi, context),
        config: { policies: ['admin::isAuthenticatedAdmin'] },
      },
    ],
  } as never);
}

async function answer(strapi: Core.Strapi, context: HttpContext): Promise<void> {
  context.set('Cache-Control', 'private, no-store');
  const parsed = query.safeParse(context.query);
  if (!parsed.success) return answerError(context, 400, 'ValidationError', firstIssue(parsed.error));
  const { uid, documentId, locale } = parsed.data;
  const type = typeOfUid(uid);
  if (!type) return answerError(context, 404, 'NotFoundError', `There is no published type of this uid: ${uid}`);
  const { userAbility } = context.state;
  const checker = strapi.plugin('content-manager').service<PermissionChecker>('permission-checker');
  if (checker.create({ userAbility, model: uid }).cannot.read()) {
    return answerError(context, 403, 'ForbiddenError', 'Your roles do not let you read documents of this type.');
  }
  context.body = await checkDocument(strapi, type, documentId, locale);
}
