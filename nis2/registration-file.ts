import { csvOf, readCsv } from './csv.ts';
import { z } from './json.ts';
import { LAW, type SOURCES } from './law.ts';
import { enclosing, parseNetwork } from './networks.ts';
import { isEmail, phoneOf } from './reach.ts';
import { MEMBER_STATES } from './countries.ts';
import { SECTORS } from './sectors.ts';
import { digitsOf, isSiren, isSiret } from './siret.ts';

/**
 * What an entity must tell its authority to be registered: Article 3(4) of the directive for all, 27(2) for the digital
 * entities that it names, and what the French register is likely to ask. The file holds functions, no names of people.
 */

/** Entities of Article 27(1), with those that register domain names. */
export const DIGITAL_KINDS = [
  'dns',
  'tld',
  'domain-registration',
  'cloud',
  'data-centre',
  'cdn',
  'managed',
  'managed-security',
  'marketplace',
  'search-engine',
  'social-network',
] as const;

export interface RegistrationField {
  id: string;
  kind: 'line' | 'text' | 'siren' | 'siret' | 'email' | 'phone' | 'choice' | 'emails' | 'phones' | 'networks' | 'set';
  group: 'entity' | 'reach' | 'activity' | 'france' | 'digital';
  /** Who must fill it; `useful`: nobody yet, but a register is likely to ask. */
  asked: 'all' | 'digital' | 'outside-union' | 'useful';
  article: string | null;
  source: keyof typeof SOURCES | null;
  /** Of a choice or a set. */
  values?: readonly string[];
}

const SECTOR_VALUES: readonly string[] = SECTORS.flatMap(({ id, subsectors }) => [
  id,
  ...subsectors.map((subsector) => `${id}/${subsector}`),
]);

const YES_NO = ['yes', 'no'] as const;

/** Every field, a row each, in the order of the form. */
export const REGISTRATION_FIELDS = [
  { id: 'name', kind: 'line', group: 'entity', asked: 'all', article: '3(4)(a)', source: 'nis2' },
  { id: 'siren', kind: 'siren', group: 'entity', asked: 'useful', article: null, source: null },
  { id: 'siret', kind: 'siret', group: 'entity', asked: 'useful', article: null, source: null },
  { id: 'address', kind: 'text', group: 'entity', asked: 'all', article: '3(4)(b)', source: 'nis2' },
  { id: 'emails', kind: 'emails', group: 'reach', asked: 'all', article: '3(4)(b)', source: 'nis2' },
  { id: 'phones', kind: 'phones', group: 'reach', asked: 'all', article: '3(4)(b)', source: 'nis2' },
  { id: 'networks', kind: 'networks', group: 'reach', asked: 'all', article: '3(4)(b)', source: 'nis2' },
  {
    id: 'sectors',
    kind: 'set',
    group: 'activity',
    asked: 'all',
    article: '3(4)(c)',
    source: 'nis2',
    values: SECTOR_VALUES,
  },
  {
    id: 'memberStates',
    kind: 'set',
    group: 'activity',
    asked: 'all',
    article: '3(4)(d)',
    source: 'nis2',
    values: MEMBER_STATES,
  },
  { id: 'securityContact', kind: 'line', group: 'france', asked: 'useful', article: null, source: null },
  { id: 'securityEmail', kind: 'email', group: 'france', asked: 'useful', article: null, source: null },
  { id: 'securityPhone', kind: 'phone', group: 'france', asked: 'useful', article: null, source: null },
  { id: 'executive', kind: 'line', group: 'france', asked: 'useful', article: null, source: null },
  {
    id: 'regime',
    kind: 'choice',
    group: 'france',
    asked: 'useful',
    article: '3(1), 3(2)',
    source: 'nis2',
    values: ['essential', 'important', 'registration-only'],
  },
  { id: 'regimeReason', kind: 'text', group: 'france', asked: 'useful', article: null, source: null },
  { id: 'dora', kind: 'choice', group: 'france', asked: 'useful', article: '4', source: 'nis2', values: YES_NO },
  {
    id: 'criticalEntity',
    kind: 'choice',
    group: 'france',
    asked: 'useful',
    article: '3(1)(f)',
    source: 'nis2',
    values: YES_NO,
  },
  {
    id: 'digitalKinds',
    kind: 'set',
    group: 'digital',
    asked: 'useful',
    article: '27(2)(b)',
    source: 'nis2',
    values: DIGITAL_KINDS,
  },
  { id: 'mainEstablishment', kind: 'text', group: 'digital', asked: 'digital', article: '27(2)(c)', source: 'nis2' },
  {
    id: 'otherEstablishments',
    kind: 'text',
    group: 'digital',
    asked: 'useful',
    article: '27(2)(c)',
    source: 'nis2',
  },
  {
    id: 'inUnion',
    kind: 'choice',
    group: 'digital',
    asked: 'digital',
    article: '26(3)',
    source: 'nis2',
    values: YES_NO,
  },
  {
    id: 'representative',
    kind: 'text',
    group: 'digital',
    asked: 'outside-union',
    article: '27(2)(c)',
    source: 'nis2',
  },
  {
    id: 'representativeEmail',
    kind: 'email',
    group: 'digital',
    asked: 'outside-union',
    article: '27(2)(d)',
    source: 'nis2',
  },
  {
    id: 'representativePhone',
    kind: 'phone',
    group: 'digital',
    asked: 'outside-union',
    article: '27(2)(d)',
    source: 'nis2',
  },
] as const satisfies readonly RegistrationField[];

