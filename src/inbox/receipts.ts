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
   * Takes the oldest due receipt (`new`), or one whose lease ran out (`abandoned`); nobody else gets it before `leaseUntil`.
   * @param notFrom - user ids whose receipts wait, so that one person's updates are handled in order
   */
  async claimNext(
    which: 'new' | 'abandoned',
    now: Date,
    leaseUntil: Date,
    notFrom: readonly string[],
  ): Promise<ReceiptRow | null> {
    const others = notFrom.length === 0 ? {} : { 'update.from.userId': trusted({ $nin: [...notFrom] }) };
    const due =
      which === 'new'
        ? { state: 'new', ...whereOver('dueAt', longestWaitMs, now) }
        : { state: 'working', ...whereOver('leaseUntil', leaseUntil.getTime() - now.getTime(), now) };
    const row = await this.#model
      .findOneAndUpdate(
        { ...due, ...others } as never,
        { $set: { state: 'working', leaseUntil }, $inc: { epoch: 1, attempts: 1 } },
        { sort: { state: 1, dueAt: 1, order: 1 }, returnDocument: 'after' },
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
  async putBack({ _id, epoch, attempts }: ReceiptRow, dueAt: Date): Promise<void> {
    await this.#model.updateOne(
      { _id, epoch, state: 'working' },
      { $set: { state: 'new', dueAt, attempts: attempts - 1 } },
    );
  }

  /** Ends the attempt that holds `epoch`; `false` when someone else has the receipt by now. */
  async done(id: string, epoch: number, now: Date): Promise<boolean> {
    const result = await this.#model.updateOne(
      { _id: id, epoch, state: 'working' },
      { $set: { state: 'done', doneAt: now }, $unset: { openFor: 1, secret: 1 } },
    );
    return result.matchedCount === 1;
  }

  /** Puts the receipt back until `dueAt`, or on the dead-letter list when `dead`. */
  async failed(id: string, epoch: number, error: string, next: { dueAt: Date } | 'dead'): Promise<boolean> {
    const update =
      next === 'dead'
        ? { $set: { state: 'dead' as const, error }, $unset: { openFor: 1, secret: 1 } }
        : { $set: { state: 'new' as const, dueAt: next.dueAt, error } };
    const result = await this.#model.updateOne({ _id: id, epoch, state: 'working' }, update);
    return result.matchedCount === 1;
  }

  async keepAnswer(id: string, answer: Answer): Promise<void> {
    await this.#model.updateOne({ _id: id }, { $set: { answer } });
  }

  /** After a crash of the only process that owns the store: what it was working on is due again. */
  async releaseAll(now: Date): Promise<number> {
    const result = await this.#model.updateMany({ state: 'working' }, { $set: { state: 'new', leaseUntil: now } });
    return result.modifiedCount;
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
      { $set: { state: 'new', dueAt: now, attempts: 0 } },
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
