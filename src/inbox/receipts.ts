import { type Connection, type Model, trusted } from 'mongoose';
import { joinSecrets } from '../chat/secrets.ts';
import { forget } from '../store/forget.ts';
import { whereOver } from '../store/lease-over.ts';
import { insertMissing } from '../store/row.ts';
import { type Answer, type ReceiptRow, receiptModel } from './receipt-row.ts';

/** No update waits longer for its next run. */
const longestWaitMs = 12 * 60_000;

/** Accepted updates: taken by one worker at a time, handled, put off, or given up. */
export class ReceiptStore {
  readonly #model: Model<ReceiptRow>;

  constructor(connection: Connection) {
    this.#model = receiptModel(connection);
  }

  /** Stores receipts in one flush. @returns positions of updates that were already there */
  add(rows: readonly ReceiptRow[]) {
    return insertMissing(this.#model, rows);
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
    const others = notFrom.length === 0 ? {} : { 'update.from.userId': trusted({ $nin: [...notFrom] }) };
    const suspect = which === 'suspect' ? true : trusted({ $exists: false });
    const sort: Record<string, 1> = which === 'suspect' ? { suspect: 1, order: 1 } : { state: 1, dueAt: 1, order: 1 };
    const row = await this.#model
      .findOneAndUpdate(
        { state: 'new', suspect, ...whereOver('dueAt', longestWaitMs, now), ...others } as never,
        {
          $set: { state: 'working', leaseUntil, ...(which === 'suspect' ? { alone: true as const } : {}) },
          $inc: { epoch: 1 },
        },
        { sort, returnDocument: 'after' },
      )
      .lean<ReceiptRow | null>()
      .exec();
    return row && asTyped(row);
  }

  /** The same person's earliest update before this one that is not handled yet: it comes first, whoever is about it. */
  openBefore({ openFor, order }: Pick<ReceiptRow, 'openFor' | 'order'>): Promise<ReceiptRow | null> {
    if (openFor === undefined) return Promise.resolve(null);
    return this.#model
      .findOne({ openFor, order: trusted({ $lt: order }) })
      .sort({ openFor: 1, order: 1 })
      .lean<ReceiptRow | null>()
      .exec();
  }

  /** Gives a claimed receipt back untried. */
  async putBack({ _id, epoch }: ReceiptRow, dueAt: Date): Promise<void> {
    await this.#model.updateOne(
      { _id, epoch, state: 'working' },
      { $set: { state: 'new', dueAt }, $unset: { alone: 1 } },
    );
  }

  /** Its handler got further than any before: what comes now counts anew. */
  async progressed({ _id, epoch }: ReceiptRow): Promise<void> {
    await this.#model.updateOne({ _id, epoch, state: 'working' }, { $set: { attempts: 0 } });
  }

  /** Keeps a receipt whose handler takes long from being taken over. */
  async extend({ _id, epoch }: ReceiptRow, leaseUntil: Date): Promise<void> {
    await this.#model.updateOne({ _id, epoch, state: 'working' }, { $set: { leaseUntil } });
  }

