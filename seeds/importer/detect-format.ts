import { DOCUMENT_TYPES } from '@palier/model';
import type { DocumentType, ImportFormat } from '@palier/model';
import { folderOf } from './file-name.ts';
import type { Source } from './source.ts';

export type Detected = { format: Exclude<ImportFormat, 'hub'> } | { format: 'hub'; type: DocumentType };

/** Folders whose name says what they hold, where the keys alone do not. */
const FOLDERS: Record<string, Detected> = {
  startups: { format: 'service-page' },
  services: { format: 'service-page' },
  organisations: { format: 'organisation-page' },
  themes: { format: 'hub', type: 'topic' },
  topics: { format: 'hub', type: 'topic' },
  secteurs: { format: 'hub', type: 'sector' },
  sectors: { format: 'hub', type: 'sector' },
};

/** What was looked for, for the report of a file that is none of them. */
export const LOOKED_FOR =
  'fiche du hub (clé « type »), note d’organisation (« title » avec « id », « types » ou « Kézako »), ' +
  'page de service (« title » avec « mission », « phases », « incubator » ou « sponsors »), ' +
  'page d’organisation (« name » avec « acronym », « type » ou « domaine_ministeriel »)';

/** Format of a file by the keys it has, then by its folder; null when neither tells. */
export function detectFormat(source: Source, path: string): Detected | null {
  const any = (...keys: string[]) => keys.some((key) => source.has(key));
  // `type` is also a key of organisation pages, with other values.
  const type = DOCUMENT_TYPES.find((candidate) => candidate === source.peek('type').toLowerCase());
  if (type !== undefined && !any('domaine_ministeriel')) return { format: 'hub', type };
  if (any('kezako', 'types') || (any('title') && /^\d{14}$/.test(source.peek('id'))))
    return { format: 'organisation-note' };
  if (any('mission', 'phases', 'incubator', 'incubators', 'sponsors')) return { format: 'service-page' };
  if (any('kind') && any('maturity')) return { format: 'hub', type: 'resource' };
  if (any('term')) return { format: 'hub', type: 'glossary-term' };
  if (any('name') && any('acronym', 'type', 'domaine_ministeriel')) return { format: 'organisation-page' };
  return any('title', 'name') ? (FOLDERS[folderOf(path)] ?? null) : null;
}
