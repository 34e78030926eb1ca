import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import type { Press } from '../chat/message.ts';
import type { Update } from '../chat/update.ts';
import { insertMissing, modelOn } from './schema.ts';

/** One accepted update: our promise to the platform that it will be handled once. */
export interface ReceiptRow {
  _id: string;
  update: Update;
  state: 'new' | 'working' | 'done' | 'dead';
  dueAt: Date;
  leaseUntil: Date;
  /** Raised at every claim; whoever holds an older one has lost the receipt. */
  epoch: number;
  receivedAt: Date;
  doneAt?: Date;
  /** Why it ended in the dead-letter list. */
  error?: string;
  /** What a typed answer was taken for, kept so that a second run takes it for the same. */
  meaning?: Meaning;
}

/** A typed answer resolved to the card it answers, or to the question that was open. */
export interface Meaning {
  deliveryKey?: string;
  press: Press;
  choices: string[];
  /** Words given to an open question. */
  words?: string;
  /** The update that had asked the question. */
  askedBy?: string;
}

const keepSeconds = 30 * 24 * 3600;

export class ReceiptStore {
  readonly #model: Model<ReceiptRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<ReceiptRow>(
      connection,
      'receipts',
      {
        update: { type: Object, required: true },
        state: { type: String, required: true },
        dueAt: { type: Date, required: true },
        leaseUntil: { type: Date, required: true },
        epoch: { type: Number, required: true },
        receivedAt: { type: Date, required: true },
        doneAt: Date,
        error: String,
        meaning: Object,
      },
      [
        { keys: { state: 1, dueAt: 1 }, usedBy: 'claimNext, dead, releaseAll' },
        { keys: { doneAt: 1 }, expireAfterSeconds: keepSeconds, usedBy: 'forgetting handled receipts after 30 days' },
      ],
    );
  }

  /** Stores receipts in one flush. @returns positions of updates that were already there */
  add(rows: readonly ReceiptRow[]) {
    return insertMissing(this.#model, rows);
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
    const others = notFrom.length === 0 ? {} : { 'update.from.userId': trusted({ $nin: [...notFrom] }) };
    const due =
      which === 'new'
        ? { state: 'new', dueAt: trusted({ $lte: now }) }
        : { state: 'working', leaseUntil: trusted({ $lte: now }) };
    return this.#model
      .findOneAndUpdate(
        { ...due, ...others } as never,
        { $set: { state: 'working', leaseUntil }, $inc: { epoch: 1 } },
        { sort: { state: 1, dueAt: 1 }, returnDocument: 'after' },
      )
      .lean<ReceiptRow | null>()
      .exec();
  }

  /** Ends the attempt that holds `epoch`; `false` when someone else has the receipt by now. */
  async done(id: string, epoch: number, now: Date): Promise<boolean> {
    const result = await this.#model.updateOne(
      { _id: id, epoch, state: 'working' },
      { $set: { state: 'done', doneAt: now } },
    );
    return result.matchedCount === 1;
  }

  /** Puts the receipt back until `dueAt`, or on the dead-letter list when `dead`. */
  async failed(id: string, epoch: number, error: string, next: { dueAt: Date } | 'dead'): Promise<boolean> {
    const set =
      next === 'dead' ? { state: 'dead' as const, error } : { state: 'new' as const, dueAt: next.dueAt, error };
    const result = await this.#model.updateOne({ _id: id, epoch, state: 'working' }, { $set: set });
    return result.matchedCount === 1;
  }

  async keepMeaning(id: string, meaning: Meaning): Promise<void> {
    await this.#model.updateOne({ _id: id }, { $set: { meaning } });
  }

  /** After a crash of the only process that owns the store: what it was working on is due again. */
  async releaseAll(now: Date): Promise<number> {
    const result = await this.#model.updateMany({ state: 'working' }, { $set: { state: 'new', leaseUntil: now } });
    return result.modifiedCount;
  }

  dead(limit: number) {
    return this.#model.find({ state: 'dead' }).sort({ dueAt: 1 }).limit(limit).lean<ReceiptRow[]>();
  }

  /** Gives a dead receipt another run; `false` when it is not on the dead-letter list. */
  async retry(id: string, now: Date): Promise<boolean> {
    const result = await this.#model.updateOne({ _id: id, state: 'dead' }, { $set: { state: 'new', dueAt: now } });
    return result.matchedCount === 1;
  }

  /** How many texts people wrote, for the check of the simulation. */
  countSaid() {
    return this.#model.countDocuments({ 'update.kind': 'said' }).exec();
  }

  /** How many receipts are not yet handled. */
  open() {
    return this.#model.countDocuments({ state: trusted({ $in: ['new', 'working'] }) });
  }
}
