import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import type { Card, Message } from '../chat/message.ts';
import type { Handle } from '../chat/platform.ts';
import type { Identity, PlatformName } from '../chat/update.ts';
import { insertMissing, modelOn } from './schema.ts';

/** `merged`: its words went out in the message `mergedInto`, whose result is its own. */
export type DeliveryState = 'due' | 'sending' | 'sent' | 'refused' | 'expired' | 'merged' | 'cancelled';

/** What became of a message that was to be taken back: off the screen, shown as void, still to be read, or nobody knows. */
export type Recalled = 'done' | 'changed' | 'kept' | 'unknown';

/** A group that is to be made for a class. */
export interface WantedGroup {
  classId: string;
  name: string;
  /** As the platform names its people. */
  owner: string;
  members: readonly string[];
}

/** `urgent` goes at any hour; `normal` outside the quiet hours; `low` in one digest per person and morning. */
export type Urgency = 'urgent' | 'normal' | 'low';

/**
 * Something a platform is asked to do: `send` a message to one person, `revise` a card already sent, `recall` a message, `post` a message
 * into a group, or make a `group`. `_id` is the delivery key: the same key is done once.
 */
export interface DeliveryRow {
  _id: string;
  kind: 'send' | 'revise' | 'recall' | 'post' | 'group';
  /** Whom it is about; for a group who asked for it. */
  cadreId: string;
  platform: PlatformName;
  /** The receiver as the platform names them; for `post` the group. */
  userId: string;
  message: Message;
  /** For `revise` and `recall`: the delivery that is changed or taken back. */
  target?: string;
  /** For `recall`: what is taken back as a whole, e.g. a notice. */
  recallOf?: string;
  /** For `group`. */
  group?: WantedGroup;
  /** The first delivery of the call in which this one went out with others; they can only be recalled together. */
  sentWith?: string;
  recalled?: Recalled;
  /** The update that stopped it before it was sent. */
  cancelledBy?: string;
  /** `normal` unless given. */
  urgency?: Exclude<Urgency, 'normal'>;
  /** Waits for company: with others of its person it goes out as one message. */
  gather?: true;
  /** For a digest: the deliveries whose words it carries. */
  merges?: readonly string[];
  mergedInto?: string;
  /** Refused here and sent on another platform: the delivery there, and from there back. */
  movedTo?: string;
  movedFrom?: string;
  /** The update that gave a refused message another life, so that a second run of it counts the same ones. */
  retriedBy?: string;
  state: DeliveryState;
  /** Position among one person's messages: milliseconds since 1970, then a counter. */
  order: number;
  dueAt: Date;
  /** After this the message is of no use and is not sent any more. */
  expiresAt: Date;
  attempts: number;
  /** True once an attempt ended without an answer: the platform may have accepted it. */
  unsure: boolean;
  /** Set while the row waits for another try and what comes after it for the same person waits with it. */
  holdsBack?: boolean;
  claim?: string;
  leaseUntil?: Date;
  sentAt?: Date;
  error?: string;
  /** What the platform calls the card; a press names the card by it. */
  cardRef?: string;
  handle?: Handle;
  /** The five characters a typed answer names the card by. */
  cardCode?: string;
  /** For cards: still takes answers. */
  open?: boolean;
  /** The update that settled the card, so that a second run of it is not told "already settled". */
  settledBy?: string;
  /** What the card says now that it is settled. */
  settled?: string;
}

/** What one attempt changes; single values of the handle by `handle.<name>`. */
export type DeliveryChange = Partial<DeliveryRow> & { [name: `handle.${string}`]: string };

const keepSeconds = 400 * 24 * 3600;

