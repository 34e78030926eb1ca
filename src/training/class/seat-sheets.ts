import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { date, list, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';
import type { SeatEntry } from './seat-sheet.ts';

const seatSheets = rows(
  'seatSheets',
  {
    classId: text,
    entries: list<SeatEntry>(),
    /** How the seats of these trainees stood when it was shown (`seatsBasis`). */
    basis: text,
    state: oneOf<'shown' | 'entered' | 'dropped'>(),
    shownAt: date,
    byUpdate: optional(text),
  },
  [],
);

/** A filled-in sheet of seats as it was shown, and whether it was confirmed. The id is that of the update that sent it. */
export type SeatSheetRow = RowOf<typeof seatSheets>;

export class SeatSheetStore {
  readonly #sheets: Collection<SeatSheetRow>;

  constructor(database: Database) {
    this.#sheets = database.of(seatSheets);
  }

  byId(id: string) {
    return this.#sheets.byId(id);
  }

  /** Keeps a sheet as it is shown; the same update does it once. */
  async show(row: Omit<SeatSheetRow, 'state'>): Promise<void> {
    await this.#sheets.insertMissing([{ ...row, state: 'shown' }]);
  }

  /** Confirms a sheet, once; the same update may do it again. @returns whether this update confirmed it */
  async enter(id: string, byUpdate: string): Promise<boolean> {
    await this.#sheets.updateOne({ _id: id, state: 'shown' }, { $set: { state: 'entered' as const, byUpdate } });
    return (await this.byId(id))?.byUpdate === byUpdate;
  }

  async drop(id: string): Promise<void> {
    await this.#sheets.updateOne({ _id: id, state: among(['shown', 'dropped']) }, { $set: { state: 'dropped' } });
  }
}
