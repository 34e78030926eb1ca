import type { CalendarEntry } from '../../chat/calendar-entry.ts';
import type { PlatformName } from '../../chat/update.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, among } from '../../store/filter.ts';
import { number, oneOf, optional, type RowOf, rows, text, value, yes } from '../../store/row.ts';

const calendarEntries = rows(
  'calendarEntries',
  {
    classId: text,
    platform: oneOf<PlatformName>(),
    /** Beijing day of class. */
    dateOn: text,
    /** In whose name it stands, where the platform needs somebody. */
    owner: text,
    /** What is to stand in the calendars; absent where nothing is. */
    wanted: optional(value<CalendarEntry>()),
    /** Counts what was wanted; `kept` is what the calendars show. */
    revision: number,
    kept: optional(number),
    /** Where the platform keeps it, and how it names it. */
    calendar: optional(text),
    entry: optional(text),
    /** What was asked for before an answer told how it is named: it may be there. */
    tried: optional(value<CalendarEntry>()),
    /** How often it was taken out, so that what is made anew has a key of its own. */
    generation: number,
    forbidden: optional(yes),
  },
  [{ keys: { classId: 1 }, usedBy: 'ofClasses' }],
);

/** One day of a class in the calendars of its people on one platform; the id is `<class>:<day>:<platform>`. */
export type CalendarEntryRow = RowOf<typeof calendarEntries>;

export class CalendarEntryStore {
  readonly #entries: Collection<CalendarEntryRow>;

  constructor(database: Database) {
    this.#entries = database.of(calendarEntries);
  }

  byId(id: string) {
    return this.#entries.byId(id);
  }

  ofClasses(classIds: readonly string[]) {
    return this.#entries.find({ classId: among(classIds) }, { sort: { _id: 1 } });
  }

  /** Notes what is to stand in the calendars from now on. @param seen - the row it rests on; nothing for a new one */
  async want(
    of: Pick<CalendarEntryRow, '_id' | 'classId' | 'platform' | 'dateOn' | 'owner'>,
    wanted: CalendarEntry | undefined,
    seen: CalendarEntryRow | undefined,
  ): Promise<void> {
    if (seen === undefined) {
      if (wanted !== undefined) await this.#entries.insertNew({ ...of, wanted, revision: 1, generation: 0 });
      return;
    }
    const revision = seen.revision + 1;
    await this.#entries.updateOne(
      { _id: of._id, revision: seen.revision },
      wanted === undefined ? { $set: { revision }, $unset: { wanted: 1 } } : { $set: { revision, wanted } },
    );
  }

  /** Notes where the platform keeps it; the first one stands. @returns where that is */
  async openAt(id: string, calendar: string): Promise<string> {
    await this.#entries.updateOne({ _id: id, calendar: absent() }, { $set: { calendar } });
    return (await this.byId(id))?.calendar ?? calendar;
  }

  /** Notes that it is asked for now. */
  async trying(id: string, tried: CalendarEntry): Promise<void> {
    await this.#entries.updateOne({ _id: id }, { $set: { tried } });
  }

  /** Notes how the platform names it. */
  async made(id: string, entry: string): Promise<void> {
    await this.#entries.updateOne({ _id: id }, { $set: { entry }, $unset: { tried: 1 } });
  }

  /** Notes that it is there no longer. @param seen - the row that was looked at */
  async gone({ _id, generation }: CalendarEntryRow): Promise<void> {
    const change = { $set: { generation: generation + 1 }, $unset: { entry: 1 as const, tried: 1 as const } };
    await this.#entries.updateOne({ _id, generation }, change);
  }

  /** Notes that the calendars show what was wanted with this revision. */
  async kept(id: string, revision: number): Promise<void> {
    await this.#entries.updateOne({ _id: id }, { $set: { kept: revision }, $unset: { forbidden: 1 } });
  }

  /** Notes that the platform does not let the app write there. */
  async refused(id: string): Promise<void> {
    await this.#entries.updateOne({ _id: id }, { $set: { forbidden: true } });
  }
}
