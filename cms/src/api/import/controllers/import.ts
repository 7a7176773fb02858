import { importRequest, type ImportAnswer } from '@palier/model';
import { answerError, firstIssue } from '../../../http/answers.ts';
import { hasBearer } from '../../../http/bearer.ts';
import type { HttpContext } from '../../../http/context.ts';
import { readJson } from '../../../http/body.ts';
import { importDocument } from '../../../import/import-document.ts';

const MAX_BYTES = 20 * 1024 * 1024;

export default {
  async run(context: HttpContext) {
    if (!hasBearer(context, 'IMPORT_TOKEN')) return;
    const parsed = importRequest.safeParse(await readJson(context, MAX_BYTES));
    if (!parsed.success) return answerError(context, 400, 'ValidationError', firstIssue(parsed.error));
    const answer: ImportAnswer = { results: [] };
    for (const document of parsed.data.documents) {
      answer.results.push(await importDocument(strapi, document, parsed.data.dryRun));
    }
    context.body = answer;
  },
};
