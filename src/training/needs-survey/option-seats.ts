import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { number, type RowOf, rows, text, texts } from '../../store/row.ts';

const optionSeats = rows(
  'optionSeats',
  {
    surveyId: text,
    questionId: text,
    /** The option's value. */
    option: text,
    /** The sheets that have it. */
    takers: texts,
    taken: number,
  },
  [{ keys: { surveyId: 1 }, usedBy: 'takenIn' }],
);

/** Who has an option that only so many people may take; the id is `<survey>:<question>:<option>`. */
export type OptionSeatRow = RowOf<typeof optionSeats>;

type Seat = Pick<OptionSeatRow, 'surveyId' | 'questionId' | 'option'>;

const idOf = ({ surveyId, questionId, option }: Seat) => `${surveyId}:${questionId}:${option}`;

export class OptionSeatStore {
  readonly #seats: Collection<OptionSeatRow>;

  constructor(database: Database) {
    this.#seats = database.of(optionSeats);
  }

  /** How often the options of a survey that have a limit are taken. */
  takenIn(surveyId: string): Promise<OptionSeatRow[]> {
    return this.#seats.find({ surveyId });
  }

  /** Takes an option for a sheet, once. @returns `false` when as many others have it as may */
  async take(seat: Seat, sheetId: string, limit: number): Promise<boolean> {
    for (;;) {
      const row = await this.#seats.byId(idOf(seat));
      if (row?.takers.includes(sheetId)) return true;
      if (row === null) await this.#seats.insertMissing([{ _id: idOf(seat), ...seat, takers: [], taken: 0 }]);
      else if (row.taken >= limit) return false;
      else {
        const change = { $push: { takers: sheetId }, $set: { taken: row.taken + 1 } };
        if (await this.#seats.updateOne({ _id: row._id, taken: row.taken }, change)) return true;
      }
    }
  }

  /** Gives back the option, if the sheet has it. */
  async giveBack(seat: Seat, sheetId: string): Promise<void> {
    for (;;) {
      const row = await this.#seats.byId(idOf(seat));
      if (row === null || !row.takers.includes(sheetId)) return;
      const change = { $pull: { takers: sheetId }, $set: { taken: row.taken - 1 } };
      if (await this.#seats.updateOne({ _id: row._id, taken: row.taken }, change)) return;
    }
  }
}
