import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { backoffMs } from '../store/backoff.ts';
import { type AtCrashPoint, passBy } from '../store/crash-point.ts';
import type { ReceiptRow } from './receipt-row.ts';
import type { ReceiptStore } from './receipts.ts';

/**
 * Handles one accepted update; may be called twice for the same one and must then change nothing. Long work calls `progressed` whenever a
 * second call would find a part of it done.
 */
export type Handle = (receipt: ReceiptRow, progressed: () => Promise<void>) => Promise<void>;

interface Round {
  which: 'new' | 'suspect';
  isOver: boolean;
}

const leaseMs = 60_000;
const mostAttempts = 5;
/** How long an update waits for an earlier one of the same person that another process is about. */
const behindMs = 1_000;
const atOnce = 8;

/**
 * Runs the handler for every receipt: once in effect. Updates of one person are handled one after the other in the order they came,
 * whichever process handles them; different people side by side. Updates that were being handled when a process ended are handled
 * alone from then on, so that the one that ends processes is found and no other. An update that fails five times in a row, or ends the
 * process five times while it is alone, goes to the dead-letter list; until then it holds up nobody but its own person.
 */
export class Worker {
  readonly #receipts: ReceiptStore;
  readonly #handle: Handle;
  readonly #gaveUp: (receipt: ReceiptRow) => Promise<void>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #crashPoint: AtCrashPoint;
  readonly #busy = new Set<string>();
  readonly #running = new Set<ReceiptRow>();
  #ending = false;
  #rounds: Promise<unknown> = Promise.resolve();

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

  /**
   * Handles what is due now, up to eight people at once. Rounds never overlap: what is handled alone has nothing beside it.
   * @returns receipts dealt with; when any were, there may be more
   */
  round(): Promise<number> {
    const round = this.#rounds.then(() => this.#round());
    this.#rounds = round.catch(() => undefined);
    return round;
  }

  async #round(): Promise<number> {
    const alone = await this.#line({ which: 'suspect', isOver: false });
    const round: Round = { which: 'new', isOver: false };
    const lines = await Promise.allSettled(Array.from({ length: atOnce }, () => this.#line(round)));
    let handled = alone;
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

  /** Makes receipts due again whose process died; those that are being handled here are kept, however long it takes. @returns how many */
  async sweep(): Promise<number> {
    const now = this.#clock.now();
    const leaseUntil = new Date(now.getTime() + leaseMs);
    await Promise.all([...this.#running].map((receipt) => this.#receipts.extend(receipt, leaseUntil)));
    return this.#receipts.releaseAbandoned(now, leaseMs);
  }

  async #line(round: Round): Promise<number> {
    for (let handled = 0; ; handled += 1) {
      const receipt = await this.#claim(round);
      if (receipt === null) return handled;
      this.#running.add(receipt);
      try {
        await this.#run(receipt);
      } finally {
        this.#running.delete(receipt);
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
    if (receipt.attempts >= mostAttempts) return this.#failed(receipt, new Error('the process ended at each attempt'));
    try {
      await this.#handle(receipt, () => this.#progressed(receipt));
      await this.#crashPoint('worker.update-handled');
    } catch (error) {
      await this.#failed(receipt, error);
      return;
    }
    if (!(await this.#receipts.done(receipt._id, receipt.epoch, this.#clock.now())))
      this.#log.warn({ receipt: receipt._id }, 'the receipt was taken over while it was handled');
  }

  async #progressed(receipt: ReceiptRow): Promise<void> {
    receipt.attempts = 0;
    await this.#receipts.progressed(receipt);
  }

  #waitFor(earlier: ReceiptRow, receipt: ReceiptRow): Promise<void> {
    const soon = new Date(this.#clock.now().getTime() + behindMs);
    return this.#receipts.putBack(receipt, earlier.state === 'new' && earlier.dueAt > soon ? earlier.dueAt : soon);
  }

  async #failed(receipt: ReceiptRow, error: unknown): Promise<void> {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
    const attempt = receipt.attempts + 1;
    const last = attempt >= mostAttempts;
    this.#log.error(
      {
        receipt: receipt._id,
        attempt,
        reason,
        stack: error instanceof Error ? error.stack : undefined,
      },
      'an update could not be handled',
    );
    if (last) await this.#gaveUp(receipt);
    const now = this.#clock.now();
    const next = last ? ('dead' as const) : { dueAt: new Date(now.getTime() + backoffMs(attempt, receipt._id)) };
    await this.#receipts.failed(receipt._id, receipt.epoch, reason, next);
  }
}
