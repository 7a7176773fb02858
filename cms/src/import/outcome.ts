import type { ImportResult } from '@palier/model';

/** What became of a document that was taken. */
export type Outcome = Exclude<ImportResult['outcome'], 'refused'>;

/** Why a document cannot be imported; thrown, it takes back what was written of it. */
export class Refusal extends Error {
  readonly problem: NonNullable<ImportResult['problem']>;
  constructor(problem: NonNullable<ImportResult['problem']>) {
    super(problem.reason);
    this.problem = problem;
  }
}
