import { type Model, trusted } from 'mongoose';
import { PLATFORM_NAMES } from '../chat/update.ts';
import { type DeliveryRow, movedKey, type Recalled } from './delivery-row.ts';

/** Deliveries that are taken back: stopped before they go, or recalled from the screen. */
export class RecallStore {
  readonly #model: Model<DeliveryRow>;

  constructor(model: Model<DeliveryRow>) {
    this.#model = model;
  }

  /** The cards that were added under these keys, there or moved to another platform; oldest first. */
  async copies(keys: readonly string[]): Promise<DeliveryRow[]> {
    const anywhere = keys.flatMap((key) => [key, ...PLATFORM_NAMES.map((platform) => movedKey(key, platform))]);
    const rows = await this.#model
      .find({ _id: trusted({ $in: anywhere }) })
      .sort({ order: 1 })
      .lean<DeliveryRow[]>()
      .exec();
    // A key that was forestalled holds no card.
    return rows.filter((row) => row.message.kind === 'card');
  }

  /** Stops what was not sent yet; a message that is under way, or that may be on the screen already, goes its way. */
  async cancel(keys: readonly string[], by: string): Promise<void> {
    await this.#model.updateMany(
      { _id: trusted({ $in: [...keys] }), state: 'due', unsure: false },
      { $set: { state: 'cancelled', cancelledBy: by, open: false }, $unset: { holdsBack: 1, gather: 1 } },
    );
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
}
