/** Somebody who makes up kinds without end must not fill the log, nor our memory. */
const mostKinds = 100;

/** Remembers what the operator has been told in this process. */
export class TellOnce {
  readonly #told = new Set<string>();

  /** @returns whether this is the first time; `false` too once very many different things were told */
  first(what: string): boolean {
    if (this.#told.has(what) || this.#told.size >= mostKinds) return false;
    this.#told.add(what);
    return true;
  }
}
