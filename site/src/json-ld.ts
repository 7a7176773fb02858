/** A thing of schema.org. */
export type Thing = { '@type': string | string[] } & Record<string, unknown>;

/**
 * Things of schema.org as the content of a `<script type="application/ld+json">`: no text in them can end the script, or
 * start another.
 */
export function jsonLd(things: readonly Thing[]): string {
  const [only] = things;
  const data =
    things.length === 1
      ? { '@context': 'https://schema.org', ...only }
      : { '@context': 'https://schema.org', '@graph': things };
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
