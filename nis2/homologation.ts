import { z } from './json.ts';
import { isSiret, withoutSpaces } from './siret.ts';

/**
 * The file by which MonServiceSécurisé takes in services of which one prepares the security approval (« homologation »): its
 * columns, the values that it knows, its limits. Read from its source, model v2 (`Template services v2 - MSS.xlsx`).
 * Approval itself: référentiel général de sécurité, décret n° 2010-112, art. 5; Directive (EU) 2022/2555, art. 21(2)(f) asks
 * likewise that the effectiveness of measures be assessed.
 */
export const TEMPLATE = {
  /** Name of the one sheet of the workbook. */
  sheet: 'Template services',
  /** Row of the headings, from 1. What stands above is not read. */
  headingRow: 6,
  /** Services in one file at most. */
  servicesMax: 250,
  /** Size of the file at most, in bytes. */
  bytesMax: 1024 * 1024,
  /** Name of a service at most, in characters (UTF-16 units, as that service counts). */
  nameMax: 200,
  /** Types of one service at most: it has as many columns. */
  typesMax: 5,
} as const;

/** Lengths of the other texts, in characters: ours, so that a file of 250 services stays under its size. */
export const TEXT_MAX = 200;

/** The values that each closed column takes: our code, then the words of that service to the letter, missing spaces included. */
export const CHOICES = {
  status: {
    design: 'En conception',
    development: 'En cours de développement ou de déploiement',
    online: 'En ligne et accessible aux usagers et/ou agents',
  },
  types: {
    information: "Portail d'information",
    'online-service': 'Service en ligne',
    api: 'API',
    'mobile-app': 'Application mobile',
    other: "Autre système d'information",
  },
  hosting: {
    'on-premise': 'Hébergement interne (On-premise)',
    cloud: 'Le système d’information repose sur une infrastructure ou une plateforme Cloud (IaaS/PaaS)',
    saas: "Le système est entièrement fourni et vous l'utilisez directement via une interface (SaaS)",
    other: 'Autre',
  },
  openness: {
    'few-people': "Accessible à très peu de personnes en interne de l'organisation",
    internal: "Interne à l'organisation",
    'some-third-parties': 'Interne et ouvert à certains tiers',
    internet: 'Accessible depuis internet',
  },
  audience: { limited: 'Limitée', medium: 'Moyenne', large: 'Large', 'very-large': 'Très large' },
  outage: { lt4h: 'Moins de 4h', lt12h: 'Moins de 12h', lt24h: 'Moins de 24h', gt24h: 'Plus de 24h' },
  volume: { low: 'Faible', medium: 'Moyen', high: 'Elevé', 'very-high': 'Très élevé' },
  location: {
    eu: "Au sein de l'Union européenne",
    'outside-eu': "En partie ou totalement hors de l'Union européenne",
  },
  approvalPeriod: { '6-months': '6 mois', '1-year': '1 an', '2-years': '2 ans', '3-years': '3 ans' },
} as const;

export type ClosedField = keyof typeof CHOICES;

type Code<Field extends ClosedField> = keyof (typeof CHOICES)[Field] & string;

const codesOf = <Field extends ClosedField>(field: Field) =>
  Object.keys(CHOICES[field]) as unknown as readonly [Code<Field>, ...Code<Field>[]];
const choice = <Field extends ClosedField>(field: Field) => z.nullable(z.enum(codesOf(field)));
const text = z.string().check(z.maxLength(2000));

/** A service as one describes it. Texts are empty and choices null as long as nobody has said. */
export const service = z.strictObject({
  name: text,
  /** Of the organisation: fourteen digits, with spaces or not. */
  siret: text,
  status: choice('status'),
  types: z.array(z.enum(codesOf('types'))).check(z.maxLength(TEMPLATE.typesMax)),
  hosting: choice('hosting'),
  openness: choice('openness'),
  audience: choice('audience'),
  /** Longest outage that can be accepted. */
  outage: choice('outage'),
  volume: choice('volume'),
  location: choice('location'),
  /** Day of the approval in force, ISO 8601; these four are all given or all left out. */
  approvalDate: text,
  approvalPeriod: choice('approvalPeriod'),
  /** Family name, first name of the authority that approved. */
  authorityName: text,
  authorityRole: text,
});

export type Service = z.infer<typeof service>;

