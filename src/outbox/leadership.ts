import type { Clock } from '../clock.ts';
import { isOver } from '../store/lease-over.ts';
import type { LeaseStore } from '../store/leases.ts';

/** How long the right lasts without being renewed. */
export const leaseMs = 60_000;
/** Renewed when less than this is left; the longest call to a vendor takes less. */
const renewBeforeMs = 40_000;

/** The right of one process to do a thing alone: taken from the lease store and renewed while it is used. */
export class Leadership {
  readonly #leases: LeaseStore;
  readonly #name: string;
  readonly #owner: string;
  readonly #clock: Clock;
  #epoch = 0;
  #until = new Date(0);
  #asking: Promise<boolean> | undefined;

  /** @param owner - unique per process */
  constructor(leases: LeaseStore, name: string, owner: string, clock: Clock) {
    this.#leases = leases;
    this.#name = name;
    this.#owner = owner;
    this.#clock = clock;
  }

  /** No other process takes over before then. */
  get until(): Date {
    return this.#until;
  }

  /** Changes when another process may have led in between. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Whether this process leads, for at least a third of the lease from now. */
  hold(): Promise<boolean> {
    const now = this.#clock.now();
    const isEnough = this.#until.getTime() - now.getTime() > renewBeforeMs;
    if (isEnough && !isOver(this.#until, leaseMs, now)) return Promise.resolve(true);
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** Lets another process take over at once. */
  async release(): Promise<void> {
    if (this.#until <= this.#clock.now()) return;
    this.#until = new Date(0);
    await this.#leases.release(this.#name, this.#owner, this.#clock.now());
  }

  async #ask(): Promise<boolean> {
    const now = this.#clock.now();
    const until = new Date(now.getTime() + leaseMs);
    const epoch = await this.#leases.take(this.#name, this.#owner, now, until);
    this.#until = epoch === null ? new Date(0) : until;
    this.#epoch = epoch ?? this.#epoch;
    return epoch !== null;
  }
}
