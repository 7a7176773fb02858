import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from './json.ts';
import {
  LEVEL_FROM,
  MATURITY_LEVELS,
  assessMaturity,
  assessmentOf,
  assessmentSchema,
  compare,
  latestMaturity,
  maturityAnswersSchema,
  mergeAnswers,
  parseAssessment,
  parseKeptAssessment,
  parseMaturity,
  type Answers,
  type Assessment,
  type MaturityAnswers,
  type MaturityLevel,
} from './maturity.ts';
import {
  ANSWERS,
  QUESTIONNAIRES,
  QUESTIONNAIRE_NAMES,
  QUESTIONS,
  STEPS,
  answersOf,
  themesOf,
  type AnswerStep,
  type QuestionId,
  type Questionnaire,
} from './maturity-questions.ts';

const idsOf = (questionnaire: Questionnaire) => QUESTIONNAIRES[questionnaire].map(({ id }) => id);
/** The same answer to every question. */
const all = (questionnaire: Questionnaire, step: AnswerStep): MaturityAnswers => ({
  questionnaire,
  answers: Object.fromEntries(idsOf(questionnaire).map((id) => [id, { step, note: 'Parce que.' }])),
});
const rank = (level: MaturityLevel | null) => (level === null ? 0 : MATURITY_LEVELS.indexOf(level) + 1);

const someAnswers = fc.constantFrom(...QUESTIONNAIRE_NAMES).chain((questionnaire) =>
  fc
    .array(fc.option(fc.constantFrom(...ANSWERS), { nil: undefined }), {
      minLength: QUESTIONNAIRES[questionnaire].length,
      maxLength: QUESTIONNAIRES[questionnaire].length,
    })
    .map((steps): MaturityAnswers => {
      const answers: Answers = {};
      idsOf(questionnaire).forEach((id, n) => {
        const step = steps[n];
        if (step) answers[id] = { step };
      });
      return { questionnaire, answers };
    }),
);
const withQuestion = someAnswers.chain((given) =>
  fc.constantFrom(...idsOf(given.questionnaire)).map((id) => ({ given, id })),
);
const answering = ({ questionnaire, answers }: MaturityAnswers, id: QuestionId, step: AnswerStep): MaturityAnswers => ({
  questionnaire,
  answers: { ...answers, [id]: { step } },
});

describe('the tables', () => {
  it('hold 18 quick questions in six themes, and ReCyF’s objectives: 15 for an important entity, 20 for an essential one', () => {
    expect(QUESTIONNAIRE_NAMES.map((name) => QUESTIONNAIRES[name].length)).toEqual([18, 15, 20]);
    expect(QUESTIONNAIRES.essential.map(({ objectives }) => objectives)).toEqual(
      Array.from({ length: 20 }, (_, n) => [n + 1]),
    );
    for (const theme of themesOf('quick'))
      expect(
        QUESTIONNAIRES.quick.filter((question) => question.theme === theme),
        theme,
      ).toHaveLength(3);
  });

  it('name each question once, with an article of NIS 2', () => {
    const questions = [...QUESTIONNAIRES.quick, ...QUESTIONNAIRES.essential];
    expect(Object.keys(QUESTIONS)).toHaveLength(questions.length);
    for (const { id, articles } of questions) {
      expect(articles.length, id).toBeGreaterThan(0);
      for (const article of articles) expect(article).toMatch(/^(?:20|21|23)\(\d\)(?:\([a-j]\))?$/);
    }
  });

  it('ask of every ground of article 21(2), in the quick questionnaire but for cryptography', () => {
    const letters = (questionnaire: Questionnaire) =>
      [...new Set(QUESTIONNAIRES[questionnaire].flatMap(({ articles }) => articles))]
        .map((article) => /^21\(2\)\((\w)\)$/.exec(article)?.[1])
        .filter((letter) => letter !== undefined)
        .sort()
        .join('');
    expect(letters('essential')).toBe('abcdefghij');
    expect(letters('important')).toBe('abcdefghij');
    expect(letters('quick')).toBe('abcdegij');
  });
});