export class DeliveryStore {
  readonly #model: Model<DeliveryRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<DeliveryRow>(connection, 'deliveries', deliveryFields, [
      { keys: { platform: 1, state: 1, dueAt: 1, order: 1 }, usedBy: 'due, nextDueAt' },
      { keys: { platform: 1, userId: 1 }, onlyWith: 'holdsBack', usedBy: 'holdingBack' },
      { keys: { userId: 1, platform: 1 }, onlyWith: 'gather', usedBy: 'gathered' },
      { keys: { state: 1, leaseUntil: 1 }, usedBy: 'releaseAbandoned, refused, countRefused' },
      { keys: { sentWith: 1 }, onlyWith: 'sentWith', usedBy: 'sentTogether' },
      { keys: { recallOf: 1 }, onlyWith: 'recallOf', usedBy: 'recallsOf' },
      { keys: { retriedBy: 1 }, onlyWith: 'retriedBy', usedBy: 'retriedBy' },
      { keys: { claim: 1 }, usedBy: 'claim, extend, release' },
      { keys: { cardRef: 1 }, usedBy: 'byCardRef' },
      {
        keys: { cadreId: 1, open: 1, order: -1 },
        usedBy: 'lastOpenCard, cardByCode, cardsUnderWay, copies, copiesOf, openCards',
      },
      {
        keys: { sentAt: 1 },
        expireAfterSeconds: keepSeconds,
        usedBy: 'sentSince, countSentBetween; forgetting sent messages after 400 days',
      },
    ]);
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

  byKey(key: string) {
    return this.#model.findById(key).lean<DeliveryRow | null>().exec();
  }

  /** Who got a message on this platform since then, and when. */
  sentSince(platform: PlatformName, since: Date) {
    return this.#model
      .find({ sentAt: trusted({ $gte: since }), platform, kind: 'send', state: 'sent' })
      .select({ userId: 1, sentAt: 1 })
      .lean<{ _id: string; userId: string; sentAt: Date }[]>()
      .exec();
  }

  /** How many messages went out on this platform from `from` until before `to`; none when that is no stretch of time. */
  async countSentBetween(platform: PlatformName, from: Date, to: Date): Promise<number> {
    if (to <= from) return 0;
    return this.#model
      .countDocuments({ sentAt: trusted({ $gte: from, $lt: to }), platform, kind: 'send', state: 'sent' })
      .exec();
  }

  byCardRef(cardRef: string) {
    return this.#model.findOne({ cardRef }).lean<DeliveryRow | null>().exec();
  }

  /** The newest open card on this person's screen; one that is not `sent` yet may be there or not. */
  lastOpenCard(cadreId: string) {
    return this.#model
      .findOne({ cadreId, open: true, $or: mayBeSeen() })
      .sort({ order: -1 })
      .lean<DeliveryRow | null>()
      .exec();
  }

  /** The newest card with this code sent to this person, open or settled. */
  cardByCode(cadreId: string, cardCode: string) {
    return this.#model
      .findOne({ cadreId, open: trusted({ $in: [true, false] }), cardCode, $or: mayBeSeen() })
      .sort({ order: -1 })
      .lean<DeliveryRow | null>()
      .exec();
  }

  /** Open cards of this person whose sending is not written down, newest first: the platform may have them all the same. */
  cardsUnderWay(cadreId: string) {
    return this.#model
      .find({ cadreId, open: true, state: trusted({ $in: ['sending', 'due'] }) })
      .sort({ order: -1 })
      .lean<DeliveryRow[]>()
      .exec();
  }

  /** Every time this card was sent to this person: the first card and its reminders. */
  copies(cadreId: string, cardCode: string) {
    return this.#model
      .find({ cadreId, open: trusted({ $in: [true, false] }), cardCode })
      .sort({ order: 1 })
      .lean<DeliveryRow[]>()
      .exec();
  }

  /** How many cards reached this person. */
  cardsSentTo(cadreId: string) {
    return this.#model
      .countDocuments({ cadreId, open: trusted({ $in: [true, false] }), kind: 'send', state: 'sent' })
      .exec();
  }

  /** Cards that wait for this person's answer, newest first. */
  openCards(cadreId: string, now: Date, limit: number) {
    return this.#model
      .find({ cadreId, open: true, expiresAt: trusted({ $gt: now }) })
      .sort({ order: -1 })
      .limit(limit)
      .lean<DeliveryRow[]>()
      .exec();
  }

  /** What a settled or replaced card shows from now on; the first settling wins, the same update may repeat it. */
  async settleCard(key: string, by: string, card: Card): Promise<boolean> {
    const settled = card.settled === undefined ? {} : { open: false, settled: card.settled };
    const result = await this.#model.updateOne(
      { _id: key, $or: [{ open: true }, { settledBy: by }] },
      { $set: { ...settled, settledBy: by, message: card } },
    );
    return result.matchedCount === 1;
  }

  /** A card that no longer counts, answered or not: takes no more answers, and shows it wherever it can be changed. */
  async voidCard(key: string, by: string, card: Card): Promise<void> {
    const settled = card.settled === undefined ? {} : { settled: card.settled };
    await this.#model.updateOne({ _id: key }, { $set: { open: false, settledBy: by, message: card, ...settled } });
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

  /** Rows of these people that wait for another try and hold back what comes after them. */
  holdingBack(platform: PlatformName, userIds: readonly string[]) {
    return this.#model
      .find({ platform, userId: trusted({ $in: [...userIds] }), holdsBack: true, state: 'due' })
      .select({ userId: 1, order: 1, dueAt: 1 })
      .sort({ order: 1 })
      .lean<Pick<DeliveryRow, '_id' | 'userId' | 'order' | 'dueAt'>[]>()
      .exec();
  }

  /** Messages of these people that wait for company and whose time has come, oldest first. */
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

  /** The words of these messages go out in another one. */
  async merge(keys: readonly string[], mergedInto: string, now: Date): Promise<void> {
    await this.#model.updateMany(
      { _id: trusted({ $in: [...keys] }), state: 'due' },
      { $set: { state: 'merged', mergedInto, sentAt: now }, $unset: { gather: 1, holdsBack: 1 } },
    );
  }

  /** Puts off messages that can wait: others of their person do not wait with them. @param gather - to be sent as one with others */
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

  /** Puts rows off that may not be sent yet; they keep their place in the person's line. */
  async postpone(rows: readonly { key: string; dueAt: Date }[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#model.bulkWrite(
      rows.map(({ key, dueAt }) => ({
        updateOne: { filter: { _id: key, state: 'due' }, update: { $set: { dueAt, holdsBack: true } } },
      })) as never,
      { ordered: false },
    );
  }

  /** Takes these rows for one round; rows somebody else took meanwhile are not among the result. */
  async claim(keys: readonly string[], claim: string, leaseUntil: Date): Promise<DeliveryRow[]> {
    await this.#model.updateMany(
      { _id: trusted({ $in: [...keys] }), state: 'due' },
      { $set: { state: 'sending', claim, leaseUntil }, $unset: { holdsBack: 1, gather: 1 }, $inc: { attempts: 1 } },
    );
    return this.#model.find({ claim, state: 'sending' }).sort({ order: 1 }).lean<DeliveryRow[]>().exec();
  }

  /** Writes down how a round went; a row that was taken over by another round is left alone. */
  async settleRound(claim: string, results: readonly { key: string; set: DeliveryChange }[]): Promise<void> {
    if (results.length === 0) return;
    await this.#model.bulkWrite(
      results.map(({ key, set }) => ({
        updateOne: { filter: { _id: key, claim, state: 'sending' }, update: { $set: set } },
      })) as never,
      { ordered: false },
    );
  }

  /** Keeps the rows of a long round from being taken over. */
  async extend(claim: string, leaseUntil: Date): Promise<void> {
    await this.#model.updateMany({ claim, state: 'sending' }, { $set: { leaseUntil } });
  }

  /** Rows of a round that broke off are due again; whether the platform accepted them is unknown. */
  async release(claim: string, now: Date): Promise<void> {
    await this.#model.updateMany(
      { claim, state: 'sending' },
      { $set: { state: 'due', unsure: true, leaseUntil: now } },
    );
  }

  /** A fresh handle for a card, e.g. the code that came with a press. */
  async keepHandle(key: string, handle: Handle): Promise<void> {
    await this.#model.updateOne(
      { _id: key },
      { $set: Object.fromEntries(Object.entries(handle).map(([k, v]) => [`handle.${k}`, v])) },
    );
  }

  /** After a crash of the only process that owns the store: whether the platform accepted them is unknown. */
  async releaseAll(now: Date): Promise<void> {
    await this.#model.updateMany({ state: 'sending' }, { $set: { state: 'due', unsure: true, leaseUntil: now } });
  }

  /** Rows whose sender died are due again; whether the platform accepted them is unknown. */
  async releaseAbandoned(before: Date): Promise<number> {
    const result = await this.#model.updateMany(
      { state: 'sending', leaseUntil: trusted({ $lte: before }) },
      { $set: { state: 'due', unsure: true, leaseUntil: before } },
    );
    return result.modifiedCount;
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

  /** The dead-letter list of messages, newest first: refused for good, on every platform their person is on. */
  refused(limit: number) {
    return this.#model
      .find({ state: 'refused', movedTo: trusted({ $exists: false }) })
      .sort({ leaseUntil: -1 })
      .limit(limit)
      .lean<DeliveryRow[]>()
      .exec();
  }

  countRefused() {
    return this.#model.countDocuments({ state: 'refused', movedTo: trusted({ $exists: false }) }).exec();
  }

  /**
   * Gives a refused or expired message another life; a card nobody has settled meanwhile takes answers again.
   * @param to - where it goes from now on
   * @param by - what retried it; the same again finds it done
   * @returns `false` when it is neither, or was retried by something else
   */
  async retry(key: string, to: Identity, by: string, now: Date, expiresAt: Date): Promise<boolean> {
    const row = await this.byKey(key);
    const answerable = row?.cardCode !== undefined && row.settled === undefined;
    await this.#model.updateOne(
      { _id: key, state: trusted({ $in: ['refused', 'expired'] }) },
      {
        $set: {
          ...{ state: 'due', dueAt: now, expiresAt, attempts: 0, ...to, retriedBy: by },
          ...(answerable ? { open: true } : {}),
        },
        $unset: { error: 1 },
      },
    );
    return (await this.byKey(key))?.retriedBy === by;
  }

  /** What went out in one call. */
  sentTogether(sentWith: string) {
    return this.#model.find({ sentWith, state: 'sent' }).lean<DeliveryRow[]>().exec();
  }

  /** What became of messages that were to be taken back; the first answer counts. */
  async markRecalled(keys: readonly string[], recalled: Recalled): Promise<void> {
    await this.#model.updateMany(
      { _id: trusted({ $in: [...keys] }), recalled: trusted({ $exists: false }) },
      { $set: { recalled } },
    );
  }

  /** The recalls that belong to one thing taken back as a whole. */
  recallsOf(recallOf: string) {
    return this.#model.find({ recallOf }).lean<DeliveryRow[]>().exec();
  }

  /** Stops what was not sent yet; a message that is under way, or that may be on the screen already, goes its way. */
  async cancel(keys: readonly string[], by: string): Promise<void> {
    await this.#model.updateMany(
      { _id: trusted({ $in: [...keys] }), state: 'due', unsure: false },
      { $set: { state: 'cancelled', cancelledBy: by, open: false }, $unset: { holdsBack: 1, gather: 1 } },
    );
  }

  /** Every time these cards were sent to these people: the first card and its reminders. */
  copiesOf(cadreIds: readonly string[], cardCode: string) {
    return this.#model
      .find({ cadreId: trusted({ $in: [...cadreIds] }), open: trusted({ $in: [true, false] }), cardCode, kind: 'send' })
      .lean<DeliveryRow[]>()
      .exec();
  }

  /** Messages that this update gave another life. */
  retriedBy(updateId: string) {
    return this.#model.find({ retriedBy: updateId }).lean<DeliveryRow[]>().exec();
  }

  open() {
    return this.#model.countDocuments({ state: trusted({ $in: ['due', 'sending'] }) }).exec();
  }
}

/** Cards that were sent, and those of which nobody knows yet. */
function mayBeSeen(): { state: DeliveryState; unsure?: true }[] {
  return [{ state: 'sent' }, { state: 'sending' }, { state: 'due', unsure: true }];
}

const deliveryFields = {
  kind: { type: String, required: true },
  cadreId: { type: String, required: true },
  platform: { type: String, required: true },
  userId: { type: String, required: true },
  message: { type: Object, required: true },
  target: String,
  recallOf: String,
  group: Object,
  sentWith: String,
  recalled: String,
  cancelledBy: String,
  urgency: String,
  gather: Boolean,
  merges: { type: [String], default: undefined },
  mergedInto: String,
  movedTo: String,
  movedFrom: String,
  retriedBy: String,
  state: { type: String, required: true },
  order: { type: Number, required: true },
  dueAt: { type: Date, required: true },
  expiresAt: { type: Date, required: true },
  attempts: { type: Number, required: true },
  unsure: { type: Boolean, required: true },
  holdsBack: Boolean,
  claim: String,
  leaseUntil: Date,
  sentAt: Date,
  error: String,
  cardRef: String,
  handle: Object,
  cardCode: String,
  open: Boolean,
  settledBy: String,
  settled: String,
} as const;
