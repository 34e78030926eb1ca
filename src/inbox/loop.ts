/**
 * Runs a step again and again while it finds work; otherwise waits for a nudge or the next look. Steps never overlap. A step that throws
 * is reported and tried again at the next look.
 */
export class Loop {
  readonly #step: () => Promise<number>;
  readonly #lookMs: number;
  readonly #failed: (error: unknown) => void;
  readonly #most: number;
  #running: Promise<void> | undefined;
  #again = false;
  #done = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = true;

  /**
   * @param step - says how much it has done
   * @param lookMs - how often to look without a nudge
   * @param most - what a step does at most; one that has done less has left nothing
   */
  constructor(step: () => Promise<number>, lookMs: number, failed: (error: unknown) => void, most = 1) {
    this.#step = step;
    this.#lookMs = lookMs;
    this.#failed = failed;
    this.#most = most;
  }

  start(): void {
    this.#stopped = false;
    this.nudge();
  }

  /** Says that there may be work now. */
  nudge(): void {
    if (this.#stopped) return;
    this.#again = true;
    if (this.#running === undefined) {
      clearTimeout(this.#timer);
      this.#running = this.#run();
    }
  }

  /** Looks at once, and again as long as there is work. @returns things done meanwhile */
  async idle(): Promise<number> {
    const before = this.#done;
    this.nudge();
    while (this.#running !== undefined) await this.#running;
    return this.#done - before;
  }

  /** Ends after the step that is running. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        const done = await this.#step();
        this.#done += done;
        if (done >= this.#most) this.#again = true;
      }
    } catch (error) {
      this.#failed(error);
    }
    this.#running = undefined;
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.nudge(), this.#lookMs);
    this.#timer.unref();
    if (this.#again) this.nudge();
  }
}
