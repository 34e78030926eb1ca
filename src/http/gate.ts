/** Lets callbacks in until it is closed, and knows when the last one is out again. */
export class Gate {
  #inside = 0;
  #emptied: (() => void) | undefined;
  #isClosed = false;

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Ends as `work` does; closing the gate waits for it. */
  async through(work: () => Promise<void>): Promise<void> {
    this.#inside += 1;
    try {
      await work();
    } finally {
      this.#inside -= 1;
      if (this.#inside === 0) this.#emptied?.();
    }
  }

  /** Lets nobody in any more. @returns once everybody is out */
  close(): Promise<void> {
    this.#isClosed = true;
    if (this.#inside === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#emptied = resolve;
    });
  }
}