describe('the level', () => {
  it.each([
    ['not-started', 'novice', 0],
    ['begun', 'novice', 25],
    ['partly', 'intermediate', 50],
    ['in-place', 'advanced', 75],
    ['checked', 'expert', 100],
  ] as const)('of all questions answered %s is %s, at %i %%', (step, level, rate) => {
    for (const questionnaire of QUESTIONNAIRE_NAMES) {
      const { overall, themes } = assessMaturity(all(questionnaire, step));
      expect(overall).toMatchObject({ level, rate, unknown: 0, because: null });
      expect(themes.map((theme) => theme.level)).toEqual(themesOf(questionnaire).map(() => level));
    }
  });

  it('begins at its percentage, not below', () => {
    const at = (points: number) => {
      const answers: Answers = {};
      for (const id of idsOf('essential').slice(0, Math.floor(points / 4))) answers[id] = { step: 'checked' };
      const next = idsOf('essential')[Math.floor(points / 4)];
      if (next) answers[next] = { step: STEPS[points % 4]! };
      return assessMaturity({ questionnaire: 'essential', answers }).overall;
    };
    // Of 80 points, 24 are 30 %; the themes that know nothing hold the level at novice.
    expect(at(23)).toMatchObject({ rate: 28, level: 'novice' });
    expect(at(80)).toMatchObject({ rate: 100, level: 'expert' });
    expect(LEVEL_FROM).toEqual({ novice: 0, intermediate: 30, advanced: 60, expert: 85 });
  });

  it('is undetermined, with the reason, where nothing is known or nothing applies', () => {
    for (const questionnaire of QUESTIONNAIRE_NAMES) {
      for (const nothing of [all(questionnaire, 'unknown'), { questionnaire, answers: {} }]) {
        const { overall, themes } = assessMaturity(nothing);
        expect(overall).toMatchObject({ level: null, because: 'unknown', rate: 0 });
        expect(new Set(themes.map(({ because }) => because))).toEqual(new Set(['unknown']));
      }
      expect(assessMaturity(all(questionnaire, 'not-applicable')).overall).toMatchObject({
        level: null,
        because: 'not-applicable',
        applicable: 0,
      });
    }
  });

  it('is at most one above the weakest theme, and says which it is', () => {
    const given = all('quick', 'checked');
    for (const { id } of QUESTIONNAIRES.quick.filter(({ theme }) => theme === 'continuity'))
      given.answers[id] = { step: 'not-started' };
    const { overall, limitedBy } = assessMaturity(given);
    expect(overall).toMatchObject({ rate: 83, level: 'intermediate' });
    expect(limitedBy).toEqual(['continuity']);
    expect(assessMaturity(all('quick', 'checked')).limitedBy).toEqual([]);
  });

  it('never falls when an answer improves, nor does any rate', () => {
    fc.assert(
      fc.property(withQuestion, fc.nat({ max: 3 }), ({ given, id }, from) => {
        for (const worse of [STEPS[from]!, 'unknown'] as const) {
          const [before, after] = [worse, STEPS[from + 1]!].map((step) => assessMaturity(answering(given, id, step)));
          expect(after!.overall.rate).toBeGreaterThanOrEqual(before!.overall.rate);
          expect(rank(after!.overall.level)).toBeGreaterThanOrEqual(rank(before!.overall.level));
          after!.themes.forEach(({ rate, level }, n) => {
            expect(rate).toBeGreaterThanOrEqual(before!.themes[n]!.rate);
            expect(rank(level)).toBeGreaterThanOrEqual(rank(before!.themes[n]!.level));
          });
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is never raised by not knowing: "unknown" counts as no answer, and as not started', () => {
    fc.assert(
      fc.property(withQuestion, ({ given, id }) => {
        const unknown = assessMaturity(answering(given, id, 'unknown')).overall;
        const without: Answers = { ...given.answers };
        delete without[id];
        const absent = assessMaturity({ ...given, answers: without }).overall;
        expect(unknown).toEqual(absent);
        for (const step of STEPS) {
          const known = assessMaturity(answering(given, id, step)).overall;
          expect(unknown.rate).toBeLessThanOrEqual(known.rate);
          expect(rank(unknown.level)).toBeLessThanOrEqual(rank(known.level));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is the mean of what applies alone: what does not apply neither raises nor lowers', () => {
    fc.assert(
      fc.property(someAnswers, ({ questionnaire, answers }) => {
        const points = idsOf(questionnaire)
          .filter((id) => answers[id]?.step !== 'not-applicable')
          .map((id) => Math.max(0, (STEPS as readonly string[]).indexOf(answers[id]?.step ?? '')));
        const { overall } = assessMaturity({ questionnaire, answers });
        expect(overall.applicable).toBe(points.length);
        const sum = points.reduce((total, point) => total + point, 0);
        expect(overall.rate).toBe(points.length === 0 ? 0 : Math.floor((sum * 25) / points.length));
      }),
      { numRuns: 1000 },
    );
  });

  it('counts nothing that belongs to another questionnaire', () => {
    const important = all('important', 'checked');
    const answers: Answers = {
      ...important.answers,
      recyf20: { step: 'not-started' },
      leader: { step: 'not-started' },
    };
    expect(assessMaturity({ questionnaire: 'important', answers })).toEqual(assessMaturity(important));
  });

  it('asks the reason of what is said not to apply', () => {
    const given = all('important', 'not-applicable');
    expect(assessMaturity(given).unjustified).toEqual([]);
    given.answers.recyf6 = { step: 'not-applicable', note: '  ' };
    given.answers.recyf8 = { step: 'not-applicable' };
    expect(assessMaturity(given).unjustified).toEqual(['recyf6', 'recyf8']);
  });
});

describe('the next actions', () => {
  it('are five at most, quick wins first, then what changes most for the effort', () => {
    fc.assert(
      fc.property(someAnswers, (given) => {
        const { actions } = assessMaturity(given);
        expect(actions.length).toBeLessThanOrEqual(5);
        expect(new Set(actions.map(({ question }) => question)).size).toBe(actions.length);
        const wins = actions.map(({ isQuickWin }) => isQuickWin);
        expect(wins).toEqual([...wins].sort((a, b) => Number(b) - Number(a)));
        for (const { question, gain } of actions) {
          expect(['checked', 'not-applicable', undefined]).not.toContain(given.answers[question]?.step);
          expect(gain).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('from nothing, are those of little effort and much effect', () => {
    const { actions } = assessMaturity(all('quick', 'not-started'));
    expect(actions.map(({ question }) => question)).toEqual([
      'leader',
      'secondFactor',
      'restore',
      'response',
      'suppliers',
    ]);
    for (const action of actions) expect(action).toMatchObject({ kind: 'do', effort: 1, isQuickWin: true });
  });

  it('find out what is not known, check what is in place, and leave alone what is checked or not asked yet', () => {
    const answers: Answers = {
      leader: { step: 'unknown' },
      backups: { step: 'in-place' },
      accounts: { step: 'checked' },
      network: { step: 'not-applicable' },
    };
    const { actions } = assessMaturity({ questionnaire: 'quick', answers });
    expect(actions.map(({ question, kind }) => [question, kind])).toEqual([
      ['leader', 'find-out'],
      ['backups', 'check'],
    ]);
    expect(assessMaturity(all('essential', 'checked')).actions).toEqual([]);
  });
});

describe('what comes from elsewhere', () => {
  it('gives a result or the fields that are wrong, whatever it is: 100,000 inputs', () => {
    const nearly = fc.record(
      {
        questionnaire: fc.oneof(fc.constantFrom(...QUESTIONNAIRE_NAMES), fc.jsonValue({ maxDepth: 1 })),
        answers: fc.dictionary(
          fc.oneof(fc.constantFrom(...Object.keys(QUESTIONS), '__proto__', 'constructor', ''), fc.string()),
          fc.oneof(
            fc.record({ step: fc.constantFrom(...ANSWERS) }),
            fc.record({ step: fc.string(), note: fc.string() }, { requiredKeys: [] }),
            fc.jsonValue({ maxDepth: 1 }),
          ),
          { maxKeys: 4 },
        ),
      },
      { requiredKeys: [] },
    );
    const seen = { ok: 0, wrong: 0 };
    fc.assert(
      fc.property(fc.oneof(someAnswers, nearly, fc.jsonValue({ maxDepth: 2 })), (value) => {
        const parsed = parseMaturity(value);
        seen[parsed.ok ? 'ok' : 'wrong'] += 1;
        if (parsed.ok) {
          const { overall } = assessMaturity(parsed.value);
          if (!(overall.rate >= 0 && overall.rate <= 100)) throw new Error(`rate ${overall.rate}`);
        } else if (parsed.errors.length === 0 || !parsed.errors.every(({ message }) => message))
          throw new Error('an error that says nothing');
      }),
      { numRuns: 100_000 },
    );
    expect(seen.ok).toBeGreaterThan(10_000);
    expect(seen.wrong).toBeGreaterThan(10_000);
  });

  it.each([
    [null, ''],
    [{ questionnaire: 'quick' }, 'answers'],
    [{ questionnaire: 'slow', answers: {} }, 'questionnaire'],
    [{ questionnaire: 'quick', answers: { leader: { step: 'great' } } }, 'answers.leader.step'],
    [{ questionnaire: 'quick', answers: { nobody: { step: 'checked' } } }, 'answers.nobody'],
    [
      { questionnaire: 'quick', answers: { leader: { step: 'checked', note: 'x'.repeat(2001) } } },
      'answers.leader.note',
    ],
    [{ questionnaire: 'quick', answers: {}, more: 1 }, 'more'],
  ])('names the field that is wrong: %j', (value, path) => {
    const parsed = parseMaturity(value);
    expect(parsed.ok ? null : parsed.errors.map((error) => error.path)).toEqual([path]);
  });

  it('refuses a file of a newer version, and one whose day does not exist', () => {
    const file = assessmentOf(all('quick', 'partly'), '2026-11-26');
    expect(parseAssessment(JSON.parse(JSON.stringify(file)))).toEqual({ ok: true, value: file });
    const paths = (value: unknown) => {
      const parsed = parseAssessment(value);
      return parsed.ok ? [] : parsed.errors.map(({ path }) => path);
    };
    expect(paths({ ...file, version: 2 })).toEqual(['version']);
    expect(paths({ ...file, date: '2026-02-30' })).toEqual(['date']);
    expect(paths({ ...file, date: 'yesterday' })).toContain('date');
    expect(paths({ ...file, format: 'other' })).toEqual(['format']);
  });

  it('is described by JSON Schemas', () => {
    for (const schema of [maturityAnswersSchema, assessmentSchema])
      expect(z.toJSONSchema(schema)).toMatchObject({ type: 'object', additionalProperties: false });
  });
});

describe('what the browser keeps', () => {
  const kept = { version: 1 as const, questionnaire: null, answers: {}, results: [] as Assessment[] };

  it('is read again as it was written, and is nothing when it is something else', () => {
    const full = {
      ...kept,
      ...all('essential', 'begun'),
      results: [assessmentOf(all('quick', 'partly'), '2026-11-26')],
    };
    expect(parseKeptAssessment(JSON.parse(JSON.stringify(full)))).toEqual(full);
    for (const other of [null, 3, 'x', [], { ...full, version: 2 }, { ...full, results: [{}] }])
      expect(parseKeptAssessment(other)).toBeNull();
  });

  it('tells the latest level: that of the answers under way, else of the last result, else none', () => {
    expect(latestMaturity(kept)).toBeNull();
    const results = ['partly', 'checked'].map((step) => assessmentOf(all('quick', step as 'partly'), '2026-11-26'));
    expect(latestMaturity({ ...kept, results })?.overall.level).toBe('expert');
    expect(latestMaturity({ ...kept, questionnaire: 'essential', results })?.overall.level).toBe('expert');
    expect(latestMaturity({ ...kept, ...all('quick', 'begun'), results })?.overall.level).toBe('novice');
  });
});

describe('the answers of several people', () => {
  const by = (name: string, answers: Answers, questionnaire: Questionnaire = 'quick') =>
    assessmentOf({ questionnaire, answers }, '2026-11-26', name);

  it('are one: the least advanced counts, who does not know is filled in by who does, notes are joined', () => {
    const merged = mergeAnswers([
      by('Informatique', {
        backups: { step: 'checked', note: 'Tous les soirs.' },
        training: { step: 'unknown' },
        network: { step: 'not-applicable', note: 'Pas de serveur.' },
      }),
      by('Direction', {
        backups: { step: 'partly', note: 'Pas la paie.' },
        training: { step: 'in-place' },
        network: { step: 'in-place' },
        leader: { step: 'unknown' },
      }),
    ]);
    expect(merged?.answers).toEqual({
      leader: { step: 'unknown' },
      backups: { step: 'partly', note: 'Tous les soirs.\nPas la paie.' },
      training: { step: 'in-place' },
      network: { step: 'in-place', note: 'Pas de serveur.' },
    });
    expect(merged?.disagreements).toEqual([
      {
        question: 'network',
        given: [
          { from: 0, step: 'not-applicable' },
          { from: 1, step: 'in-place' },
        ],
        kept: 'in-place',
      },
      {
        question: 'backups',
        given: [
          { from: 0, step: 'checked' },
          { from: 1, step: 'partly' },
        ],
        kept: 'partly',
      },
    ]);
  });

  it('of one person are what that person answered, and of nobody are nothing', () => {
    const one = by('Informatique', all('quick', 'partly').answers);
    expect(mergeAnswers([one])).toEqual({
      questionnaire: 'quick',
      answers: one.answers,
      disagreements: [],
      left: [],
    });
    expect(mergeAnswers([one, one])?.answers).toEqual(one.answers);
    expect(mergeAnswers([])).toBeNull();
  });

  it('to another kind of questionnaire are left out, and said to be; ReCyF’s two merge as the longer', () => {
    const merged = mergeAnswers([
      by('A', all('important', 'partly').answers, 'important'),
      by('B', all('quick', 'partly').answers),
      by('C', { recyf20: { step: 'begun' } }, 'essential'),
    ]);
    expect(merged).toMatchObject({ questionnaire: 'essential', left: [1], answers: { recyf20: { step: 'begun' } } });
  });

  it('do not depend on the order of people, and are never above what any of them knows', () => {
    fc.assert(
      fc.property(fc.array(someAnswers, { minLength: 1, maxLength: 4 }), (several) => {
        const files = several.map((one) => assessmentOf({ ...one, questionnaire: 'essential' }, '2026-11-26'));
        const [there, back] = [mergeAnswers(files)!, mergeAnswers([...files].reverse())!];
        expect(back.answers).toEqual(there.answers);
        for (const { answers } of files)
          for (const id of idsOf('essential')) {
            const own = (STEPS as readonly string[]).indexOf(answers[id]?.step ?? '');
            const merged = (STEPS as readonly string[]).indexOf(there.answers[id]?.step ?? '');
            if (own >= 0) expect(merged).toBeLessThanOrEqual(own);
          }
      }),
    );
  });

  it('keep a note that is too long when joined, cut to what a file may hold', () => {
    const note = (letter: string) => ({ leader: { step: 'partly' as const, note: letter.repeat(1500) } });
    const merged = mergeAnswers([by('A', note('a')), by('B', note('b'))])!;
    expect(parseMaturity({ questionnaire: merged.questionnaire, answers: merged.answers }).ok).toBe(true);
  });
});

describe('two assessments', () => {
  it('compare on the same questions, with what is better and what is worse', () => {
    const before = all('important', 'partly');
    const after = all('essential', 'partly');
    after.answers.recyf9 = { step: 'checked' };
    after.answers.recyf10 = { step: 'begun' };
    after.answers.recyf20 = { step: 'not-started' };
    expect(compare(before, after)).toMatchObject({
      on: 'important',
      before: { overall: { rate: 50 } },
      after: { overall: { rate: 51 } },
      better: ['recyf9'],
      worse: ['recyf10'],
    });
  });

  it('do not compare when one is quick and the other is not', () => {
    expect(compare(all('quick', 'partly'), all('important', 'partly'))).toBeNull();
    expect(compare(all('quick', 'partly'), all('quick', 'partly'))).toMatchObject({ better: [], worse: [] });
  });
});

it('the quick questionnaire offers plain answers, the complete one all of them', () => {
  expect(answersOf('quick')).toEqual(['not-started', 'partly', 'in-place', 'checked', 'unknown']);
  expect(answersOf('essential')).toEqual(ANSWERS);
});
