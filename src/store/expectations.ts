import type { Connection, Model } from 'mongoose';
import type { Press } from '../chat/message.ts';
import { modelOn } from './schema.ts';

/** The question a person was asked last and answers in free words, e.g. the reason of an exemption. One per person. */
export interface ExpectationRow {
  /** The cadre's id. */
  _id: string;
  press: Press;
  /** The update that asked. */
  askedBy: string;
  until: Date;
}

export class ExpectationStore {
  readonly #model: Model<ExpectationRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<ExpectationRow>(
      connection,
      'expectations',
      {
        press: { type: Object, required: true },
        askedBy: { type: String, required: true },
        until: { type: Date, required: true },
      },
      [{ keys: { until: 1 }, expireAfterSeconds: 0, usedBy: 'forgetting questions nobody answered' }],
    );
  }

  async expect(row: ExpectationRow): Promise<void> {
    const { _id, ...set } = row;
    await this.#model.updateOne({ _id }, { $set: set }, { upsert: true });
  }

  async of(cadreId: string, now: Date): Promise<ExpectationRow | null> {
    const row = await this.#model.findById(cadreId).lean<ExpectationRow | null>();
    return row !== null && row.until > now ? row : null;
  }

  /** Drops the question this update answered; a newer one stays. */
  async answered(cadreId: string, askedBy: string): Promise<void> {
    await this.#model.deleteOne({ _id: cadreId, askedBy });
  }
}