type Row = (typeof REGISTRATION_FIELDS)[number];
export type RegistrationFieldId = Row['id'];

const LIST_KINDS = ['emails', 'phones', 'networks', 'set'] as const;
type ListKind = (typeof LIST_KINDS)[number];
export type ListFieldId = Extract<Row, { kind: ListKind }>['id'];
export type TextFieldId = Exclude<RegistrationFieldId, ListFieldId>;

export const REGISTRATION_LIMITS = { text: 2_000, item: 300, items: 2_000 } as const;
export const REGISTRATION_FORMAT = 'palier-registration-file';
export const REGISTRATION_VERSION = 1;

/** Texts as they were typed: what is wrong in them is said, not lost. */
export type RegistrationFile = Record<TextFieldId, string> & Record<ListFieldId, string[]>;

export const isList = (field: RegistrationField): boolean => (LIST_KINDS as readonly string[]).includes(field.kind);

/** The value of every field, made one by one; its type is what the table says. */
function fileOf(value: (field: RegistrationField) => string | string[]): RegistrationFile {
  return Object.fromEntries(REGISTRATION_FIELDS.map((field) => [field.id, value(field)])) as RegistrationFile;
}

export const EMPTY_REGISTRATION: RegistrationFile = fileOf((field) => (isList(field) ? [] : ''));

const text = z.optional(z.string().check(z.maxLength(REGISTRATION_LIMITS.text)));
const list = z.optional(
  z.array(z.string().check(z.maxLength(REGISTRATION_LIMITS.item))).check(z.maxLength(REGISTRATION_LIMITS.items)),
);

/** The file as JSON: `{ format, version, fields }`; a field that is left out is empty. */
export const registrationFileSchema = z.object({
  format: z.literal(REGISTRATION_FORMAT),
  version: z.literal(REGISTRATION_VERSION),
  fields: z.object(
    Object.fromEntries(REGISTRATION_FIELDS.map((field) => [field.id, isList(field) ? list : text])) as Record<
      RegistrationFieldId,
      typeof text | typeof list
    >,
  ),
});

export type ParsedRegistrationFile =
  | { file: RegistrationFile }
  /** `newer`: of a later version of this tool. `path` is the first field that is wrong, empty for the whole. */
  | { flaw: 'newer' | 'not-ours'; path: string };

/** The file that a JSON value is, or why it is none. */
export function parseRegistrationFile(value: unknown): ParsedRegistrationFile {
  if (typeof value === 'object' && value !== null) {
    const { format, version } = value as { format?: unknown; version?: unknown };
    if (format === REGISTRATION_FORMAT && typeof version === 'number' && version > REGISTRATION_VERSION)
      return { flaw: 'newer', path: 'version' };
  }
  const parsed = registrationFileSchema.safeParse(value);
  if (parsed.success) {
    const fields: Readonly<Record<string, string | string[] | undefined>> = parsed.data.fields;
    return { file: fileOf((field) => fields[field.id] ?? (isList(field) ? [] : '')) };
  }
  return { flaw: 'not-ours', path: parsed.error.issues[0]?.path.join('.') ?? '' };
}

/** The JSON value of a file, as {@link parseRegistrationFile} reads it. */
export function registrationJson(file: RegistrationFile): object {
  return { format: REGISTRATION_FORMAT, version: REGISTRATION_VERSION, lawDate: LAW.date, fields: file };
}

/** Heads of the columns; the first marks the file as ours. */
export interface CsvWords {
  heads: readonly [label: string, value: string];
  labels: Record<RegistrationFieldId, string>;
}

/** First head of the CSV, in every language. */
const CSV_MARK = `${REGISTRATION_FORMAT}/${REGISTRATION_VERSION}`;