  /** Ends the attempt that holds `epoch`; `false` when someone else has the receipt by now. */
  async done(id: string, epoch: number, now: Date): Promise<boolean> {
    const result = await this.#model.updateOne(
      { _id: id, epoch, state: 'working' },
      { $set: { state: 'done', doneAt: now }, $unset: { openFor: 1, secret: 1, suspect: 1, alone: 1 } },
    );
    return result.matchedCount === 1;
  }

  /** Counts a failure and puts the receipt back until `dueAt`, or on the dead-letter list when `dead`. */
  async failed(id: string, epoch: number, error: string, next: { dueAt: Date } | 'dead'): Promise<boolean> {
    const update =
      next === 'dead'
        ? {
            $set: { state: 'dead' as const, error },
            $unset: { openFor: 1 as const, secret: 1 as const, suspect: 1 as const, alone: 1 as const },
          }
        : { $set: { state: 'new' as const, dueAt: next.dueAt, error }, $unset: { alone: 1 as const } };
    const result = await this.#model.updateOne(
      { _id: id, epoch, state: 'working' },
      { ...update, $inc: { attempts: 1 } },
    );
    return result.matchedCount === 1;
  }

  async keepAnswer(id: string, answer: Answer): Promise<void> {
    await this.#model.updateOne({ _id: id }, { $set: { answer } });
  }

  /** After a crash of the only process that owns the store: what it was working on is due again. @returns how many */
  releaseAll(now: Date): Promise<number> {
    return this.#release({ state: 'working' }, now);
  }

  /** What a process was working on that died is due again. @param leaseMs - how long a claim lasts @returns how many */
  releaseAbandoned(now: Date, leaseMs: number): Promise<number> {
    return this.#release({ state: 'working', ...whereOver('leaseUntil', leaseMs, now) }, now);
  }

  /** Which of several updates ended the process nobody knows; one that was alone did. */
  async #release(rows: Record<string, unknown>, now: Date): Promise<number> {
    const working = await this.#model.countDocuments(rows as never);
    if (working === 0) return 0;
    const $set = { state: 'new' as const, leaseUntil: now, suspect: true as const };
    const guilty = working === 1 ? rows : { ...rows, alone: true };
    const counted = await this.#model.updateMany(guilty as never, {
      $set,
      $unset: { alone: 1 },
      $inc: { attempts: 1 },
    });
    const others = await this.#model.updateMany(rows as never, { $set, $unset: { alone: 1 } });
    return counted.modifiedCount + others.modifiedCount;
  }

  dead(limit: number) {
    return this.#model.find({ state: 'dead' }).sort({ dueAt: 1 }).limit(limit).lean<ReceiptRow[]>();
  }

  /** How many are on the dead-letter list since before then. */
  countDeadBefore(before: Date): Promise<number> {
    return this.#model.countDocuments(whereDead(before) as never).exec();
  }

  /** Removes these for good. @returns how many */
  forgetDeadBefore(before: Date, most: number): Promise<number> {
    return forget(this.#model, whereDead(before), most);
  }

  /** Gives a dead receipt another run; `false` when it is not on the dead-letter list. */
  async retry(id: string, now: Date): Promise<boolean> {
    const result = await this.#model.updateOne(
      { _id: id, state: 'dead' },
      { $set: { state: 'new', dueAt: now, attempts: 0 }, $unset: { suspect: 1 } },
    );
    return result.matchedCount === 1;
  }

  /** How many texts people wrote, for the check of the simulation. */
  countSaid() {
    return this.#model.countDocuments({ 'update.kind': 'said' }).exec();
  }

  /** When the next receipt is due that waits; `null` when none does. */
  async nextDueAt(): Promise<Date | null> {
    const row = await this.#model
      .findOne({ state: 'new' })
      .sort({ state: 1, dueAt: 1, order: 1 })
      .select({ dueAt: 1 })
      .lean<ReceiptRow | null>()
      .exec();
    return row?.dueAt ?? null;
  }

  /** Holds back every update that waits; nobody's later ones wait behind it. @returns how many */
  async hold(): Promise<number> {
    const waiting = { state: trusted({ $in: ['new', 'working'] }) };
    const update = { $set: { state: 'held' as const }, $unset: { openFor: 1 as const } };
    return (await this.#model.updateMany(waiting as never, update)).modifiedCount;
  }

  countHeld(): Promise<number> {
    return this.#model.countDocuments({ state: 'held' }).exec();
  }

  /** Has handled what is held back. @returns how many */
  async releaseHeld(): Promise<number> {
    return (await this.#model.updateMany({ state: 'held' }, { $set: { state: 'new' } })).modifiedCount;
  }

  /** Never handles what is held back. @returns how many */
  async dropHeld(now: Date): Promise<number> {
    const update = { $set: { state: 'done' as const, doneAt: now }, $unset: { secret: 1 as const } };
    return (await this.#model.updateMany({ state: 'held' }, update)).modifiedCount;
  }

  /** How many receipts are not yet handled. */
  open() {
    return this.#model.countDocuments({ state: trusted({ $in: ['new', 'working'] }) });
  }
}

/** The receipt with the words as they were typed, for the handler. */
function asTyped(row: ReceiptRow): ReceiptRow {
  const { update, secret } = row;
  if (update.kind !== 'said' || secret === undefined) return row;
  return { ...row, update: { ...update, text: joinSecrets(update.text, secret) } };
}

function whereDead(before: Date) {
  return { state: 'dead', dueAt: trusted({ $lte: before }) };
}
