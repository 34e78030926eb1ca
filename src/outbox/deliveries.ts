import type { PlatformName } from '../chat/update.ts';
import type { Collection } from '../store/collection.ts';
import { among, within } from '../store/filter.ts';
import type { DeliveryRow } from './delivery-row.ts';

/** The queue of what platforms are asked to do: what is added, whose turn it is, what waits, what was sent. */
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

  /** What would be due until then is due now. */
  async hasten(platform: PlatformName, now: Date, until: Date): Promise<void> {
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

  /** Rows of these people that wait for another try and hold back what comes after them. */
  holdingBack(platform: PlatformName, userIds: readonly string[]) {
    const waiting = { platform, userId: among(userIds), holdsBack: true, state: 'due' as const };
    return this.#rows.findFields(waiting, ['userId', 'order', 'dueAt'], { sort: { order: 1 } });
  }

  /** Messages of these people that wait for company and whose time has come, oldest first. */
  gathered(platform: PlatformName, userIds: readonly string[], now: Date) {
    return this.#rows.find(
      { userId: among(userIds), platform, gather: true, state: 'due', dueAt: within({ $lte: now }) },
      { sort: { order: 1 } },
    );
  }

  /** The digests that carry the words of any of these messages. */
  digestsOf(keys: readonly string[]) {
    return this.#rows.find({ merges: among(keys) });
  }

  /** The words of these messages go out in another one. */
  async merge(keys: readonly string[], mergedInto: string, now: Date): Promise<void> {
    await this.#rows.updateMany(
      { _id: among(keys), state: 'due' },
      { $set: { state: 'merged', mergedInto, sentAt: now }, $unset: { gather: 1, holdsBack: 1 } },
    );
  }

  /** Puts off messages that can wait: others of their person do not wait with them. @param gather - to be sent as one with others */
  async defer(rows: readonly { key: string; dueAt: Date; gather: boolean }[]): Promise<void> {
    await this.#rows.updateEach(
      rows.map(({ key, dueAt, gather }) => ({
        filter: { _id: key, state: 'due' },
        change: { $set: { dueAt, ...(gather ? { gather: true } : {}) }, $unset: { holdsBack: 1 } },
      })),
    );
  }

  /** Puts rows off that may not be sent yet; they keep their place in the person's line. */
  async postpone(rows: readonly { key: string; dueAt: Date }[]): Promise<void> {
    await this.#rows.updateEach(
      rows.map(({ key, dueAt }) => ({
        filter: { _id: key, state: 'due' },
        change: { $set: { dueAt, holdsBack: true } },
      })),
    );
  }

  open() {
    return this.#rows.count({ state: among(['due', 'sending']) });
  }

  /** Who got a message on this platform since then, and when; earliest first. */
  async sentSince(platform: PlatformName, since: Date): Promise<{ _id: string; userId: string; sentAt: Date }[]> {
    const sent = { sentAt: within({ $gte: since }), platform, kind: 'send' as const, state: 'sent' as const };
    const rows = await this.#rows.findFields(sent, ['userId', 'sentAt'], { sort: { sentAt: 1 } });
    return rows.flatMap(({ _id, userId, sentAt }) => (sentAt === undefined ? [] : [{ _id, userId, sentAt }]));
  }

  /** How many messages went out on this platform from `from` until before `to`; none when that is no stretch of time. */
  async countSentBetween(platform: PlatformName, from: Date, to: Date): Promise<number> {
    if (to <= from) return 0;
    return this.#rows.count({ sentAt: within({ $gte: from, $lt: to }), platform, kind: 'send', state: 'sent' });
  }
}
