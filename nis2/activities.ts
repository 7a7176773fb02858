import type { SectorId } from './sectors.ts';

/**
 * Annexes I and II of Directive (EU) 2022/2555: one row for each type of entity that they name. An entity that ticks a row
 * meets its condition as well (`unless`): a municipality whose waterworks are a negligible part of what it distributes does
 * not tick `I.6.drinking-water`.
 */

/** How the size of the entity decides, by type (Articles 2(1), 2(2)(a), 3(1), 3(2)). */
export type SizeRule =
  /** Annex I: large essential, medium important, below out of scope. Articles 2(1), 3(1)(a), 3(2). */
  | 'annex-1'
  /** Annex II: large and medium important, below out of scope. Articles 2(1), 3(2). */
  | 'annex-2'
  /** Qualified trust services, registries of top-level domains, DNS: essential whatever the size. Articles 2(2)(a), 3(1)(b). */
  | 'any-size-essential'
  /** Other trust services: important whatever the size, essential when large. Articles 2(2)(a)(ii), 3(1)(a), 3(2). */
  | 'any-size-important'
  /** Public electronic communications: important when small, essential from medium. Articles 2(2)(a)(i), 3(1)(c), 3(2). */
  | 'communications'
  /** Central administrations: essential whatever the size. Articles 2(2)(f)(i), 3(1)(d). */
  | 'central-administration'
  /** Administrations at regional level: as national law has it; in France essential, by the bill. Article 2(2)(f)(ii). */
  | 'regional-administration';

/** Which State has jurisdiction, by type (Article 26). */
export type JurisdictionRule =
  /** Where the entity is established. Article 26(1). */
  | 'establishment'
  /** Where the service is provided. Article 26(1)(a). */
  | 'services'
  /** Where the main establishment in the Union is. Article 26(1)(b) and (2). */
  | 'main-establishment'
  /** The State that created the administration. Article 26(1)(c). */
  | 'creation';

export interface Activity {
  /** Annex, point, letter where there is one, and type: `I.8.cloud`, `I.1.a.producer`. */
  id: string;
  annex: 'I' | 'II';
  /** Point of the annex: `8`, `1(a)`. */
  point: string;
  sector: SectorId;
  size: SizeRule;
  jurisdiction: JurisdictionRule;
  /** Financial entity: Regulation (EU) 2022/2554 comes before the directive (Article 4). */
  dora?: true;
  /** Technical measures and significant incidents by Implementing Regulation (EU) 2024/2690 (Articles 21(5), 23(11)). */
  digitalRules?: true;
  /** What takes the entity out of the row, in the annex's own condition. */
  unless?:
    'non-essential-part' | 'not-principal-activity' | 'retail-only' | 'transport-only' | 'education' | 'root-servers';
}

type Row = [type: string, details?: Partial<Omit<Activity, 'id' | 'annex' | 'point' | 'sector'>>];

const MAIN = { jurisdiction: 'main-establishment', digitalRules: true } as const;
const PUBLIC_NETWORK = { size: 'communications', jurisdiction: 'services' } as const;

