/** Colours of `tokens.css`, for the page that shows them; a test keeps the two in step. */
export const TOKENS = [
  'paper',
  'sheet',
  'ink',
  'ink-soft',
  'line',
  'edge',
  'brand',
  'amber',
  'focus',
  'alert',
  'good',
  'l1',
  'l2',
  'l3',
  'l4',
] as const;
