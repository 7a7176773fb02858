import { slugify } from '@palier/model';
import type { Draft, Input } from './draft.ts';

/** Note of a knowledge base about an organisation. File names are arbitrary there: the title gives the slug. */
export function readOrganisationNote({ source, body }: Input): Draft {
  const name = source.line('title');
  const kinds = source.lines('types');
  const place = source.place('types');
  if (place !== undefined && kinds !== undefined && kinds.length > 0 && !kinds.some(isOrganisation)) {
    source.problem(
      place,
      place.line,
      `la note n’est pas celle d’une organisation (types : ${kinds.join(', ').slice(0, 100)})`,
      'ajoutez « organisation » à types si elle en décrit une',
    );
  }
  return {
    format: 'organisation-note',
    slug: slugify(name ?? ''),
    locale: 'fr',
    fields: {
      type: 'organisation',
      name,
      tagline: source.line('kezako'),
      body,
      kinds,
      tags: source.lines('tags'),
      url: source.address('link'),
      noteId: source.lineOrNull('id'),
    },
    keys: { name: 'title', tagline: 'Kézako', kinds: 'types', url: 'link', noteId: 'id' },
  };
}

function isOrganisation(kind: string): boolean {
  return /^organi[sz]ations?$/i.test(kind);
}