/** A row for each value: name of the field, its label for people, the value. */
export function registrationCsv(file: RegistrationFile, { heads, labels }: CsvWords): string {
  const rows = REGISTRATION_FIELDS.flatMap(({ id }) => {
    const value = file[id];
    const values = typeof value === 'string' ? [value] : value;
    return (values.length > 0 ? values : ['']).map((one) => [id, labels[id], one]);
  });
  return csvOf([[CSV_MARK, ...heads], ...rows]);
}

/** The file that a CSV text is, or why it is none. A field that is left out is empty, a row of no field is left out. */
export function parseRegistrationCsv(source: string): ParsedRegistrationFile {
  const { rows: all, isWhole } = readCsv(source);
  const [head, ...rows] = isWhole ? all : [];
  const [format, version] = (head?.[0] ?? '').split('/');
  if (format !== REGISTRATION_FORMAT) return { flaw: 'not-ours', path: '' };
  if (Number(version) > REGISTRATION_VERSION) return { flaw: 'newer', path: 'version' };
  const values = new Map<string, string[]>();
  for (const [id = '', , value = ''] of rows) values.set(id, [...(values.get(id) ?? []), value]);
  const fields = fileOf((field) => {
    const found = values.get(field.id) ?? [];
    return isList(field) ? found.filter((value) => value !== '') : (found[0] ?? '');
  });
  return parseRegistrationFile({ format: REGISTRATION_FORMAT, version: REGISTRATION_VERSION, fields });
}

export type RegistrationCode =
  | 'siren-form'
  | 'siren-key'
  | 'siret-form'
  | 'siret-key'
  | 'siret-of-another'
  | 'email-form'
  | 'phone-form'
  | 'phone-written'
  | 'network-form'
  | 'network-dashed'
  | 'network-single'
  | 'network-host-bits'
  | 'network-written'
  | 'network-private'
  | 'network-reserved'
  | 'network-wide'
  | 'network-overlap'
  | 'duplicate'
  | 'value-unknown'
  | 'subsector-missing'
  | 'too-long';

export interface RegistrationIssue {
  field: RegistrationFieldId;
  /** Place in a list, from 0; null for a field of one value. */
  index: number | null;
  code: RegistrationCode;
  /** Errors must be mended, warnings looked at. */
  severity: 'error' | 'warning';
  /** The value that it is about. */
  value: string;
  /** What it could be instead; or, of an overlap, the range that it lies in. */
  proposal: string | null;
}

export interface MissingField {
  field: RegistrationFieldId;
  article: string | null;
}

export interface RegistrationCheck {
  issues: RegistrationIssue[];
  /** Fields that a text asks of this entity, and that are empty. */
  missing: MissingField[];
  /** Fields that no text asks, that a register is likely to, and that are empty. */
  useful: MissingField[];
  /** Asked fields, and how many of them are filled without an error. */
  asked: number;
  filled: number;
  lawDate: string;
}

/** True when a field concerns an entity: those of Article 27 are for digital entities alone. */
export function isAsked(field: RegistrationField, file: RegistrationFile): boolean {
  const isDigital = file.digitalKinds.length > 0;
  if (field.asked === 'digital') return isDigital;
  if (field.asked === 'outside-union') return isDigital && file.inUnion === 'no';
  return field.asked === 'all';
}

/** What is wrong, doubtful or missing in a file. Total: any texts can be looked at. */
export function checkRegistrationFile(file: RegistrationFile): RegistrationCheck {
  const issues = REGISTRATION_FIELDS.flatMap((field) => issuesOf(field, file));
  const empty = (id: RegistrationFieldId) => {
    const value = file[id];
    return typeof value === 'string' ? value.trim() === '' : value.every((one) => one.trim() === '');
  };
  const rows: readonly (RegistrationField & { id: RegistrationFieldId })[] = REGISTRATION_FIELDS;
  const asked = rows.filter((field) => isAsked(field, file));
  const isDigital = file.digitalKinds.length > 0;
  const useful = rows.filter(({ asked, group }) => asked === 'useful' && (group !== 'digital' || isDigital));
  const missingOf = (fields: typeof rows): MissingField[] =>
    fields.filter(({ id }) => empty(id)).map(({ id, article }) => ({ field: id, article }));
  const isWrong = (id: RegistrationFieldId) =>
    issues.some(({ field, severity }) => field === id && severity === 'error');
  return {
    issues,
    missing: missingOf(asked),
    useful: missingOf(useful),
    asked: asked.length,
    filled: asked.filter(({ id }) => !empty(id) && !isWrong(id)).length,
    lawDate: LAW.date,
  };
}

