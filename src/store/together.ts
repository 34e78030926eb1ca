/** What became of one of the things that were asked for together. */
export type Outcome<Answer> = { readonly answer: Answer } | { readonly error: unknown };

interface Waiting<Asked, Answer> {
  asked: Asked;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/**
 * Gathers what is asked for within one turn of the event loop and has it done at once. Nobody waits for others to come: whoever asks
 * alone is answered as if there were no gathering. Where that pays, what comes while others are being answered waits for them, but only
 * for a moment.
 */
export class Together<Asked, Answer> {
  readonly #doAll: (asked: readonly Asked[]) => Promise<readonly Outcome<Answer>[]>;
  readonly #patienceMs: number;
  #waiting: Waiting<Asked, Answer>[] = [];
  #underWay = 0;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param doAll - has one outcome for each, in their order; when it rejects, that is the outcome of each
   * @param patienceMs - how long those who come wait at most for those who are being answered
   */
  constructor(doAll: (asked: readonly Asked[]) => Promise<readonly Outcome<Answer>[]>, patienceMs = 0) {
    this.#doAll = doAll;
    this.#patienceMs = patienceMs;
  }

  ask(asked: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ asked, resolve, reject });
      if (this.#waiting.length > 1) return;
      if (this.#underWay === 0 || this.#patienceMs === 0) this.#flushSoon();
      else this.#timer = setTimeout(() => this.#flush(), this.#patienceMs);
    });
  }

  #flushSoon(): void {
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length > 0) void this.#answer(waiting);
  }

  async #answer(waiting: readonly Waiting<Asked, Answer>[]): Promise<void> {
    this.#underWay += 1;
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
    this.#underWay -= 1;
    // Those who were just answered may have something more to ask.
    if (this.#timer !== undefined && this.#underWay === 0) this.#flushSoon();
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
