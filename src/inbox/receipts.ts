import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { among, noneOf, within } from '../store/filter.ts';
import { forget } from '../store/forget.ts';
import { whereOver } from '../store/lease-over.ts';
import { type Answer, type ReceiptRow, receipts } from './receipt-row.ts';

/** No update waits longer for its next run. */
const longestWaitMs = 12 * 60_000;

/** Accepted updates: taken by one worker at a time, handled, put off, or given up. */
export class ReceiptStore {
  readonly #receipts: Collection<ReceiptRow>;

  constructor(database: Database) {
    this.#receipts = database.of(receipts);
  }

  /** Stores receipts in one flush. @returns positions of updates that were already there */
  add(rows: readonly ReceiptRow[]) {
    return this.#receipts.insertMissing(rows);
  }

  /**
   * Takes the oldest due receipt (`new`), or one whose lease ran out (`abandoned`); nobody else gets it before `leaseUntil`.
   * @param notFrom - user ids whose receipts wait, so that one person's updates are handled in order
   */
  claimNext(
    which: 'new' | 'abandoned',
    now: Date,
    leaseUntil: Date,
    notFrom: readonly string[],
  ): Promise<ReceiptRow | null> {
    const others = notFrom.length === 0 ? {} : { 'update.from.userId': noneOf(notFrom) };
    return this.#receipts.findAndChange(
      { ...(which === 'new' ? whereDue(now) : whereAbandoned(now, leaseUntil)), ...others },
      { $set: { state: 'working', leaseUntil }, $inc: { epoch: 1, attempts: 1 } },
      { sort: { state: 1, dueAt: 1, order: 1 } },
    );
  }

  /** The same person's earliest update before this one that is not handled yet: it comes first, whoever is about it. */
  openBefore({ openFor, order }: Pick<ReceiptRow, 'openFor' | 'order'>): Promise<ReceiptRow | null> {
    if (openFor === undefined) return Promise.resolve(null);
    return this.#receipts.findOne({ openFor, order: within({ $lt: order }) }, { sort: { openFor: 1, order: 1 } });
  }

  /** Gives a claimed receipt back untried. */
  async putBack({ _id, epoch, attempts }: ReceiptRow, dueAt: Date): Promise<void> {
    await this.#receipts.updateOne(
      { _id, epoch, state: 'working' },
      { $set: { state: 'new', dueAt, attempts: attempts - 1 } },
    );
  }

  /** Ends the attempt that holds `epoch`; `false` when someone else has the receipt by now. */
  done(id: string, epoch: number, now: Date): Promise<boolean> {
    return this.#receipts.updateOne(
      { _id: id, epoch, state: 'working' },
      { $set: { state: 'done', doneAt: now }, $unset: { openFor: 1 } },
    );
  }

  /** Puts the receipt back until `dueAt`, or on the dead-letter list when `dead`. */
  failed(id: string, epoch: number, error: string, next: { dueAt: Date } | 'dead'): Promise<boolean> {
    return this.#receipts.updateOne(
      { _id: id, epoch, state: 'working' },
      next === 'dead'
        ? { $set: { state: 'dead', error }, $unset: { openFor: 1 } }
        : { $set: { state: 'new', dueAt: next.dueAt, error } },
    );
  }

  /** Puts other words in the place of what was said, where that held a secret. */
  async rewrite(id: string, said: string): Promise<void> {
    await this.#receipts.updateOne({ _id: id, 'update.kind': 'said' }, { $set: { 'update.text': said } });
  }

  async keepAnswer(id: string, answer: Answer): Promise<void> {
    await this.#receipts.updateOne({ _id: id }, { $set: { answer } });
  }

  /** After a crash of the only process that owns the store: what it was working on is due again. */
  releaseAll(now: Date): Promise<number> {
    return this.#receipts.updateMany({ state: 'working' }, { $set: { state: 'new', leaseUntil: now } });
  }

  dead(limit: number) {
    return this.#receipts.find({ state: 'dead' }, { sort: { dueAt: 1 }, limit });
  }

  /** How many are on the dead-letter list since before then. */
  countDeadBefore(before: Date): Promise<number> {
    return this.#receipts.count(whereDead(before));
  }

  /** Removes these for good. @returns how many */
  forgetDeadBefore(before: Date, most: number): Promise<number> {
    return forget(this.#receipts, whereDead(before), most);
  }

  /** Gives a dead receipt another run; `false` when it is not on the dead-letter list. */
  retry(id: string, now: Date): Promise<boolean> {
    return this.#receipts.updateOne({ _id: id, state: 'dead' }, { $set: { state: 'new', dueAt: now, attempts: 0 } });
  }

  /** How many texts people wrote, for the check of the simulation. */
  countSaid() {
    return this.#receipts.count({ 'update.kind': 'said' });
  }

  /** When the next receipt is due that waits; `null` when none does. */
  async nextDueAt(): Promise<Date | null> {
    const [row] = await this.#receipts.findFields({ state: 'new' }, ['dueAt'], {
      sort: { state: 1, dueAt: 1, order: 1 },
      limit: 1,
    });
    return row?.dueAt ?? null;
  }

  /** How many receipts are not yet handled. */
  open() {
    return this.#receipts.count({ state: among(['new', 'working']) });
  }
}

function whereDue(now: Date) {
  return { state: 'new' as const, ...whereOver(longestWaitMs, now, (until) => ({ dueAt: until })) };
}

function whereAbandoned(now: Date, leaseUntil: Date) {
  const leaseMs = leaseUntil.getTime() - now.getTime();
  return { state: 'working' as const, ...whereOver(leaseMs, now, (until) => ({ leaseUntil: until })) };
}

function whereDead(before: Date) {
  return { state: 'dead' as const, dueAt: within({ $lte: before }) };
}