type Found = Omit<RegistrationIssue, 'field' | 'index' | 'value' | 'proposal'> & { proposal?: string };

const error = (code: RegistrationCode): Found[] => [{ code, severity: 'error' }];
const warning = (code: RegistrationCode, proposal?: string): Found => ({
  code,
  severity: 'warning',
  ...(proposal !== undefined && { proposal }),
});

function issuesOf(field: RegistrationField & { id: RegistrationFieldId }, file: RegistrationFile): RegistrationIssue[] {
  const value = file[field.id];
  if (typeof value === 'string') {
    if (value.trim() === '') return [];
    return ofText(field, value.trim(), file).map((found) => issue(field.id, null, value, found));
  }
  const networks = field.kind === 'networks' ? prefixesOf(value) : new Map<string, number>();
  const seen = new Map<string, number>();
  return value.flatMap((one, index) => {
    if (one.trim() === '') return [];
    const found = ofItem(field, one.trim(), networks, value);
    const same = canonicalOf(field, one.trim());
    const isAgain = seen.has(same);
    seen.set(same, index);
    return [...found, ...(isAgain ? [warning('duplicate')] : [])].map((each) => issue(field.id, index, one, each));
  });
}

const issue = (field: RegistrationFieldId, index: number | null, value: string, found: Found): RegistrationIssue => ({
  field,
  index,
  code: found.code,
  severity: found.severity,
  value,
  proposal: found.proposal ?? null,
});

function ofText(field: RegistrationField, value: string, file: RegistrationFile): Found[] {
  if (value.length > REGISTRATION_LIMITS.text) return error('too-long');
  switch (field.kind) {
    case 'siren': {
      const siren = digitsOf(value, 9);
      return siren === null ? error('siren-form') : isSiren(siren) ? [] : error('siren-key');
    }
    case 'siret': {
      const siret = digitsOf(value, 14);
      if (siret === null) return error('siret-form');
      if (!isSiret(siret)) return error('siret-key');
      const siren = digitsOf(file.siren, 9);
      return siren !== null && !siret.startsWith(siren) ? error('siret-of-another') : [];
    }
    case 'email':
      return isEmail(value) ? [] : error('email-form');
    case 'phone':
      return ofPhone(value);
    case 'choice':
      return field.values?.includes(value) ? [] : error('value-unknown');
    default:
      return [];
  }
}

function ofItem(
  field: RegistrationField,
  value: string,
  networks: ReadonlyMap<string, number>,
  all: readonly string[],
): Found[] {
  switch (field.kind) {
    case 'emails':
      return isEmail(value) ? [] : error('email-form');
    case 'phones':
      return ofPhone(value);
    case 'networks':
      return ofNetwork(value, networks);
    default: {
      if (!field.values?.includes(value)) return error('value-unknown');
      const within = field.values.filter((other) => other.startsWith(`${value}/`));
      return within.length > 0 && !within.some((other) => all.includes(other)) ? [warning('subsector-missing')] : [];
    }
  }
}

function ofPhone(value: string): Found[] {
  const phone = phoneOf(value);
  if (phone === null) return error('phone-form');
  return phone === value ? [] : [warning('phone-written', phone)];
}

const NETWORK_CODES = {
  single: 'network-single',
  'host-bits': 'network-host-bits',
  form: 'network-written',
  private: 'network-private',
  reserved: 'network-reserved',
  wide: 'network-wide',
} as const;

function ofNetwork(value: string, networks: ReadonlyMap<string, number>): Found[] {
  const parsed = parseNetwork(value);
  if ('flaw' in parsed) return error(parsed.flaw === 'dashed' ? 'network-dashed' : 'network-form');
  const mends = ['single', 'host-bits', 'form'];
  const found = parsed.warnings.map((code) =>
    warning(NETWORK_CODES[code], mends.includes(code) ? parsed.canonical : undefined),
  );
  const wider = enclosing(parsed, networks);
  return wider === null ? found : [...found, warning('network-overlap', wider)];
}

function prefixesOf(texts: readonly string[]): Map<string, number> {
  const found = texts.flatMap((text): [string, number][] => {
    const parsed = parseNetwork(text);
    return 'flaw' in parsed ? [] : [[parsed.canonical, parsed.prefix]];
  });
  return new Map(found);
}

/** What a value is the same as, however it is written. */
function canonicalOf(field: RegistrationField, value: string): string {
  switch (field.kind) {
    case 'networks': {
      const parsed = parseNetwork(value);
      return 'flaw' in parsed ? value : parsed.canonical;
    }
    case 'phones':
      return phoneOf(value) ?? value;
    case 'emails':
      return value.toLowerCase();
    default:
      return value;
  }
}
