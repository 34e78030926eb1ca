import { addDays, beijingTime } from '../calendar/beijing-time.ts';
import type { PlatformName } from '../chat/update.ts';
import type { Collection } from '../store/collection.ts';
import { among, within } from '../store/filter.ts';
import { alike } from './alike.ts';
import type { Reached } from './burden.ts';
import { type DeliveryRow, droppedAfterRestore } from './delivery-row.ts';

/** The queue of deliveries: adding, finding what is due, deferring, counting what was sent. */
/** What is asked of messages that went out. */
const sentFields = [
  ...(['platform', 'state', 'sentAt', 'kind', 'userId', 'cadreId'] as const),
  ...(['sentWith', 'open', 'settledByUpdate', 'isAnswer'] as const),
];

export class DeliveryStore {
  readonly #rows: Collection<DeliveryRow>;

  constructor(rows: Collection<DeliveryRow>) {
    this.#rows = rows;
  }

  /** Adds messages; a key that is there already stays as it is. @returns positions of keys already there */
  add(rows: readonly DeliveryRow[]) {
    return this.#rows.insertMissing(rows);
  }

  /** Those of these keys that are there already. */
  async known(keys: readonly string[]): Promise<Set<string>> {
    const rows = await this.#rows.findFields({ _id: among(keys) }, []);
    return new Set(rows.map((row) => row._id));
  }

  many(keys: readonly string[]) {
    return this.#rows.find({ _id: among(keys) });
  }

  byKey(key: string) {
    return this.#rows.byId(key);
  }

  /** Messages waiting on one platform, oldest first. */
  due(platform: PlatformName, now: Date, limit: number) {
    return this.#rows.find(
      { platform, state: 'due', dueAt: within({ $lte: now }) },
      { sort: { platform: 1, state: 1, dueAt: 1, order: 1 }, limit },
    );
  }

  /** Makes rows due now that would be due by `until`. */
  async bringForward(platform: PlatformName, now: Date, until: Date): Promise<void> {
    await this.#rows.updateMany(
      { platform, state: 'due', dueAt: within({ $gt: now, $lte: until }) },
      { $set: { dueAt: now } },
    );
  }

  async nextDueAt(platform: PlatformName) {
    const [row] = await this.#rows.findFields({ platform, state: 'due' }, ['dueAt'], {
      sort: { platform: 1, state: 1, dueAt: 1 },
      limit: 1,
    });
    return row?.dueAt ?? null;
  }

  /** Rows of these people that wait for another try and block later ones. */
  holdingBack(platform: PlatformName, userIds: readonly string[]) {
    const waiting = { platform, userId: among(userIds), holdsBack: true, state: 'due' as const };
    return this.#rows.findFields(waiting, ['userId', 'order', 'dueAt']);
  }

  /** Texts gathered for the digests of these people that are due, oldest first. */
  gathered(platform: PlatformName, userIds: readonly string[], now: Date) {
    return this.#rows.find(
      { userId: among(userIds), platform, gather: true, state: 'due', dueAt: within({ $lte: now }) },
      { sort: { order: 1 } },
    );
  }

  /** The digests that contain any of these messages. */
  digestsOf(keys: readonly string[]) {
    return this.#rows.find({ merges: among(keys) });
  }

  /** Marks these messages as sent within a digest. */
  async merge(keys: readonly string[], mergedInto: string, now: Date): Promise<void> {
    await this.#rows.updateMany(
      { _id: among(keys), state: 'due' },
      {
        $set: { state: 'merged', mergedInto, sentAt: now },
        $unset: { gather: 1, holdsBack: 1, open: 1, cardCode: 1 },
      },
    );
  }

  /** Defers messages that can wait, without blocking later ones to the same person. @param gather - to be merged with others */
  async defer(rows: readonly { key: string; dueAt: Date; gather: boolean }[]): Promise<void> {
    await this.#rows.updateEach(
      alike(rows.map(({ key, ...change }) => ({ key, change }))).map(({ keys, change: { dueAt, gather } }) => ({
        filter: { _id: among(keys), state: 'due' },
        change: { $set: { dueAt, ...(gather ? { gather: true } : {}) }, $unset: { holdsBack: 1 } },
        all: true,
      })),
    );
  }

  /** Postpones rows that may not be sent yet. @param holdsBack - whether later ones to the same person wait behind it */
  async postpone(rows: readonly { key: string; dueAt: Date; holdsBack: boolean }[]): Promise<void> {
    await this.#rows.updateEach(
      alike(rows.map(({ key, ...change }) => ({ key, change }))).map(({ keys, change: { dueAt, holdsBack } }) => ({
        filter: { _id: among(keys), state: 'due' },
        change: { $set: { dueAt, ...(holdsBack ? { holdsBack } : {}) } },
        all: true,
      })),
    );
  }

  /** Holds back every message that waits. @returns how many */
  hold(): Promise<number> {
    return this.#rows.updateMany({ state: among(['due', 'sending']) }, { $set: { state: 'held' } });
  }

  countHeld(): Promise<number> {
    return this.#rows.count({ state: 'held' });
  }

  /** Sends what is held back. @returns how many */
  releaseHeld(): Promise<number> {
    return this.#rows.updateMany({ state: 'held' }, { $set: { state: 'due' } });
  }

  /** Never sends what is held back. A card among it may be on a screen since before the restore and still takes an answer. */
  dropHeld(): Promise<number> {
    const $set = { state: 'cancelled' as const, cancellation: droppedAfterRestore };
    return this.#rows.updateMany({ state: 'held' }, { $set, $unset: { holdsBack: 1, gather: 1 } });
  }

  open() {
    return this.#rows.count({ state: among(['due', 'sending']) });
  }

  /** What was done on this platform since then, for whom and in which call; earliest first. */
  async sentSince(platform: PlatformName, since: Date) {
    const rows = await this.#sentIn({ $gte: since });
    return rows.filter((row) => row.platform === platform).sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime());
  }

  /** Messages that reached people from `from` until before `to`. @param cadreIds - these people alone */
  async reachedBetween(from: Date, to: Date, cadreIds?: readonly string[]): Promise<Reached[]> {
    const whose = cadreIds && new Set(cadreIds);
    const rows = await this.#sentIn({ $gte: from, $lt: to });
    return rows.filter(({ kind, cadreId }) => kind === 'send' && whose?.has(cadreId) !== false);
  }

  /** The same on a Beijing day. */
  reachedOn(dateOn: string, cadreIds?: readonly string[]): Promise<Reached[]> {
    return this.reachedBetween(beijingTime(dateOn, '00:00'), beijingTime(addDays(dateOn, 1), '00:00'), cadreIds);
  }

  /** How many messages went out on this platform from `from` until before `to`; none when that is no stretch of time. */
  async countSentBetween(platform: PlatformName, from: Date, to: Date): Promise<number> {
    if (to <= from) return 0;
    const rows = await this.#sentIn({ $gte: from, $lt: to });
    return rows.filter((row) => row.platform === platform && row.kind === 'send').length;
  }

  /** What went out in a stretch of time. By the time alone: most rows there are were sent some day, so that `state` finds nothing sooner. */
  async #sentIn(time: { $gte: Date; $lt?: Date }) {
    const rows = await this.#rows.findFields({ sentAt: within(time) }, sentFields);
    return rows.flatMap(({ sentAt, ...row }) =>
      row.state !== 'sent' || sentAt === undefined ? [] : [{ ...row, sentAt }],
    );
  }
}
