import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { backoffMs } from '../outbox/backoff.ts';
import { type AtCrashPoint, passBy } from '../store/crash-point.ts';
import type { ReceiptRow } from './receipt-row.ts';
import type { ReceiptStore } from './receipts.ts';

/** Handles one accepted update; may be called twice for the same one and must then change nothing. */
export type Handle = (receipt: ReceiptRow) => Promise<void>;

interface Round {
  which: 'new' | 'abandoned';
  isOver: boolean;
}

const leaseMs = 60_000;
const mostAttempts = 5;
/** How long an update waits for an earlier one of the same person that another process is about. */
const behindMs = 1_000;
const atOnce = 8;

/**
 * Runs the handler for every receipt: once in effect. Updates of one person are handled one after the other in the order they came,
 * whichever process is about them; different people side by side. An update that fails five times, or ends the process five times,
 * goes to the dead-letter list; until then it holds up nobody but its own person.
 */
export class Worker {
  readonly #receipts: ReceiptStore;
  readonly #handle: Handle;
  readonly #gaveUp: (receipt: ReceiptRow) => Promise<void>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #crashPoint: AtCrashPoint;
  readonly #busy = new Set<string>();
  #ending = false;

  /** @param gaveUp - tells the person, calmly, that their update could not be handled */
  constructor(deps: {
    receipts: ReceiptStore;
    handle: Handle;
    gaveUp: (receipt: ReceiptRow) => Promise<void>;
    clock: Clock;
    log: Log;
    crashPoint?: AtCrashPoint;
  }) {
    this.#receipts = deps.receipts;
    this.#handle = deps.handle;
    this.#gaveUp = deps.gaveUp;
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#crashPoint = deps.crashPoint ?? passBy;
  }

  /** Handles what is due now, up to eight people at once. @returns receipts dealt with; when any were, there may be more */
  async round(): Promise<number> {
    const round: Round = { which: 'new', isOver: false };
    const lines = await Promise.allSettled(Array.from({ length: atOnce }, () => this.#line(round)));
    let handled = 0;
    for (const line of lines) {
      // Only now: rounds must not overlap, also when the store fails one line.
      if (line.status === 'rejected') throw line.reason;
      handled += line.value;
    }
    return handled;
  }

  /** Begins with no further update; what is under way is ended. */
  endRound(): void {
    this.#ending = true;
  }

  /** Takes over receipts whose worker died. @returns receipts dealt with */
  sweep(): Promise<number> {
    return this.#line({ which: 'abandoned', isOver: false });
  }

  async #line(round: Round): Promise<number> {
    for (let handled = 0; ; handled += 1) {
      const receipt = await this.#claim(round);
      if (receipt === null) return handled;
      try {
        await this.#run(receipt);
      } finally {
        this.#busy.delete(receipt.update.from.userId);
      }
    }
  }

  /** Claims go one at a time, so that two lines never take two updates of one person. The first that finds nothing ends the round. */
  #claiming: Promise<unknown> = Promise.resolve();

  #claim(round: Round): Promise<ReceiptRow | null> {
    const claim = this.#claiming.then(async () => {
      if (round.isOver || this.#ending) return null;
      const now = this.#clock.now();
      const leaseUntil = new Date(now.getTime() + leaseMs);
      const receipt = await this.#receipts.claimNext(round.which, now, leaseUntil, [...this.#busy]);
      if (receipt === null) round.isOver = true;
      else this.#busy.add(receipt.update.from.userId);
      return receipt;
    });
    this.#claiming = claim.catch(() => undefined);
    return claim;
  }

  async #run(receipt: ReceiptRow): Promise<void> {
    const earlier = await this.#receipts.openBefore(receipt);
    if (earlier !== null) return this.#waitFor(earlier, receipt);
    await this.#crashPoint('worker.receipt-claimed');
    if (receipt.attempts > mostAttempts) return this.#failed(receipt, new Error('the process ended at each attempt'));
    try {
      await this.#handle(receipt);
      await this.#crashPoint('worker.update-handled');
    } catch (error) {
      await this.#failed(receipt, error);
      return;
    }
    if (!(await this.#receipts.done(receipt._id, receipt.epoch, this.#clock.now())))
      this.#log.warn({ receipt: receipt._id }, 'the receipt was taken over while it was handled');
  }

  #waitFor(earlier: ReceiptRow, receipt: ReceiptRow): Promise<void> {
    const soon = new Date(this.#clock.now().getTime() + behindMs);
    return this.#receipts.putBack(receipt, earlier.state === 'new' && earlier.dueAt > soon ? earlier.dueAt : soon);
  }

  async #failed(receipt: ReceiptRow, error: unknown): Promise<void> {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
    const last = receipt.attempts >= mostAttempts;
    this.#log.error(
      {
        receipt: receipt._id,
        attempt: receipt.attempts,
        reason,
        stack: error instanceof Error ? error.stack : undefined,
      },
      'an update could not be handled',
    );
    if (last) await this.#gaveUp(receipt);
    const now = this.#clock.now();
    const next = last
      ? ('dead' as const)
      : { dueAt: new Date(now.getTime() + backoffMs(receipt.attempts, receipt._id)) };
    await this.#receipts.failed(receipt._id, receipt.epoch, reason, next);
  }
}
