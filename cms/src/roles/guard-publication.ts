import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';

// A PolicyError: of other refusals Strapi tells the browser nothing but « Forbidden ».
interface AdminState {
  userAbility?: { can(action: string, subject: string): boolean };
}

/**
 * Keeps who may hide from publishing. Strapi has one permission for both, and publishes the draft of whoever has it; here
 * publishing takes the permission to write as well. Only calls of the admin are judged: the importer and our own code
 * have no user.
 */
export function guardPublication(strapi: Core.Strapi): void {
  strapi.documents.use((context, next) => {
    const { userAbility } = (strapi.requestContext.get()?.state ?? {}) as AdminState;
    if (context.action !== 'publish' || !userAbility) return next();
    if (!userAbility.can('plugin::content-manager.explorer.update', context.uid)) {
      throw new errors.PolicyError(
        'Votre rôle permet de retirer ce document du site, pas de le publier. Demandez à la rédaction.',
      );
    }
    return next();
  });
}
