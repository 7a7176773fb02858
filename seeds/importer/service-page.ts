import { slugify } from '@palier/model';
import type { Draft, Input } from './draft.ts';
import { slugOfFileName } from './file-name.ts';
import { readPhases } from './phases.ts';

/** Page of a public digital service (beta.gouv.fr collection). Its file name is its address. */
export function readServicePage({ source, path, body }: Input): Draft {
  const title = source.line('title');
  const incubators = source.lines('incubators');
  return {
    format: 'service-page',
    slug: slugOfFileName(path) || slugify(title ?? ''),
    locale: 'fr',
    fields: {
      type: 'service',
      title,
      mission: source.line('mission'),
      body,
      incubator: source.lineOrNull('incubator') ?? (incubators?.join(', ') || undefined),
      users: source.lines('usertypes'),
      joining: source.prose('joining'),
      sponsors: source.references('sponsors', 'organisation'),
      phases: readPhases(source),
      url: source.address('link'),
    },
    keys: { url: 'link', users: 'usertypes' },
  };
}
