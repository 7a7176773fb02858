import { slugify } from '@palier/model';
import type { Draft, Input } from './draft.ts';
import { slugOfFileName } from './file-name.ts';

/** Page of an organisation (beta.gouv.fr collection). Its file name is what `sponsors` point to. */
export function readOrganisationPage({ source, path, body }: Input): Draft {
  const name = source.line('name');
  return {
    format: 'organisation-page',
    slug: slugOfFileName(path) || slugify(name ?? ''),
    locale: 'fr',
    fields: {
      type: 'organisation',
      name,
      acronym: source.lineOrNull('acronym'),
      // Nearly every page of this collection has no body: an empty one must not erase that of a note.
      body: body === '' ? undefined : body,
      kinds: source.lines('type'),
    },
    keys: { kinds: 'type' },
  };
}
