import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { backoffMs } from '../store/backoff.ts';
import { type AtCrashPoint, passBy } from '../store/crash-point.ts';
import type { GivingWay } from './giving-way.ts';
import type { ReceiptRow } from './receipt-row.ts';
import type { ClaimedReceipt, ReceiptStore } from './receipts.ts';

/**
 * Handles one accepted update; may be called twice for the same one and must then change nothing. Long work calls `progressed` whenever a
 * second call would find a part of it done.
 */
export type Handle = (receipt: ReceiptRow, progressed: () => Promise<void>) => Promise<void>;

const leaseMs = 60_000;
const mostAttempts = 5;
/** How long an update waits for an earlier one of the same person that another process is about. */
const behindMs = 1_000;
/** So many people's updates are handled side by side. */
const peopleAtOnce = 256;
/** So many updates are taken at once. */
const mostPerClaim = 128;
/** How often it is asked whether callbacks still wait, and how long a batch lets them go first at most. */
const askMs = 5;
const mostYieldMs = 100;

/**
 * Runs the handler for every receipt: once in effect. Updates are taken in batches, so that what their handlers read and write meets and is
 * read and written together. Updates of one person are handled one after the other in the order they came, whichever process handles them;
 * different people side by side. Updates that were being handled when a process ended are handled alone from then on, so that the one that
 * ends processes is found and no other. An update that fails five times in a row, or ends the process five times while it is alone, goes
 * to the dead-letter list; until then it holds up nobody but its own person.
 */
export class Worker {
  readonly #receipts: ReceiptStore;
  readonly #handle: Handle;
  readonly #gaveUp: (receipt: ReceiptRow) => Promise<void>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #crashPoint: AtCrashPoint;
  readonly #areOthersWaiting: () => boolean;
  readonly #givingWay: GivingWay | undefined;
  /** What is being done about the updates of each person, by user id. */
  readonly #people = new Map<string, Promise<void>>();
  readonly #running = new Set<ClaimedReceipt>();
  /** How often somebody said that there may be more. */
  #said = 0;
  #mayBeMore = false;
  #broken: { reason: unknown } | undefined;
  #ending = false;
  #rounds: Promise<unknown> = Promise.resolve();
  #claims = 0;
  readonly #owner = randomUUID();
  /** Has the round look at what has changed. */
  #wake: () => void = () => undefined;

  /**
   * @param gaveUp - tells the person, calmly, that their update could not be handled
   * @param areOthersWaiting - whether there are callbacks that wait to be answered
   * @param givingWay - how it shares the time with callbacks while a crowd of them comes
   */
  constructor(deps: {
    receipts: ReceiptStore;
    handle: Handle;
    gaveUp: (receipt: ReceiptRow) => Promise<void>;
    clock: Clock;
    log: Log;
    crashPoint?: AtCrashPoint;
    areOthersWaiting?: () => boolean;
    givingWay?: GivingWay;
  }) {
    this.#receipts = deps.receipts;
    this.#handle = deps.handle;
    this.#gaveUp = deps.gaveUp;
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#crashPoint = deps.crashPoint ?? passBy;
    this.#areOthersWaiting = deps.areOthersWaiting ?? (() => false);
    this.#givingWay = deps.givingWay;
  }

  /**
   * Handles what is due now, and what comes meanwhile. Rounds never overlap: what is handled alone has nothing beside it.
   * @returns receipts dealt with
   */
  round(): Promise<number> {
    const round = this.#rounds.then(() => this.#round());
    this.#rounds = round.catch(() => undefined);
    return round;
  }

  /** Says that there may be more: a round that waits for long work takes it up. */
  more(): void {
    this.#said += 1;
    this.#mayBeMore = true;
    this.#wake();
  }

  /** Begins with no further update; what is under way is ended. */
  endRound(): void {
    this.#ending = true;
    this.#wake();
  }

