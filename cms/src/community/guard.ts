import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { MEMBER, POST, THREAD } from './tables.ts';

const OURS: readonly string[] = [THREAD, POST, MEMBER];
const WRITES = new Set(['create', 'update', 'clone', 'delete', 'publish', 'unpublish', 'discardDraft']);

/**
 * Keeps everyone from changing the community by the forms of the admin, the super administrator included, whom no role holds
 * back: what is changed there would reach neither readers nor the journal. The community's own code does not come this way.
 */
export function guardCommunity(strapi: Core.Strapi): void {
  strapi.documents.use((context, next) => {
    if (!OURS.includes(context.uid) || !WRITES.has(context.action)) return next();
    // A PolicyError: of other refusals Strapi tells the browser nothing but « Forbidden ».
    throw new errors.PolicyError(
      'Les questions et les messages se lisent ici. Pour les changer, passez par « Modération ».',
    );
  });
}