export type Field = keyof Service;

/** The file that a browser keeps, saves and opens again. */
export const servicesFile = z.strictObject({
  tool: z.literal('palier-homologation'),
  version: z.literal(1),
  services: z.array(service).check(z.maxLength(TEMPLATE.servicesMax)),
});

export type ServicesFile = z.infer<typeof servicesFile>;

/** A service of which nothing is said yet. */
export const EMPTY_SERVICE: Service = {
  name: '',
  siret: '',
  status: null,
  types: [],
  hosting: null,
  openness: null,
  audience: null,
  outage: null,
  volume: null,
  location: null,
  approvalDate: '',
  approvalPeriod: null,
  authorityName: '',
  authorityRole: '',
};

/** A column of the sheet: its heading to the letter, what it holds, whether it has to. */
export interface Column {
  heading: string;
  field: Field;
  /** Which of the types, from 0; 0 for every other column. */
  at: number;
  required: boolean;
}

const column = (heading: string, field: Field, required: boolean, at = 0): Column => ({ heading, field, at, required });

/** The eighteen columns, in their order. */
export const COLUMNS: readonly Column[] = [
  column('Nom du service numérique *', 'name', true),
  column("Siret de l'organisation *", 'siret', true),
  column('Statut *', 'status', true),
  column('Type #1 *', 'types', true),
  column('Type #2', 'types', false, 1),
  column('Type #3', 'types', false, 2),
  column('Type #4', 'types', false, 3),
  column('Type #5', 'types', false, 4),
  column('Type de cloud / hébergement utilisé*', 'hosting', true),
  column('Ouverture du système *', 'openness', true),
  column('Audience cible du service *', 'audience', true),
  column('Durée maximale acceptable de dysfonctionnement du système*', 'outage', true),
  column('Volume des données traitées*', 'volume', true),
  column('Localisation des données traitées*', 'location', true),
  column("Date d'homologation", 'approvalDate', false),
  column("Durée d'homologation", 'approvalPeriod', false),
  column('Autorité\nNom Prénom', 'authorityName', false),
  column('Autorité\nFonction', 'authorityRole', false),
];

/** The fields, in the order of their columns. */
export const FIELDS: readonly Field[] = [...new Set(COLUMNS.map(({ field }) => field))];

const REQUIRED: ReadonlySet<Field> = new Set(COLUMNS.filter((one) => one.required).map(({ field }) => field));

/** Filled in together, or not at all. */
export const APPROVAL_FIELDS: readonly Field[] = ['approvalDate', 'approvalPeriod', 'authorityName', 'authorityRole'];

/** What can be wrong, each with what mends it. */
export const REMEDIES = {
  'not-a-list': 'Give a list of services.',
  empty: 'Add a service.',
  'too-many': `Keep ${TEMPLATE.servicesMax} services, and put the others in a second file.`,
  'not-a-service': 'Give an object with the fields of a service.',
  missing: 'Fill this field in.',
  'too-long': `Shorten it to ${TEMPLATE.nameMax} characters.`,
  unwritable: 'Take out what no keyboard gives: line ends, control characters, halves of characters.',
  'name-taken': 'Give each service a name of its own.',
  'not-digits': 'Write the fourteen digits of the SIRET.',
  'not-a-siret': 'Check the digits: the key of this SIRET does not match.',
  'unknown-value': 'Choose one of the values of the list.',
  'too-many-types': `Keep ${TEMPLATE.typesMax} types.`,
  'type-twice': 'Name each type once.',
  'not-a-date': 'Write a day that exists, from 1900 to 2100.',
  'approval-incomplete': 'Fill in the four fields of the approval, or empty them all.',
} as const;

export type FlawCode = keyof typeof REMEDIES;

/** One thing to mend before that service takes the file. */
export interface Flaw {
  /** Place of the service in the list, from 1; 0 for the list as a whole. */
  row: number;
  /** Null for the service as a whole. */
  field: Field | null;
  code: FlawCode;
  /** What mends it, in English; pages have words of their own. */
  remedy: string;
}

/**
 * What that service would refuse of a list of services, in the order of rows and columns. Empty: it takes the file.
 * @param services normally {@link Service}s; anything at all gets an answer, never an exception.
 */
