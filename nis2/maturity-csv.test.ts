import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessmentFromCsv, assessmentToCsv, type CsvWords } from './maturity-csv.ts';
import { assessmentOf, type Answers } from './maturity.ts';
import { ANSWERS, QUESTIONNAIRES } from './maturity-questions.ts';

const words: CsvWords = {
  heads: { question: 'Question', answer: 'Réponse', note: 'Note' },
  question: (id) => `Où en est ${id} ? Oui; "non"`,
  step: (step) => `+${step}`,
};

const withNote = (note: string, by?: string) =>
  assessmentOf({ questionnaire: 'quick', answers: { leader: { step: 'partly', note } } }, '2026-11-26', by);

describe('the table', () => {
  it('has a row for each question, answered or not', () => {
    const rows = assessmentToCsv(withNote('ok'), words).trimEnd().split('\r\n');
    expect(rows[0]).toBe('\uFEFF"id";"code";"Question";"Réponse";"Note"');
    expect(rows).toHaveLength(1 + 6 + 18);
    expect(rows[7]).toBe(`"leader";"partly";"Où en est leader ? Oui; ""non""";"'+partly";"ok"`);
  });

  it.each(['=HYPERLINK("http://x.example")', '+33', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', "'=1"])(
    'carries out nothing in a spreadsheet: %j begins with an apostrophe',
    (note) => {
      const text = assessmentToCsv(withNote(note, note.trim()), words);
      expect(text).toContain(`"'${note.replaceAll('"', '""')}"`);
      expect(text).not.toMatch(/[;\n]"[=+\-@＝\t\r\n]/);
    },
  );

  it('is read again as it was written, whatever people wrote', () => {
    const note = fc.oneof(fc.string({ maxLength: 50 }), fc.stringMatching(/^['=+\-@;",\n\r\t]{0,8}$/));
    fc.assert(
      fc.property(
        fc.constantFrom('quick', 'important', 'essential'),
        fc.array(fc.tuple(fc.option(fc.constantFrom(...ANSWERS)), note), { minLength: 20, maxLength: 20 }),
        note,
        (questionnaire, given, by) => {
          const answers: Answers = {};
          QUESTIONNAIRES[questionnaire].forEach(({ id }, n) => {
            const [step, note] = given[n]!;
            if (step) answers[id] = { step, ...(note && { note }) };
          });
          const assessment = assessmentOf({ questionnaire, answers }, '2026-11-26', by);
          expect(assessmentFromCsv(assessmentToCsv(assessment, words))).toEqual({ ok: true, value: assessment });
        },
      ),
    );
  });

  it.each([',', '\t'])('is read again when a spreadsheet saved it with %j, without quotes', (separator) => {
    const rows = [
      ['id', 'code', 'Question', 'Réponse', 'Note'],
      ['format', 'palier-assessment'],
      ['version', '1'],
      ['date', '2026-11-26'],
      ['rules', '2026-10-07.1'],
      ['by', ''],
      ['questionnaire', 'quick'],
      ['leader', 'checked', 'Qui ?', 'Oui', 'ok'],
    ];
    const parsed = assessmentFromCsv(rows.map((cells) => cells.join(separator)).join('\n'));
    expect(parsed).toMatchObject({ ok: true, value: { answers: { leader: { step: 'checked', note: 'ok' } } } });
  });
});

describe('a table that is not ours', () => {
  it.each([
    ['', ''],
    ['nom;prénom\r\nA;B', ''],
    ['"id";"code', ''],
    ['id;code\r\nleader;great', 'answers.leader.step'],
    ['id;code\r\nnobody;checked', 'answers.nobody'],
    ['id;code\r\nversion;2', 'version'],
  ])('%j is refused, with the place', (text, path) => {
    const parsed = assessmentFromCsv(text);
    expect(parsed.ok ? [] : parsed.errors.map((error) => error.path)).toContain(path);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `id;code\n${text}`),
        ),
        (text) => {
          expect(assessmentFromCsv(text).ok).toBe(false);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
