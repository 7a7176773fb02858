import { importDocument } from '@palier/model';
import type { ImportDocument } from '@palier/model';
import { detectFormat, LOOKED_FOR } from './detect-format.ts';
import type { Detected } from './detect-format.ts';
import type { Draft, Input } from './draft.ts';
import { explainIssue } from './explain-issue.ts';
import { readFrontMatter } from './front-matter.ts';
import { readHubFormat } from './hub-format.ts';
import { cleanBody } from './markdown.ts';
import { readOrganisationNote } from './organisation-note.ts';
import { readOrganisationPage } from './organisation-page.ts';
import { aboutFile } from './remarks.ts';
import type { Remark } from './remarks.ts';
import { readServicePage } from './service-page.ts';
import { Source, slugOfAddress } from './source.ts';
import type { Place } from './source.ts';
import { decodeText } from './decode.ts';

export type ParsedFile =
  | {
      ok: true;
      document: ImportDocument;
      warnings: Remark[];
      /** Where each field comes from, for what the CMS says of it. */
      places: Record<string, Place>;
    }
  | { ok: false; problems: Remark[]; warnings: Remark[] };

/**
 * The document that a file holds, or why it holds none. Total: no path and no bytes make it throw. A file is
 * taken whole or not at all.
 */
export function parseFile(path: string, bytes: Uint8Array): ParsedFile {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return { ok: false, problems: [decoded.problem], warnings: [] };
  const matter = readFrontMatter(decoded.text);
  if (!matter.ok) return { ok: false, problems: matter.problems, warnings: decoded.warnings };

  const source = new Source(matter.entries);
  const detected = detectFormat(source, path);
  if (detected === null) {
    const keys = source.keys().slice(0, 12).join(', ').slice(0, 300) || 'aucune clé';
    const problem = aboutFile(`format non reconnu (clés : ${keys})`, `formats attendus : ${LOOKED_FOR}`);
    return { ok: false, problems: [problem], warnings: decoded.warnings };
  }
  const draft = readDraft(detected, { source, path, body: cleanBody(matter.body) });
  const candidate = {
    format: draft.format,
    slug: draft.slug,
    locale: draft.locale,
    fields: withoutUndefined(draft.fields),
    formerSlugs: readFormerSlugs(source, draft.slug),
    contacts: source.contacts(),
    extras: source.extras(),
  };
  if (draft.format === 'hub') warnOfExtras(source, Object.keys(candidate.extras));

  const parsed = importDocument.safeParse(candidate);
  const warnings = [...decoded.warnings, ...source.warnings];
  if (parsed.success && source.problems.length === 0) {
    return { ok: true, document: parsed.data, warnings, places: placesOf(source, draft) };
  }
  const issues = parsed.error?.issues ?? [];
  const problems = issues.map((issue) =>
    explainIssue(issue, candidate, draft.keys, (key) => source.place(key), matter.bodyLine),
  );
  // A value that could not be read is also missing from the document: say it once.
  const said = new Set(source.problems.map((problem) => problem.key));
  return {
    ok: false,
    problems: [...source.problems, ...problems.filter(({ key }) => key === null || !said.has(key))],
    warnings,
  };
}

function readDraft(detected: Detected, input: Input): Draft {
  switch (detected.format) {
    case 'hub':
      return readHubFormat(detected.type, input);
    case 'service-page':
      return readServicePage(input);
    case 'organisation-page':
      return readOrganisationPage(input);
    case 'organisation-note':
      return readOrganisationNote(input);
  }
}

/** Slugs of the addresses under which the document was known. */
function readFormerSlugs(source: Source, slug: string): string[] {
  const addresses = [...(source.lines('redirect_from') ?? []), ...(source.lines('formerSlugs') ?? [])];
  const slugs = new Set(addresses.map(slugOfAddress));
  slugs.delete('');
  slugs.delete(slug);
  return [...slugs];
}

function warnOfExtras(source: Source, keys: string[]): void {
  const warned = new Set<string | null>(source.warnings.map((warning) => warning.key));
  // The reference of a card in the catalogue it was made from: meant to stay unpublished.
  warned.add('ref');
  for (const key of keys.filter((candidate) => !warned.has(candidate))) {
    const place = source.place(key);
    if (place !== undefined) {
      source.warning(
        place,
        place.line,
        'clé inconnue, gardée sans être publiée',
        'vérifiez son orthographe (seeds/README.md)',
      );
    }
  }
}

function placesOf(source: Source, draft: Draft): Record<string, Place> {
  const fields = Object.keys(draft.fields).map((field): [string, Place | undefined] => [
    field,
    source.place(draft.keys[field] ?? field),
  ]);
  return Object.fromEntries(fields.filter((pair): pair is [string, Place] => pair[1] !== undefined));
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
