import type { Half } from '../../calendar/half-day.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { date, list, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';

/** What a sheet says of one trainee in one half of the day, where that changes something. */
export interface SheetEntry {
  cadreId: string;
  name: string;
  half: Half;
  /** The first three as a roll says it; `onTime`: a mark is put right; `leftEarly`: with `leftAt`. */
  as: 'present' | 'late' | 'absent' | 'onTime' | 'leftEarly';
  leftAt?: Date;
  /** With `late`, where they are given. */
  lateMinutes?: number;
  note: string;
}

const attendanceSheets = rows(
  'attendanceSheets',
  {
    classId: text,
    dateOn: text,
    entries: list<SheetEntry>(),
    state: oneOf<'shown' | 'entered' | 'dropped'>(),
    shownAt: date,
    enteredBy: optional(text),
    byUpdate: optional(text),
  },
  [],
);

/** A filled-in sheet of a day of class as it was shown, and who confirmed it. The id is that of the update that sent it. */
export type AttendanceSheetRow = RowOf<typeof attendanceSheets>;

export class AttendanceSheetStore {
  readonly #sheets: Collection<AttendanceSheetRow>;

  constructor(database: Database) {
    this.#sheets = database.of(attendanceSheets);
  }

  byId(id: string) {
    return this.#sheets.byId(id);
  }

  /** Keeps a sheet as it is shown; the same update does it once. */
  async show(row: Omit<AttendanceSheetRow, 'state'>): Promise<void> {
    await this.#sheets.insertMissing([{ ...row, state: 'shown' }]);
  }

  /** Confirms a sheet, once; the same update may do it again. @returns whether this update confirmed it */
  async enter(id: string, by: { enteredBy: string; byUpdate: string }): Promise<boolean> {
    await this.#sheets.updateOne({ _id: id, state: 'shown' }, { $set: { state: 'entered' as const, ...by } });
    return (await this.byId(id))?.byUpdate === by.byUpdate;
  }

  async drop(id: string): Promise<void> {
    await this.#sheets.updateOne({ _id: id, state: among(['shown', 'dropped']) }, { $set: { state: 'dropped' } });
  }
}
