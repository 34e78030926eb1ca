/** What became of one of the things that were asked for together. */
export type Outcome<Answer> = { readonly answer: Answer } | { readonly error: unknown };

interface Waiting<Asked, Answer> {
  asked: Asked;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/**
 * Gathers what is asked for within one turn of the event loop and has it done at once. Nobody waits for others to come: whoever asks
 * alone is answered as if there were no gathering.
 */
export class Together<Asked, Answer> {
  readonly #doAll: (asked: readonly Asked[]) => Promise<readonly Outcome<Answer>[]>;
  #waiting: Waiting<Asked, Answer>[] = [];

  /** @param doAll - has one outcome for each, in their order; when it rejects, that is the outcome of each */
  constructor(doAll: (asked: readonly Asked[]) => Promise<readonly Outcome<Answer>[]>) {
    this.#doAll = doAll;
  }

  ask(asked: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ asked, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => void this.#flush());
    });
  }

  async #flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      const outcomes = await this.#doAll(waiting.map(({ asked }) => asked));
      waiting.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome !== undefined && 'answer' in outcome) resolve(outcome.answer);
        else reject(outcome?.error ?? new Error('nothing was answered'));
      });
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }
}

/** The outcome of each, done one beside the other: one that fails, fails alone. */
export async function each<Asked, Answer>(
  asked: readonly Asked[],
  doOne: (asked: Asked) => Promise<Answer>,
): Promise<Outcome<Answer>[]> {
  const settled = await Promise.allSettled(asked.map((one) => doOne(one)));
  return settled.map((one) => (one.status === 'fulfilled' ? { answer: one.value } : { error: one.reason }));
}
