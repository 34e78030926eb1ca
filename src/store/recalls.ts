import { type Model, trusted } from 'mongoose';
import type { DeliveryRow, Recalled } from './delivery-row.ts';

/** Deliveries that are taken back: stopped before they go, or recalled from the screen. */
export class RecallStore {
  readonly #model: Model<DeliveryRow>;

  constructor(model: Model<DeliveryRow>) {
    this.#model = model;
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
