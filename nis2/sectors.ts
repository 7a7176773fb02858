/** The 18 sectors of the annexes, by their names in the hub's addresses, with the subsectors that the annexes tell apart. */
export const SECTORS = [
  { id: 'energie', point: 'I.1', subsectors: ['electricity', 'district-heating', 'oil', 'gas', 'hydrogen'] },
  { id: 'transports', point: 'I.2', subsectors: ['air', 'rail', 'water', 'road'] },
  { id: 'banque', point: 'I.3', subsectors: [] },
  { id: 'infrastructures-marches-financiers', point: 'I.4', subsectors: [] },
  { id: 'sante', point: 'I.5', subsectors: [] },
  { id: 'eau-potable', point: 'I.6', subsectors: [] },
  { id: 'eaux-usees', point: 'I.7', subsectors: [] },
  { id: 'infrastructure-numerique', point: 'I.8', subsectors: [] },
  { id: 'services-tic', point: 'I.9', subsectors: [] },
  { id: 'administration-publique', point: 'I.10', subsectors: [] },
  { id: 'espace', point: 'I.11', subsectors: [] },
  { id: 'services-postaux', point: 'II.1', subsectors: [] },
  { id: 'dechets', point: 'II.2', subsectors: [] },
  { id: 'chimie', point: 'II.3', subsectors: [] },
  { id: 'alimentation', point: 'II.4', subsectors: [] },
  {
    id: 'fabrication',
    point: 'II.5',
    subsectors: ['medical-devices', 'electronics', 'electrical', 'machinery', 'vehicles', 'other-transport'],
  },
  { id: 'fournisseurs-numeriques', point: 'II.6', subsectors: [] },
  { id: 'recherche', point: 'II.7', subsectors: [] },
] as const satisfies readonly { id: string; point: string; subsectors: readonly string[] }[];

export type SectorId = (typeof SECTORS)[number]['id'];
export type SubsectorId = (typeof SECTORS)[number]['subsectors'][number];

/** Ids of the sectors, in the order of the annexes. */
export const SECTOR_IDS: readonly SectorId[] = SECTORS.map(({ id }) => id);
