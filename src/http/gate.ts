/** Lets callbacks in until it is closed, and knows when the last one is out again. */
export class Gate {
  #inside = 0;
  #emptied: (() => void) | undefined;
  #isClosed = false;

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** One more is inside; closing the gate waits until it has called `leave`. */
  enter(): void {
    this.#inside += 1;
  }

  leave(): void {
    this.#inside -= 1;
    if (this.#inside === 0) this.#emptied?.();
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
