import type { AtCrashPoint, CrashPoint } from '../../src/store/crash-point.ts';

/** One passing of a named point; the first of an act is number 1. */
export interface Passing {
  point: CrashPoint;
  nth: number;
}

/** Stops a bot at a named point: whoever comes there goes no further. */
export class StopAt {
  /** Points passed since the last `count`, in their order. */
  readonly passed: Passing[] = [];
  #wanted: (Passing & { reached: () => void }) | undefined;
  #end: (error: Error) => void = () => undefined;

  /** For the bot: called at every point. */
  readonly at: AtCrashPoint = (point) => {
    const nth = 1 + this.passed.filter((each) => each.point === point).length;
    this.passed.push({ point, nth });
    if (this.#wanted?.point !== point || this.#wanted.nth !== nth) return;
    this.#wanted.reached();
    this.#wanted = undefined;
    return new Promise((_, reject) => {
      this.#end = reject;
    });
  };

  /** Forgets the points passed so far. */
  count(): void {
    this.passed.length = 0;
  }

  /** The bot will stop there. @returns when it did */
  stopAt({ point, nth }: Passing): Promise<void> {
    this.count();
    return new Promise((reached) => {
      this.#wanted = { point, nth, reached };
    });
  }

  /** Ends what stands at the point, once nothing it could still do counts. */
  end(): void {
    this.#wanted = undefined;
    this.#end(new Error('the process ended here'));
  }
}
