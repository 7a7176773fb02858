/** Thrown in a transaction that is to give everything back and still has something to say: see {@link outcomeOf}. */
export class RollBack<Outcome> extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super('rolled back');
    this.outcome = outcome;
  }
}

/** What a transaction came to, whether it was committed or threw a {@link RollBack} with an outcome of the same type. */
export async function outcomeOf<Outcome>(transaction: Promise<Outcome>): Promise<Outcome> {
  try {
    return await transaction;
  } catch (error) {
    if (error instanceof RollBack) return error.outcome as Outcome;
    throw error;
  }
}