  /** Makes receipts due again whose process died; those that are being handled here are kept, however long it takes. @returns how many */
  async sweep(): Promise<number> {
    const now = this.#clock.now();
    await this.#receipts.extend([...this.#running], new Date(now.getTime() + leaseMs));
    // What is due again by now does not wait for long work either.
    if (this.#running.size > 0) this.more();
    return this.#receipts.releaseAbandoned(now, leaseMs);
  }

  async #round(): Promise<number> {
    this.#broken = undefined;
    this.#mayBeMore = true;
    let dealtWith = 0;
    try {
      while (!this.#ending && this.#broken === undefined) {
        const hasRoom = peopleAtOnce - this.#people.size >= mostPerClaim;
        if (this.#mayBeMore && hasRoom) {
          this.#mayBeMore = false;
          const most = await this.#turn();
          const taken = await this.#take(most);
          dealtWith += taken;
          if (taken === most) this.#mayBeMore = true;
        } else if (this.#people.size === 0) break;
        else await this.#change();
      }
    } finally {
      // Only then: rounds must not overlap, also when the store fails one of them.
      await this.#allEnded();
    }
    this.#throwBroken();
    return dealtWith;
  }

  #throwBroken(): void {
    if (this.#broken !== undefined) throw this.#broken.reason;
  }

  /**
   * Whoever calls has little patience: while a crowd calls, few updates are taken, with rests between; and as long as callbacks wait, no batch
   * is begun, but not for so long that it would never be. @returns how many to take
   */
  async #turn(): Promise<number> {
    const few = await this.#givingWay?.turn(() => this.#ending);
    if (few !== undefined) return few;
    for (let waitedMs = 0; this.#areOthersWaiting() && waitedMs < mostYieldMs; waitedMs += askMs)
      await setTimeout(askMs);
    return mostPerClaim;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  async #allEnded(): Promise<void> {
    while (this.#people.size > 0) await Promise.all(this.#people.values());
  }

  /** Takes the next updates and begins with them. @returns how many were due, of those that were taken at most */
  async #take(most: number): Promise<number> {
    const due = await this.#receipts.due(this.#clock.now(), most, [...this.#people.keys()]);
    const suspects = due.filter((receipt) => receipt.suspect === true);
    if (suspects.length > 0) return this.#takeAlone(suspects);
    const byPerson = new Map<string, ClaimedReceipt[]>();
    for (const receipt of await this.#claim(due)) {
      const { userId } = receipt.update.from;
      const theirs = byPerson.get(userId);
      if (theirs === undefined) byPerson.set(userId, [receipt]);
      else theirs.push(receipt);
    }
    for (const [userId, theirs] of byPerson) this.#begin(userId, theirs);
    return due.length;
  }

  async #takeAlone(suspects: readonly ReceiptRow[]): Promise<number> {
    await this.#allEnded();
    for (const suspect of suspects) {
      if (this.#ending) break;
      for (const receipt of await this.#claim([suspect], true)) this.#begin(receipt.update.from.userId, [receipt]);
      await this.#allEnded();
    }
    // What was left because of them comes next.
    this.#mayBeMore = true;
    return suspects.length;
  }

  /** Takes these; those that have to wait for an earlier update of the same person are given back. @returns what may be handled */
  async #claim(due: readonly ReceiptRow[], alone = false): Promise<ClaimedReceipt[]> {
    if (due.length === 0) return [];
    this.#claims += 1;
    const leaseUntil = new Date(this.#clock.now().getTime() + leaseMs);
    const claimed = await this.#receipts.claim(due, `${this.#owner}:${this.#claims}`, leaseUntil, alone);
    const soon = new Date(this.#clock.now().getTime() + behindMs);
    const waits = new Map<ClaimedReceipt, Date>();
    for (const earlier of await this.#receipts.openBefore(claimed)) {
      const dueAt = earlier.state === 'new' && earlier.dueAt > soon ? earlier.dueAt : soon;
      for (const receipt of claimed)
        if (receipt.openFor === earlier.openFor && receipt.order > earlier.order && !waits.has(receipt))
          waits.set(receipt, dueAt);
    }
    await Promise.all([...waits].map(([receipt, dueAt]) => this.#receipts.putBack(receipt, dueAt)));
    return claimed.filter((receipt) => !waits.has(receipt)).sort((a, b) => a.order - b.order);
  }

  #begin(userId: string, receipts: readonly ClaimedReceipt[]): void {
    const said = this.#said;
    for (const receipt of receipts) this.#running.add(receipt);
    const ended = this.#inTurn(receipts)
      .catch((reason: unknown) => {
        this.#broken ??= { reason };
      })
      .finally(() => {
        for (const receipt of receipts) this.#running.delete(receipt);
        this.#people.delete(userId);
        // It may have been theirs, and passed over.
        if (said !== this.#said) this.#mayBeMore = true;
        this.#wake();
      });
    this.#people.set(userId, ended);
  }

  /** One person's updates. Those after one that is tried again wait for it. */
  async #inTurn(receipts: readonly ClaimedReceipt[]): Promise<void> {
    let waitUntil: Date | undefined;
    for (const receipt of receipts) {
      if (waitUntil === undefined && this.#ending && receipt !== receipts[0]) waitUntil = receipt.dueAt;
      if (waitUntil !== undefined) await this.#receipts.putBack(receipt, waitUntil);
      else if (await this.#isStillMine(receipt)) waitUntil = await this.#run(receipt);
    }
  }

  /** Those before it may have taken so long, or this process have stood still, that another one has it by now. */
  async #isStillMine(receipt: ClaimedReceipt): Promise<boolean> {
    const now = this.#clock.now();
    return now < receipt.leaseUntil || this.#receipts.renew(receipt, new Date(now.getTime() + leaseMs));
  }

  /** @returns when it is tried again; nothing when it is dealt with */
  async #run(receipt: ClaimedReceipt): Promise<Date | undefined> {
    await this.#crashPoint('worker.receipt-claimed');
    if (receipt.attempts >= mostAttempts) return this.#failed(receipt, new Error('the process ended at each attempt'));
    try {
      await this.#handle(receipt, () => this.#progressed(receipt));
      await this.#crashPoint('worker.update-handled');
    } catch (error) {
      return this.#failed(receipt, error);
    }
    if (!(await this.#receipts.done(receipt, this.#clock.now())))
      this.#log.warn({ receipt: receipt._id }, 'the receipt was taken over while it was handled');
    await this.#crashPoint('worker.receipt-marked');
    return undefined;
  }

  async #progressed(receipt: ClaimedReceipt): Promise<void> {
    receipt.attempts = 0;
    await this.#receipts.progressed(receipt);
  }

  async #failed(receipt: ClaimedReceipt, error: unknown): Promise<Date | undefined> {
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
    const dueAt = last ? undefined : new Date(now.getTime() + backoffMs(attempt, receipt._id));
    await this.#receipts.failed(receipt, reason, dueAt === undefined ? 'dead' : { dueAt });
    return dueAt;
  }
}
