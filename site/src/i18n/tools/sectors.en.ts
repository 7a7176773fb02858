import type { SectorId } from '@palier/nis2/sectors';

export const sectors: Record<SectorId, string> = {
  energie: 'Energy',
  transports: 'Transport',
  banque: 'Banking',
  'infrastructures-marches-financiers': 'Financial market infrastructures',
  sante: 'Health',
  'eau-potable': 'Drinking water',
  'eaux-usees': 'Waste water',
  'infrastructure-numerique': 'Digital infrastructure',
  'services-tic': 'ICT service management',
  'administration-publique': 'Public administration',
  espace: 'Space',
  'services-postaux': 'Postal and courier services',
  dechets: 'Waste management',
  chimie: 'Chemicals',
  alimentation: 'Food',
  fabrication: 'Manufacturing',
  'fournisseurs-numeriques': 'Digital providers',
  recherche: 'Research',
};
