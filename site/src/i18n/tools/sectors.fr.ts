import type { SectorId } from '@palier/nis2/sectors';

/** Names of the sectors, in the order of the annexes. */
export const sectors: Record<SectorId, string> = {
  energie: 'Énergie',
  transports: 'Transports',
  banque: 'Banque',
  'infrastructures-marches-financiers': 'Infrastructures des marchés financiers',
  sante: 'Santé',
  'eau-potable': 'Eau potable',
  'eaux-usees': 'Eaux usées',
  'infrastructure-numerique': 'Infrastructure numérique',
  'services-tic': 'Gestion des services TIC',
  'administration-publique': 'Administration publique',
  espace: 'Espace',
  'services-postaux': 'Services postaux et d’expédition',
  dechets: 'Gestion des déchets',
  chimie: 'Chimie',
  alimentation: 'Alimentation',
  fabrication: 'Fabrication',
  'fournisseurs-numeriques': 'Fournisseurs numériques',
  recherche: 'Recherche',
};
