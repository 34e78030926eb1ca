import type { Press } from '../chat/message.ts';
import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { not, within } from '../store/filter.ts';
import { date, flag, optional, type RowOf, rows, text, value } from '../store/row.ts';

const expectations = rows(
  'expectations',
  {
    press: value<Press>(),
    /** The update that asked. */
    askedByUpdate: text,
    askedAt: date,
    until: date,
    /** Set once it was answered; the row stays, so that a second run of the update that asked does not ask again. */
    answered: flag,
    /** The update that answered the one that was answered last. */
    answeredByUpdate: optional(text),
  },
  [{ keys: { until: 1 }, expireAfterSeconds: 0, usedBy: 'forgetting questions nobody answered' }],
);

/** The question a person was asked last and answers in free words, e.g. the reason of an exemption. One per person; the id is the cadre's. */
export type ExpectationRow = RowOf<typeof expectations>;

export class ExpectationStore {
  readonly #questions: Collection<ExpectationRow>;

  constructor(database: Database) {
    this.#questions = database.of(expectations);
  }

  /** Asks; a question this update asked before stays as it is, and so does one that was asked later. */
  async expect({ _id, ...question }: Omit<ExpectationRow, 'answered' | 'answeredByUpdate'>): Promise<void> {
    const { askedAt, askedByUpdate } = question;
    const older = [{ askedAt: within({ $lt: askedAt }) }, { askedAt, askedByUpdate: not(askedByUpdate) }];
    await this.#questions.upsert({ _id, $or: older }, { $set: { ...question, answered: false } });
  }

  async of(cadreId: string, now: Date): Promise<ExpectationRow | null> {
    const row = await this.#questions.byId(cadreId);
    return row !== null && !row.answered && row.until > now ? row : null;
  }

  /** Closes the question this update answered; a newer one stays. */
  async answered(cadreId: string, askedByUpdate: string, answeredByUpdate: string): Promise<void> {
    await this.#questions.updateOne({ _id: cadreId, askedByUpdate }, { $set: { answered: true, answeredByUpdate } });
  }

  /** Whether this update answered a question, or asked the next one when it did; it may be running a second time. */
  async wasAnsweredBy(cadreId: string, updateId: string): Promise<boolean> {
    const row = await this.#questions.byId(cadreId);
    return row !== null && (row.answeredByUpdate === updateId || row.askedByUpdate === updateId);
  }
}