export function checkServices(services: unknown): Flaw[] {
  const flaw = (row: number, field: Field | null, code: FlawCode): Flaw => ({
    row,
    field,
    code,
    remedy: REMEDIES[code],
  });
  if (!Array.isArray(services)) return [flaw(0, null, 'not-a-list')];
  if (services.length === 0) return [flaw(0, null, 'empty')];
  const names = new Map<string, number>();
  const rows = services.flatMap((one: unknown, index): Flaw[] => {
    const row = index + 1;
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return [flaw(row, null, 'not-a-service')];
    const given = one as Partial<Record<Field, unknown>>;
    const flaws = FIELDS.flatMap((field): Flaw[] => {
      const code = flawOf(
        field,
        given[field],
        APPROVAL_FIELDS.some((part) => isGiven(given[part])),
      );
      return code === null ? [] : [flaw(row, field, code)];
    });
    const name = typeof given.name === 'string' ? given.name.trim() : '';
    if (name !== '' && names.has(name)) flaws.unshift(flaw(row, 'name', 'name-taken'));
    else names.set(name, row);
    return flaws;
  });
  return services.length > TEMPLATE.servicesMax ? [flaw(0, null, 'too-many'), ...rows] : rows;
}

function isGiven(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;
}

function flawOf(field: Field, value: unknown, isApproved: boolean): FlawCode | null {
  if (!isGiven(value)) {
    if (REQUIRED.has(field)) return 'missing';
    return isApproved && APPROVAL_FIELDS.includes(field) ? 'approval-incomplete' : null;
  }
  switch (field) {
    case 'name':
    case 'authorityName':
    case 'authorityRole':
      return flawOfText(value);
    case 'siret':
      if (typeof value !== 'string' || !/^\d{14}$/.test(withoutSpaces(value))) return 'not-digits';
      return isSiret(value) ? null : 'not-a-siret';
    case 'types':
      return flawOfTypes(value);
    case 'approvalDate':
      return typeof value === 'string' && isDay(value.trim()) ? null : 'not-a-date';
    default:
      return isCode(field, value) ? null : 'unknown-value';
  }
}

/** What a cell cannot hold (XML 1.0), or would show as several lines. */
const UNWRITABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/;

function flawOfText(value: unknown): FlawCode | null {
  if (typeof value !== 'string') return 'unknown-value';
  const said = value.trim();
  if (UNWRITABLE.test(said) || !said.isWellFormed()) return 'unwritable';
  return said.length > TEXT_MAX ? 'too-long' : null;
}

function flawOfTypes(value: unknown): FlawCode | null {
  if (!Array.isArray(value) || !value.every((one) => isCode('types', one))) return 'unknown-value';
  if (new Set(value).size < value.length) return 'type-twice';
  return value.length > TEMPLATE.typesMax ? 'too-many-types' : null;
}

function isCode(field: ClosedField, value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(CHOICES[field], value);
}

/** True for a day of the calendar that exists, `2026-10-07`. */
export function isDay(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1900 || year > 2100) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/**
 * The rows of the sheet, texts all of them: what a spreadsheet would make a number or a formula of stays what it is.
 * @param services as {@link checkServices} finds them right; others give cells that are empty where nothing can be written.
 * @param title for whoever opens the file, in the first row, which that service does not read.
 */
export function sheetRows(services: readonly Service[], title = ''): string[][] {
  const above = Array.from({ length: TEMPLATE.headingRow - 1 }, (_, row) => (row === 0 && title !== '' ? [title] : []));
  return [
    ...above,
    COLUMNS.map(({ heading }) => heading),
    ...services.map((one) => COLUMNS.map(({ field, at }) => cellOf(one, field, at))),
  ];
}

function cellOf(one: Service, field: Field, at: number): string {
  switch (field) {
    case 'name':
    case 'authorityName':
    case 'authorityRole':
      return one[field].trim();
    case 'siret':
      return withoutSpaces(one.siret);
    case 'types':
      return labelOf('types', one.types[at] ?? null);
    case 'approvalDate': {
      const [year, month, day] = one.approvalDate.trim().split('-');
      return day === undefined ? '' : `${day}/${month}/${year}`;
    }
    default:
      return labelOf(field, one[field]);
  }
}

function labelOf(field: ClosedField, code: string | null): string {
  const labels: Record<string, string> = CHOICES[field];
  return code !== null && Object.hasOwn(labels, code) ? labels[code]! : '';
}
