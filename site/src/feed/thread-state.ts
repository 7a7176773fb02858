import type { Thread } from '@palier/model';
import type { Locale } from '@palier/model/locales';
import type { APIRoute } from 'astro';
import { entry } from '../../publisher/reader.ts';
import { nothingHere, record } from '../read.ts';

/**
 * Route of what an open page of a thread asks: the numbers of its answers, and when anything of it changed last. Small, and
 * the same for everyone: asked again with its entity tag, it costs a 304.
 */
export function threadStateRoute(locale: Locale): APIRoute {
  return (context) => {
    const found = entry('thread', locale, context.params['slug'] ?? '');
    if (!found) return nothingHere();
    const { answers, updatedAt } = record(context, found).document as Thread;
    return Response.json({ answers: answers.map(({ number }) => number), updatedAt });
  };
}
