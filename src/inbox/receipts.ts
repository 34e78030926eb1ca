import { joinSecrets } from '../chat/secrets.ts';
import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { absent, among, type Change, type Filter, noneOf, within } from '../store/filter.ts';
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

  byId(id: string) {
    return this.#receipts.byId(id);
  }

  /**
   * Takes the oldest due receipt; nobody else gets it before `leaseUntil`.
   * @param which - `new`, or a `suspect` one that is handled with nothing beside it
   * @param notFrom - user ids whose receipts wait, so that one person's updates are handled in order
   */
  async claimNext(
    which: 'new' | 'suspect',
    now: Date,
    leaseUntil: Date,
    notFrom: readonly string[],
  ): Promise<ReceiptRow | null> {
    const isSuspect = which === 'suspect';
    const others = notFrom.length === 0 ? {} : { 'update.from.userId': noneOf(notFrom) };
    const due = whereOver(longestWaitMs, now, (until) => ({ dueAt: until }));
    const row = await this.#receipts.findAndChange(
      { state: 'new', suspect: isSuspect ? true : absent(), ...due, ...others },
      { $set: { state: 'working', leaseUntil, ...(isSuspect ? { alone: true } : {}) }, $inc: { epoch: 1 } },
      { sort: isSuspect ? { suspect: 1, order: 1 } : { state: 1, dueAt: 1, order: 1 } },
    );
    return row && asTyped(row);
  }

  /** The same person's earliest update before this one that is not handled yet: it comes first, whoever is about it. */
  openBefore({ openFor, order }: Pick<ReceiptRow, 'openFor' | 'order'>): Promise<ReceiptRow | null> {
    if (openFor === undefined) return Promise.resolve(null);
    return this.#receipts.findOne({ openFor, order: within({ $lt: order }) }, { sort: { openFor: 1, order: 1 } });
  }

  /** Gives a claimed receipt back untried. */
  async putBack({ _id, epoch }: ReceiptRow, dueAt: Date): Promise<void> {
    await this.#receipts.updateOne(
      { _id, epoch, state: 'working' },
      { $set: { state: 'new', dueAt }, $unset: { alone: 1 } },
    );
  }

  /** Its handler got further than any before: what comes now counts anew. */
  async progressed({ _id, epoch }: ReceiptRow): Promise<void> {
    await this.#receipts.updateOne({ _id, epoch, state: 'working' }, { $set: { attempts: 0 } });
  }

  /** Keeps a receipt whose handler takes long from being taken over. */
  async extend({ _id, epoch }: ReceiptRow, leaseUntil: Date): Promise<void> {
    await this.#receipts.updateOne({ _id, epoch, state: 'working' }, { $set: { leaseUntil } });
  }

  /** Ends the attempt that holds `epoch`; `false` when someone else has the receipt by now. */
  done(id: string, epoch: number, now: Date): Promise<boolean> {
    return this.#receipts.updateOne(
      { _id: id, epoch, state: 'working' },
      { $set: { state: 'done', doneAt: now }, $unset: { openFor: 1, secret: 1, suspect: 1, alone: 1 } },
    );
  }

  /** Counts a failure and puts the receipt back until `dueAt`, or on the dead-letter list when `dead`. */
  failed(id: string, epoch: number, error: string, next: { dueAt: Date } | 'dead'): Promise<boolean> {
    const change: Change<ReceiptRow> =
      next === 'dead'
        ? { $set: { state: 'dead', error }, $unset: { openFor: 1, secret: 1, suspect: 1, alone: 1 } }
        : { $set: { state: 'new', dueAt: next.dueAt, error }, $unset: { alone: 1 } };
    return this.#receipts.updateOne({ _id: id, epoch, state: 'working' }, { ...change, $inc: { attempts: 1 } });
  }

  async keepAnswer(id: string, answer: Answer): Promise<void> {
    await this.#receipts.updateOne({ _id: id }, { $set: { answer } });
  }

  /** After a crash of the only process that owns the store: what it was working on is due again. @returns how many */
  releaseAll(now: Date): Promise<number> {
    return this.#release({ state: 'working' }, now);
  }

  /** What a process was working on that died is due again. @param leaseMs - how long a claim lasts @returns how many */
  releaseAbandoned(now: Date, leaseMs: number): Promise<number> {
    const over = whereOver(leaseMs, now, (until) => ({ leaseUntil: until }));
    return this.#release({ state: 'working', ...over }, now);
  }

  /** Which of several updates ended the process nobody knows; one that was alone did. */
  async #release(rows: Filter<ReceiptRow>, now: Date): Promise<number> {
    const working = await this.#receipts.count(rows);
    if (working === 0) return 0;
    const $set = { state: 'new' as const, leaseUntil: now, suspect: true as const };
    const guilty = working === 1 ? rows : { ...rows, alone: true as const };
    const counted = await this.#receipts.updateMany(guilty, { $set, $unset: { alone: 1 }, $inc: { attempts: 1 } });
    return counted + (await this.#receipts.updateMany(rows, { $set, $unset: { alone: 1 } }));
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
    return this.#receipts.updateOne(
      { _id: id, state: 'dead' },
      { $set: { state: 'new', dueAt: now, attempts: 0 }, $unset: { suspect: 1 } },
    );
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

  /** Holds back every update that waits; nobody's later ones wait behind it. @returns how many */
  hold(): Promise<number> {
    const waiting = { state: among(['new', 'working']) };
    return this.#receipts.updateMany(waiting, { $set: { state: 'held' }, $unset: { openFor: 1 } });
  }

  countHeld(): Promise<number> {
    return this.#receipts.count({ state: 'held' });
  }

  /** Has handled what is held back. @returns how many */
  releaseHeld(): Promise<number> {
    return this.#receipts.updateMany({ state: 'held' }, { $set: { state: 'new' } });
  }

  /** Never handles what is held back. @returns how many */
  dropHeld(now: Date): Promise<number> {
    return this.#receipts.updateMany(
      { state: 'held' },
      { $set: { state: 'done', doneAt: now }, $unset: { secret: 1 } },
    );
  }

  /** How many receipts are not yet handled. */
  open() {
    return this.#receipts.count({ state: among(['new', 'working']) });
  }
}

/** The receipt with the words as they were typed, for the handler. */
function asTyped(row: ReceiptRow): ReceiptRow {
  const { update, secret } = row;
  if (update.kind !== 'said' || secret === undefined) return row;
  return { ...row, update: { ...update, text: joinSecrets(update.text, secret) } };
}

function whereDead(before: Date) {
  return { state: 'dead' as const, dueAt: within({ $lte: before }) };
}
