import { readFile, stat } from 'node:fs/promises';
import type { ImportDocument, ImportResult } from '@palier/model';
import { CmsUnavailable, createCmsClient } from './cms-client.ts';
import { explainReadError, findFiles } from './find-files.ts';
import type { FoundFile } from './find-files.ts';
import { parseFile } from './parse-file.ts';
import { aboutFile } from './remarks.ts';
import type { Remark } from './remarks.ts';
import type { Report, Summary } from './report.ts';
import type { Place } from './source.ts';
import { FILE_MAX_BYTES, fileTooLarge } from './decode.ts';

export type ImportOptions = {
  /** True: say what would happen, write nothing. */
  dryRun: boolean;
  cmsUrl: string;
  token: string;
  report: Report;
  /** Waits between tries when the CMS is away, in milliseconds. */
  delays?: readonly number[];
};

/** Documents in one request; small enough for a bar that moves. */
const BATCH_DOCUMENTS = 50;
/** Size at which a request is closed, in bytes. One document may be larger: it then goes alone. */
const BATCH_BYTES = 1_000_000;

type Pending = { file: string; document: ImportDocument; places: Record<string, Place>; done: number };

/**
 * Imports files and folders into the CMS. A file that cannot be imported is told to `report` and the others go
 * on. Answers what was done; throws nothing that a user can cause.
 */
export async function importPaths(paths: string[], options: ImportOptions): Promise<Summary> {
  const { report, dryRun } = options;
  const summary: Summary = {
    created: 0,
    updated: 0,
    unchanged: 0,
    refused: 0,
    ignored: 0,
    warnings: 0,
    dryRun,
    stopped: null,
  };
  const refuse = (file: string, ...remarks: Remark[]) => {
    summary.refused += 1;
    remarks.forEach((remark) => report.refused(file, remark));
  };

  const found = await findFiles(paths);
  found.problems.forEach(({ path, remark }) => refuse(path, remark));
  const ignored = found.ignored;
  report.start(found.files.length);
  try {
    const client = createCmsClient({
      ...options,
      onRetry: (reason) => report.notice(`Le CMS ne répond pas (${reason}), nouvel essai…`),
    });
    const flush = async (batch: Pending[]) => {
      const last = batch.at(-1);
      if (last === undefined) return;
      const results = await client.send({ documents: batch.map(({ document }) => document), dryRun });
      batch.forEach((item, index) => {
        const result = results[index];
        if (result === undefined) return;
        if (result.outcome === 'refused') refuse(item.file, remarkOf(result, item.places));
        else summary[result.outcome] += 1;
      });
      report.progress(last.done);
    };
    try {
      await sendInBatches(found.files, flush, {
        refuse,
        ignore: (path) => ignored.push(path),
        warn: (file, remark) => {
          summary.warnings += 1;
          report.warning(file, remark);
        },
      });
      report.progress(found.files.length);
    } finally {
      client.close();
    }
  } catch (error) {
    if (!(error instanceof CmsUnavailable)) throw error;
    summary.stopped = { reason: error.message, remedy: error.remedy };
  }
  summary.ignored = ignored.length;
  report.end(summary, ignored);
  return summary;
}

/** 0 when everything asked for is imported, 1 otherwise. */
export function exitCodeOf(summary: Summary): 0 | 1 {
  return summary.refused > 0 || summary.stopped !== null ? 1 : 0;
}

type Told = {
  refuse: (file: string, ...remarks: Remark[]) => void;
  warn: (file: string, remark: Remark) => void;
  ignore: (file: string) => void;
};

async function sendInBatches(
  files: FoundFile[],
  flush: (batch: Pending[]) => Promise<void>,
  told: Told,
): Promise<void> {
  const firstOf = new Map<string, string>();
  let batch: Pending[] = [];
  let bytes = 0;
  for (const [index, file] of files.entries()) {
    const content = await readContent(file, told);
    if (content === null) continue;
    const parsed = parseFile(file.path, content);
    parsed.warnings.forEach((warning) => told.warn(file.path, warning));
    if (!parsed.ok) {
      told.refuse(file.path, ...parsed.problems);
      continue;
    }
    const identity = identityOf(parsed.document);
    const first = firstOf.get(identity);
    if (first !== undefined) {
      told.refuse(
        file.path,
        aboutFile(`même document que ${first} (${identity})`, 'gardez un des deux fichiers ou changez son nom'),
      );
      continue;
    }
    firstOf.set(identity, file.path);
    const size = Buffer.byteLength(JSON.stringify(parsed.document));
    if (batch.length === BATCH_DOCUMENTS || (batch.length > 0 && bytes + size > BATCH_BYTES)) {
      await flush(batch);
      batch = [];
      bytes = 0;
    }
    batch.push({ file: file.path, document: parsed.document, places: parsed.places, done: index + 1 });
    bytes += size;
  }
  await flush(batch);
}

async function readContent(file: FoundFile, told: Told): Promise<Uint8Array | null> {
  try {
    const { size } = await stat(file.path);
    if (size > FILE_MAX_BYTES) {
      told.refuse(file.path, fileTooLarge(size));
      return null;
    }
    const content = await readFile(file.path);
    // Without an extension, only a front matter tells a content from a Makefile or a program.
    if (!file.named && !/\.(?:md|markdown|txt)$/i.test(file.path) && !hasFrontMatterMark(content)) {
      told.ignore(file.path);
      return null;
    }
    return content;
  } catch (error) {
    told.refuse(file.path, aboutFile(...explainReadError(error)));
    return null;
  }
}

function hasFrontMatterMark(content: Uint8Array): boolean {
  // Latin-1 keeps the ASCII of any encoding; UTF-16 puts a NUL beside each letter.
  return /^[^!-,.-~]{0,64}---/.test(Buffer.from(content.subarray(0, 200)).toString('latin1').replaceAll('\0', ''));
}

/** Two files with one identity describe one document in the same format: only one of them can be right. */
function identityOf({ fields, slug, locale, format }: ImportDocument): string {
  return `${fields.type} ${slug}, ${locale}, format ${format}`;
}

function remarkOf({ problem }: ImportResult, places: Record<string, Place>): Remark {
  if (problem === undefined)
    return aboutFile('le CMS a refusé le document sans dire pourquoi', 'lisez le journal du CMS');
  const field = problem.field.replace(/^fields\./, '').split('.')[0] ?? '';
  const place = places[field];
  return {
    line: place?.line ?? null,
    key: place?.key ?? (field === '' ? null : field),
    reason: problem.reason,
    remedy: problem.remedy,
  };
}
