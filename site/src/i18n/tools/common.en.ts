import type { ToolWords } from './common.fr.ts';

export const common: ToolWords = {
  noScript:
    'This tool computes in your browser, so that your answers go nowhere; it needs JavaScript. Without it, the rules are written below, in plain words.',
  privacy: 'Your answers do not leave this browser.',
  law: 'State of the law on {date}.',
  lawBill: 'The directive is not transposed in France yet: what the law will say may change.',
  keeping: {
    memory:
      'This browser keeps nothing (private window, no room, or a setting): your answers live as long as this page. Save them to a file before you close it.',
    unreadable: 'What this browser had kept cannot be read: the tool starts afresh.',
  },
  file: {
    tooLarge: 'This file is too large ({max} at most).',
    notText: 'This file is not a text in UTF-8. Save it in that encoding, then try again.',
    notOurs: 'This file does not come from this tool: {path}.',
  },
  back: 'Back',
  next: 'Continue',
  print: 'Print or save as PDF',
  saveJson: 'Save (JSON)',
  saveCsv: 'Save (CSV)',
  open: 'Open a file',
  forget: 'Erase my answers',
  forgetSure: 'Erase everything from this browser?',
  forgetYes: 'Yes, erase',
  forgetNo: 'No, keep',
};
