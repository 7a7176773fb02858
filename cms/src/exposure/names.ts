import known from './known-names.json';

/** Of a list of `known-names.json`: `*.cnil.fr` is a name with everything under it, `google.com` a name with its `www.`. */
class Names {
  readonly #whole = new Set<string>();
  readonly #alone = new Set<string>();

  constructor(entries: readonly string[]) {
    for (const entry of entries) {
      if (entry.startsWith('*.')) this.#whole.add(entry.slice(2));
      else this.#alone.add(entry);
    }
  }

  has(name: string): boolean {
    if (this.#alone.has(name.replace(/^www\./, ''))) return true;
    for (let rest = name; rest; rest = rest.includes('.') ? rest.slice(rest.indexOf('.') + 1) : '') {
      if (this.#whole.has(rest)) return true;
    }
    return false;
  }
}

const sites = new Names(Object.values(known.sites).flat());
const examples = new Names(known['names that only serve as examples']);
const notSites = new Set(known['words with a dot that are no site']);
const internalEndings = new Set(known['endings of internal names']);
const fileEndings = new Set(known['endings of files that are also endings of sites']);
const wordEndings = new Set(known['endings of sites that are also words']);
const abbreviations = new Set(known.abbreviations);

/** A sentence that begins without a space after the full stop: `etc.Nous`, `mairie-de-x.fr.Merci`. */
const SENTENCE = /^\p{Lu}\p{Ll}*$/u;
const COMMON_ENDING = /^(?:fr|com|org|net|eu)$/;

/** True for a name that is given in examples, and is nobody's. */
export function isExample(name: string): boolean {
  return examples.has(name.toLowerCase());
}

/** True for a name that a question may cite without saying anything of who asks it. */
export function isCitable(name: string): boolean {
  const lower = name.toLowerCase();
  return sites.has(lower) || examples.has(lower) || lower === 'localhost';
}

/** True for the name of a machine or of a domain inside an organisation: `srv-ad01.mairie.local`. */
export function isInternal(name: string): boolean {
  const labels = name.toLowerCase().split('.');
  return labels.length > 1 && (internalEndings.has(labels.at(-1) ?? '') || /\.home\.arpa$/.test(labels.join('.')));
}

/** The name without the words of the sentence that follows it, where a space is missing. */
export function withoutSentence(name: string): string {
  const labels = name.split('.');
  while (labels.length > 1) {
    const last = labels.at(-1) ?? '';
    if (!SENTENCE.test(last) || COMMON_ENDING.test(last.toLowerCase())) break;
    labels.pop();
  }
  return labels.join('.');
}

/** True for what reads as a name of the Internet in a text, and not as a file, a property or two words. */
export async function isPublicName(name: string): Promise<boolean> {
  const lower = name.toLowerCase();
  const labels = lower.split('.');
  const [first = '', last = ''] = [labels[0], labels.at(-1)];
  if (notSites.has(lower) || fileEndings.has(last)) return false;
  if (labels.length === 2 && abbreviations.has(first)) return false;
  if (labels.length === 2 && wordEndings.has(last) && !/[-\d]/.test(first)) return false;
  return hasPublicEnding(lower);
}

/** True for a name under an ending of the public suffix list. */
export async function hasPublicEnding(name: string): Promise<boolean> {
  // 40,000 endings: loaded when the first text is read, not with the CMS.
  const { parse } = await import('tldts');
  const { domain, isIcann } = parse(name, { extractHostname: false });
  return domain !== null && isIcann === true;
}

/** True for the words with a dot that end like an internal name: `rc.local`. */
export function isOrdinary(name: string): boolean {
  const lower = name.toLowerCase();
  return notSites.has(lower) || abbreviations.has(lower.split('.')[0] ?? '');
}
