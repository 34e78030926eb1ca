import { type Model, trusted } from 'mongoose';
import type { PlatformName } from '../chat/update.ts';
import { insertMissing } from '../store/row.ts';
import { type DeliveryRow, droppedAfterRestore } from './delivery-row.ts';

/** The queue of deliveries: adding, finding what is due, deferring, counting what was sent. */
export class DeliveryStore {
  readonly #model: Model<DeliveryRow>;

  constructor(model: Model<DeliveryRow>) {
    this.#model = model;
  }

  /** Adds messages; a key that is there already stays as it is. @returns positions of keys already there */
  add(rows: readonly DeliveryRow[]) {
    return insertMissing(this.#model, rows);
  }

  /** Those of these keys that are there already. */
  async known(keys: readonly string[]): Promise<Set<string>> {
    const rows = await this.#model
      .find({ _id: trusted({ $in: [...keys] }) })
      .select({ _id: 1 })
      .lean<{ _id: string }[]>()
      .exec();
    return new Set(rows.map((row) => row._id));
  }

  many(keys: readonly string[]) {
    return this.#model
      .find({ _id: trusted({ $in: [...keys] }) })
      .lean<DeliveryRow[]>()
      .exec();
  }

  byKey(key: string) {
    return this.#model.findById(key).lean<DeliveryRow | null>().exec();
  }

  /** Messages waiting on one platform, oldest first. */
  due(platform: PlatformName, now: Date, limit: number) {
    return this.#model
      .find({ platform, state: 'due', dueAt: trusted({ $lte: now }) })
      .sort({ platform: 1, state: 1, dueAt: 1, order: 1 })
      .limit(limit)
      .lean<DeliveryRow[]>()
      .exec();
  }

  /** Makes rows due now that would be due by `until`. */
  async bringForward(platform: PlatformName, now: Date, until: Date): Promise<void> {
    await this.#model.updateMany(
      { platform, state: 'due', dueAt: trusted({ $gt: now, $lte: until }) },
      { $set: { dueAt: now } },
    );
  }

  async nextDueAt(platform: PlatformName) {
    const row = await this.#model
      .findOne({ platform, state: 'due' })
      .sort({ platform: 1, state: 1, dueAt: 1 })
      .select({ dueAt: 1 })
      .lean<DeliveryRow | null>()
      .exec();
    return row?.dueAt ?? null;
  }

  /** Rows of these people that wait for another try and block later ones. */
  holdingBack(platform: PlatformName, userIds: readonly string[]) {
    return this.#model
      .find({ platform, userId: trusted({ $in: [...userIds] }), holdsBack: true, state: 'due' })
      .select({ userId: 1, order: 1, dueAt: 1 })
      .sort({ order: 1 })
      .lean<Pick<DeliveryRow, '_id' | 'userId' | 'order' | 'dueAt'>[]>()
      .exec();
  }

  /** Texts gathered for the digests of these people that are due, oldest first. */
  gathered(platform: PlatformName, userIds: readonly string[], now: Date) {
    return this.#model
      .find({
        userId: trusted({ $in: [...userIds] }),
        platform,
        gather: true,
        state: 'due',
        dueAt: trusted({ $lte: now }),
      })
      .sort({ order: 1 })
      .lean<DeliveryRow[]>()
      .exec();
  }

  /** The digests that contain any of these messages. */
  digestsOf(keys: readonly string[]) {
    return this.#model
      .find({ merges: trusted({ $in: [...keys] }) })
      .lean<DeliveryRow[]>()
      .exec();
  }

  /** Marks these messages as sent within a digest. */
  async merge(keys: readonly string[], mergedInto: string, now: Date): Promise<void> {
    await this.#model.updateMany(
      { _id: trusted({ $in: [...keys] }), state: 'due' },
      { $set: { state: 'merged', mergedInto, sentAt: now }, $unset: { gather: 1, holdsBack: 1 } },
    );
  }

  /** Defers messages that can wait, without blocking later ones to the same person. @param gather - to be merged with others */
  async defer(rows: readonly { key: string; dueAt: Date; gather: boolean }[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#model.bulkWrite(
      rows.map(({ key, dueAt, gather }) => ({
        updateOne: {
          filter: { _id: key, state: 'due' },
          update: { $set: { dueAt, ...(gather ? { gather: true } : {}) }, $unset: { holdsBack: 1 } },
        },
      })) as never,
      { ordered: false },
    );
  }

  /** Postpones rows that may not be sent yet; later ones to the same person wait behind them. */
  async postpone(rows: readonly { key: string; dueAt: Date }[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#model.bulkWrite(
      rows.map(({ key, dueAt }) => ({
        updateOne: { filter: { _id: key, state: 'due' }, update: { $set: { dueAt, holdsBack: true } } },
      })) as never,
      { ordered: false },
    );
  }

  /** Holds back every message that waits. @returns how many */
  async hold(): Promise<number> {
    const waiting = { state: trusted({ $in: ['due', 'sending'] }) };
    return (await this.#model.updateMany(waiting as never, { $set: { state: 'held' } })).modifiedCount;
  }

  countHeld(): Promise<number> {
    return this.#model.countDocuments({ state: 'held' }).exec();
  }

  /** Sends what is held back. @returns how many */
  async releaseHeld(): Promise<number> {
    const result = await this.#model.updateMany({ state: 'held' }, { $set: { state: 'due' } });
    return result.modifiedCount;
  }

  /** Never sends what is held back. A card among it may be on a screen since before the restore and still takes an answer. */
  async dropHeld(): Promise<number> {
    const set = { state: 'cancelled' as const, cancelledBy: droppedAfterRestore };
    const result = await this.#model.updateMany({ state: 'held' }, { $set: set, $unset: { holdsBack: 1, gather: 1 } });
    return result.modifiedCount;
  }

  open() {
    return this.#model.countDocuments({ state: trusted({ $in: ['due', 'sending'] }) }).exec();
  }

  /** What was done on this platform since then, for whom and in which call; earliest first. */
  sentSince(platform: PlatformName, since: Date) {
    return this.#model
      .find({ sentAt: trusted({ $gte: since }), platform, state: 'sent' })
      .sort({ sentAt: 1 })
      .select({ kind: 1, userId: 1, sentAt: 1, sentWith: 1 })
      .lean<(Pick<DeliveryRow, '_id' | 'kind' | 'userId' | 'sentWith'> & { sentAt: Date })[]>()
      .exec();
  }

  /** How many messages went out on this platform from `from` until before `to`; none when that is no stretch of time. */
  async countSentBetween(platform: PlatformName, from: Date, to: Date): Promise<number> {
    if (to <= from) return 0;
    return this.#model
      .countDocuments({ sentAt: trusted({ $gte: from, $lt: to }), platform, kind: 'send', state: 'sent' })
      .exec();
  }
}
