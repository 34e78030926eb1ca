import type { FaultRequest, Vendor } from './view.ts';

export type Fault = FaultRequest['fault'];

/** Faults that wait for the next calls or callbacks they fit. */
export class Faults {
  readonly #waiting: FaultRequest[] = [];

  /** `times` 0 takes back what still waits for the same vendor, place and fault. */
  add(request: FaultRequest): void {
    if (request.times > 0) {
      this.#waiting.push({ ...request });
      return;
    }
    for (const [index, fault] of [...this.#waiting.entries()].reverse()) {
      const same = fault.vendor === request.vendor && fault.where === request.where && fault.fault === request.fault;
      if (same) this.#waiting.splice(index, 1);
    }
  }

  /** Uses up one waiting fault that `fits`, the oldest first. */
  take(vendor: Vendor, where: FaultRequest['where'], fits: (fault: FaultRequest) => boolean): FaultRequest | undefined {
    const index = this.#waiting.findIndex((fault) => fault.vendor === vendor && fault.where === where && fits(fault));
    const found = this.#waiting[index];
    if (found === undefined) return undefined;
    found.times -= 1;
    if (found.times === 0) this.#waiting.splice(index, 1);
    return found;
  }

  waiting(): readonly FaultRequest[] {
    return this.#waiting;
  }
}
