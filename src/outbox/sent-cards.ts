import { type Model, trusted } from 'mongoose';
import type { Card } from '../chat/message.ts';
import type { Handle } from '../chat/platform.ts';
import { shownCard } from '../chat/shown-message.ts';
import { type DeliveryRow, type DeliveryState, droppedAfterRestore } from './delivery-row.ts';

/** Deliveries as the cards on people's screens: which one is meant, what is open, what a card shows by now. */
export class SentCardStore {
  readonly #model: Model<DeliveryRow>;

  constructor(model: Model<DeliveryRow>) {
    this.#model = model;
  }

  byCardRef(cardRef: string) {
    return this.#model.findOne({ cardRef }).lean<DeliveryRow | null>().exec();
  }

  /** The newest card with this code sent to this person, open or settled. */
  cardByCode(cadreId: string, cardCode: string) {
    return this.#model
      .findOne({ cadreId, open: trusted({ $in: [true, false] }), cardCode, $or: mayBeSeen() })
      .sort({ order: -1 })
      .lean<DeliveryRow | null>()
      .exec();
  }

  /** The newest open card on this person's screen; one that is not `sent` yet may be there or not. */
  lastOpenCard(cadreId: string) {
    return this.#model
      .findOne({ cadreId, open: true, $or: mayBeSeen() })
      .sort({ order: -1 })
      .lean<DeliveryRow | null>()
      .exec();
  }

  /** Open cards of this person whose sending is not written down, newest first: the platform may have them all the same. */
  cardsUnderWay(cadreId: string) {
    return this.#model
      .find({ cadreId, open: true, $or: [...underWay] })
      .sort({ order: -1 })
      .lean<DeliveryRow[]>()
      .exec();
  }

  /** Every time this card was sent to these people, oldest first: the first card and its reminders. */
  copies(cadreIds: readonly string[], cardCode: string) {
    return this.#model
      .find({ cadreId: trusted({ $in: [...cadreIds] }), open: trusted({ $in: [true, false] }), cardCode })
      .sort({ order: 1 })
      .lean<DeliveryRow[]>()
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

  /** How many cards reached this person. */
  cardsSentTo(cadreId: string) {
    return this.#model
      .countDocuments({ cadreId, open: trusted({ $in: [true, false] }), kind: 'send', state: 'sent' })
      .exec();
  }

  /** What a settled or replaced card shows from now on; the first settling wins, the same update may repeat it. */
  async settleCard(key: string, by: string, replacement: Card): Promise<boolean> {
    const card = shownCard(replacement);
    const settled = card.settled === undefined ? {} : { open: false, settled: card.settled };
    const result = await this.#model.updateOne(
      { _id: key, $or: [{ open: true }, { settledBy: by }] },
      { $set: { ...settled, settledBy: by, message: card } },
    );
    return result.matchedCount === 1;
  }

  /** A card that no longer counts, answered or not: takes no more answers, and shows it wherever it can be changed. */
  async voidCard(key: string, by: string, replacement: Card): Promise<void> {
    const card = shownCard(replacement);
    const settled = card.settled === undefined ? {} : { settled: card.settled };
    await this.#model.updateOne({ _id: key }, { $set: { open: false, settledBy: by, message: card, ...settled } });
  }

  /** A fresh handle for a card, e.g. the code that came with a press. */
  async keepHandle(key: string, handle: Handle): Promise<void> {
    await this.#model.updateOne(
      { _id: key },
      { $set: Object.fromEntries(Object.entries(handle).map(([k, v]) => [`handle.${k}`, v])) },
    );
  }
}

/** The bot that went on from the backup has probably sent them; what the platform calls them is lost. */
const beforeRestore: readonly { state: DeliveryState; cancelledBy?: string }[] = [
  { state: 'held' },
  { state: 'cancelled', cancelledBy: droppedAfterRestore },
];
const underWay: readonly { state: DeliveryState; cancelledBy?: string }[] = [
  { state: 'sending' },
  { state: 'due' },
  ...beforeRestore,
];

/** Cards that were sent, and those of which nobody knows yet. */
function mayBeSeen(): { state: DeliveryState; unsure?: true; error?: string; cancelledBy?: string }[] {
  return [
    { state: 'sent' },
    { state: 'sending' },
    { state: 'due', unsure: true },
    { state: 'refused', error: 'unanswered' },
    ...beforeRestore,
  ];
}
