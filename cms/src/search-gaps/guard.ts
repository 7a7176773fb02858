import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { SEARCH_GAP } from './add.ts';

const WRITES = new Set(['create', 'update', 'clone']);

/**
 * Keeps everyone from writing searches by hand, the super administrator included, whom no role holds back. The report of the
 * front server does not come this way.
 */
export function guardSearchGaps(strapi: Core.Strapi): void {
  strapi.documents.use((context, next) => {
    if (context.uid !== SEARCH_GAP || !WRITES.has(context.action)) return next();
    // A PolicyError: of other refusals Strapi tells the browser nothing but « Forbidden ».
    throw new errors.PolicyError(
      'Les recherches sans résultat se comptent d’elles-mêmes : elles ne s’écrivent ni ne se modifient. Supprimez celles qui sont traitées.',
    );
  });
}
