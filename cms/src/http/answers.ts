import type { HttpContext } from './context.ts';

/** Answers with an error in Strapi's own format, for the statuses that have no error class there. */
export function answerError(context: HttpContext, status: number, name: string, message: string): void {
  context.status = status;
  context.body = { data: null, error: { status, name, message, details: {} } };
}

/** The reason why a request does not fit its schema, in one line: `documents.0.slug: …`. */
export function firstIssue(error: { issues: { path: PropertyKey[]; message: string }[] }): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.') || 'request'}: ${issue.message}` : 'unknown';
}
