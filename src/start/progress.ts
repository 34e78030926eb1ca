import type { StartOptions } from './options.ts';
import { startWords } from './words.ts';

const tellEveryMs = 10_000;

/** Tells, again and again until it is ended, what a start is at and how long it has been waited for: a slow disk is not a dead bot. */
export class StartProgress {
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #startedMs = performance.now();
  #stage: keyof typeof startWords.stages = 'store';

  /** @param progress - whom to tell, and how often; nobody without it */
  constructor(progress: StartOptions['progress']) {
    if (progress === undefined) return;
    const { tell, everyMs = tellEveryMs } = progress;
    this.#timer = setInterval(() => {
      const seconds = Math.round((performance.now() - this.#startedMs) / 1000);
      tell(startWords.stillStarting(startWords.stages[this.#stage], seconds));
    }, everyMs);
  }

  /** What the start is at from now on. */
  at(stage: keyof typeof startWords.stages): void {
    this.#stage = stage;
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
