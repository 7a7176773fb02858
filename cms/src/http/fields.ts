/** What forms and programs send, by the type that they say it has. */
export type BodyFormat = 'form' | 'json';

/** The format of a body; undefined for one that we do not take. */
export function formatOf(contentType: string | undefined): BodyFormat | undefined {
  const [type = ''] = (contentType ?? '').split(';');
  return FORMATS[type.trim().toLowerCase()];
}

const FORMATS: Record<string, BodyFormat | undefined> = {
  'application/x-www-form-urlencoded': 'form',
  'application/json': 'json',
};

/** Fields of a body; a reason in French when it has another form. */
export function readFields(format: BodyFormat, body: Buffer): Record<string, unknown> | string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return 'L’envoi n’est pas en UTF-8.';
  }
  if (format === 'form') {
    const pairs = [...new URLSearchParams(text)];
    if (new Set(pairs.map(([name]) => name)).size < pairs.length) return 'Un champ est donné deux fois.';
    return Object.fromEntries(pairs);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  return 'L’envoi n’est pas un objet JSON.';
}
