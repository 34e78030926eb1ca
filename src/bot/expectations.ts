import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import type { Press } from '../chat/message.ts';
import { isDuplicate, modelOn } from '../store/row.ts';

/** The question a person was asked last and answers in free words, e.g. the reason of an exemption. One per person. */
export interface ExpectationRow {
  /** The cadre's id. */
  _id: string;
  press: Press;
  /** The update that asked. */
  askedBy: string;
  askedAt: Date;
  until: Date;
  /** Set once it was answered; the row stays, so that a second run of the update that asked does not ask again. */
  answered: boolean;
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
        askedAt: { type: Date, required: true },
        until: { type: Date, required: true },
        answered: { type: Boolean, required: true },
      },
      [{ keys: { until: 1 }, expireAfterSeconds: 0, usedBy: 'forgetting questions nobody answered' }],
    );
  }

  /** Asks; a question this update asked before stays as it is, and so does one that was asked later. */
  async expect({ _id, ...question }: Omit<ExpectationRow, 'answered'>): Promise<void> {
    const { askedAt, askedBy } = question;
    const older = [{ askedAt: trusted({ $lt: askedAt }) }, { askedAt, askedBy: trusted({ $ne: askedBy }) }];
    try {
      await this.#model.updateOne({ _id, $or: older }, { $set: { ...question, answered: false } }, { upsert: true });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }

  async of(cadreId: string, now: Date): Promise<ExpectationRow | null> {
    const row = await this.#model.findById(cadreId).lean<ExpectationRow | null>();
    return row !== null && !row.answered && row.until > now ? row : null;
  }

  /** Closes the question this update answered; a newer one stays. */
  async answered(cadreId: string, askedBy: string): Promise<void> {
    await this.#model.updateOne({ _id: cadreId, askedBy }, { $set: { answered: true } });
  }
}
