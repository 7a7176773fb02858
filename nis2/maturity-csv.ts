import { csvOf, readCsv } from './csv.ts';
import { parseAssessment, type Assessment, type MaturityFlaw, type Parsed } from './maturity.ts';
import { QUESTIONNAIRES, type AnswerStep, type QuestionId } from './maturity-questions.ts';

/**
 * An assessment as a table, for spreadsheets: read again from its first two columns and the last, whatever the language of
 * the others.
 */

/** The words of the table, in the language of the reader. */
export interface CsvWords {
  heads: { question: string; answer: string; note: string };
  question(id: QuestionId): string;
  step(step: AnswerStep): string;
}

const HEADS = { id: 'id', step: 'code' };
/** Rows that say what the table is. */
const FACTS = ['format', 'version', 'date', 'rules', 'by', 'questionnaire'] as const;

/** The table: UTF-8 with its mark, a semicolon between cells (RFC 4180 otherwise), as spreadsheets in French open it. */
export function assessmentToCsv(assessment: Assessment, words: CsvWords): string {
  const rows = [
    [HEADS.id, HEADS.step, words.heads.question, words.heads.answer, words.heads.note],
    ...FACTS.map((fact) => [fact, String(assessment[fact] ?? ''), '', '', '']),
    ...QUESTIONNAIRES[assessment.questionnaire].map(({ id }) => {
      const { step, note = '' } = assessment.answers[id] ?? {};
      return [id, step ?? '', words.question(id), step ? words.step(step) : '', note];
    }),
  ];
  return csvOf(rows);
}

/** Reads such a table again, whatever separator a spreadsheet saved it with. Never throws. */
export function assessmentFromCsv(text: string): Parsed<Assessment> {
  const { rows, isWhole } = readCsv(text);
  if (!isWhole) return flaw('', 'a quote is not closed');
  const [heads, ...cells] = rows;
  if (heads?.[0] !== HEADS.id || heads[1] !== HEADS.step) return flaw('', 'not a table of this tool');
  const facts: Record<string, unknown> = {};
  const answers: Record<string, unknown> = {};
  for (const [id = '', step = '', ...others] of cells) {
    if (step === '') continue;
    // A key that is not one of ours is refused below, with its name; own property, whatever it is called.
    const into = (FACTS as readonly string[]).includes(id) ? facts : answers;
    const note = others[2] ?? '';
    const value = into === answers ? { step, ...(note && { note }) } : id === 'version' ? Number(step) : step;
    Object.defineProperty(into, id, { value, enumerable: true, configurable: true, writable: true });
  }
  return parseAssessment({ ...facts, answers });
}

function flaw(path: string, message: string): { ok: false; errors: MaturityFlaw[] } {
  return { ok: false, errors: [{ path, message }] };
}
