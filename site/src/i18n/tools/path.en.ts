import type { PathWords } from './path.fr.ts';

export const path: PathWords = {
  title: 'My path',
  lead: 'What helps you, in order, from your verdict and your level: first what is quick, then what takes time. Nothing is sent: this browser chooses among the pages of the hub.',
  verdict: 'Verdict',
  level: 'Level',
  unknown: 'Not known yet',
  chosen: '{level}, chosen at the top of the page',
  check: 'Am I concerned?',
  assess: 'Assess my level',
  redo: 'Do it again',
  loading: 'The path is being prepared…',
  failed: 'The lists of the hub did not arrive. Your verdict and your level are safe.',
  retry: 'Try again',
  nothing: 'Nothing published suits this level and this sector yet.',
  paths: 'See the ready-made paths',
  stages: {
    'quick-wins': 'First, what is quick',
    now: 'Then, at your level',
    then: 'Next, the level above',
  },
  why: {
    action: 'For your next action: {action}',
    obligation: 'Obligation to come, Article {article}',
    sector: 'Sector: {sector}',
    level: 'Level: {level}',
    nextLevel: 'Next level: {level}',
    quick: '{n} min',
  },
  rules: {
    title: 'How the path is made',
    points: [
      'It starts from your level: that of the assessment, else that chosen at the top of the page, else the first.',
      'It keeps what helps with your five next actions, what the verdict would oblige you to, and what is written for your sector.',
      'A reading of a quarter of an hour comes before one of an hour; the next level comes last.',
      'Two steps at most serve the same action or topic at each moment of the path, and only events to come are in it.',
    ],
  },
  regimes: {
    essential: 'essential entity',
    important: 'important entity',
    'registration-only': 'registration only',
    'other-member-state': 'under another Member State',
    'out-of-scope': 'out of scope',
    undetermined: 'not concluded yet',
  },
};
