/** What a reader may say of a page, without an account. */
export const FEEDBACK_KINDS = ['useful', 'not-useful', 'problem'] as const;

export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

/** Longest message of a reader, in characters. */
export const FEEDBACK_MESSAGE_MAX = 2000;