/** The annexes, point by point: the sector, then its types of entities, with what is not the rule of the annex. */
const ANNEXES: readonly [point: string, sector: SectorId, rows: readonly Row[]][] = [
  [
    'I.1.a',
    'energie',
    [
      ['supply'],
      ['distribution'],
      ['transmission'],
      ['producer'],
      ['nemo'],
      ['market-participant'],
      ['charging-point'],
    ],
  ],
  ['I.1.b', 'energie', [['district-heating']]],
  ['I.1.c', 'energie', [['pipeline'], ['facility'], ['stockholding']]],
  [
    'I.1.d',
    'energie',
    [['supply'], ['distribution'], ['transmission'], ['storage'], ['lng'], ['undertaking'], ['refining']],
  ],
  ['I.1.e', 'energie', [['hydrogen']]],
  ['I.2.a', 'transports', [['carrier'], ['airport'], ['traffic-control']]],
  ['I.2.b', 'transports', [['infrastructure'], ['railway-undertaking']]],
  ['I.2.c', 'transports', [['carrier'], ['port'], ['traffic-services']]],
  ['I.2.d', 'transports', [['road-authority', { unless: 'non-essential-part' }], ['intelligent-transport']]],
  ['I.3', 'banque', [['credit-institution', { dora: true }]]],
  [
    'I.4',
    'infrastructures-marches-financiers',
    [
      ['trading-venue', { dora: true }],
      ['central-counterparty', { dora: true }],
    ],
  ],
  [
    'I.5',
    'sante',
    [
      ['healthcare-provider'],
      ['reference-laboratory'],
      ['medicines-research'],
      ['pharmaceuticals'],
      ['critical-devices'],
    ],
  ],
  ['I.6', 'eau-potable', [['drinking-water', { unless: 'non-essential-part' }]]],
  ['I.7', 'eaux-usees', [['waste-water', { unless: 'non-essential-part' }]]],
  [
    'I.8',
    'infrastructure-numerique',
    [
      ['ixp'],
      ['dns', { ...MAIN, size: 'any-size-essential', unless: 'root-servers' }],
      ['tld', { ...MAIN, size: 'any-size-essential' }],
      ['cloud', MAIN],
      ['data-centre', MAIN],
      ['cdn', MAIN],
      // Not in the list of Article 26(1)(b): where they are established.
      ['trust-qualified', { size: 'any-size-essential', digitalRules: true }],
      ['trust-non-qualified', { size: 'any-size-important', digitalRules: true }],
      ['public-networks', PUBLIC_NETWORK],
      ['communications-services', PUBLIC_NETWORK],
    ],
  ],
  [
    'I.9',
    'services-tic',
    [
      ['msp', MAIN],
      ['mssp', MAIN],
    ],
  ],
  [
    'I.10',
    'administration-publique',
    [
      ['central', { size: 'central-administration', jurisdiction: 'creation' }],
      ['regional', { size: 'regional-administration', jurisdiction: 'creation' }],
    ],
  ],
  ['I.11', 'espace', [['ground-infrastructure']]],
  ['II.1', 'services-postaux', [['postal', { unless: 'transport-only' }]]],
  ['II.2', 'dechets', [['waste', { unless: 'not-principal-activity' }]]],
  ['II.3', 'chimie', [['substances'], ['articles']]],
  ['II.4', 'alimentation', [['food', { unless: 'retail-only' }]]],
  ['II.5.a', 'fabrication', [['medical-devices']]],
  ['II.5.b', 'fabrication', [['electronics']]],
  ['II.5.c', 'fabrication', [['electrical']]],
  ['II.5.d', 'fabrication', [['machinery']]],
  ['II.5.e', 'fabrication', [['vehicles']]],
  ['II.5.f', 'fabrication', [['transport-equipment']]],
  [
    'II.6',
    'fournisseurs-numeriques',
    [
      ['marketplace', MAIN],
      ['search-engine', MAIN],
      ['social-network', MAIN],
    ],
  ],
  ['II.7', 'recherche', [['research', { unless: 'education' }]]],
];

export const ACTIVITIES: readonly Activity[] = ANNEXES.flatMap(([place, sector, rows]) =>
  rows.map(([type, details]): Activity => {
    const [annex, number, letter] = place.split('.') as ['I' | 'II', string, string | undefined];
    return {
      id: `${place}.${type}`,
      annex,
      point: letter ? `${number}(${letter})` : number,
      sector,
      size: annex === 'I' ? 'annex-1' : 'annex-2',
      jurisdiction: 'establishment',
      ...details,
    };
  }),
);

const BY_ID: ReadonlyMap<string, Activity> = new Map(ACTIVITIES.map((activity) => [activity.id, activity]));

/** The row of an id; undefined for every other text. */
export function activity(id: string): Activity | undefined {
  return BY_ID.get(id);
}
