import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, noneOf, present, within } from '../../store/filter.ts';
import { date, type FieldsOf, flag, list, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';
import type { Session } from './session.ts';

const sessionFields = {
  title: text,
  method: oneOf<Session['method']>(),
  dateOn: text,
  startsAt: date,
  endsAt: date,
  parts: list<Session['parts'][number]>(),
  lecturer: text,
  place: text,
  countsInRatio: flag,
} satisfies FieldsOf<Omit<Session, 'sessionId'>>;

const sessionRows = {
  classId: text,
  ...sessionFields,
  /** When it was removed from the timetable; its records can still be looked up. */
  removedAt: optional(date),
};

const sessions = rows('sessions', sessionRows, [
  { keys: { classId: 1, startsAt: 1 }, usedBy: 'ofClass, removedOf' },
  { keys: { startsAt: 1 }, usedBy: 'startingBetween' },
]);

/** One entry of a class's timetable. The id is `<class>-<number>`; it is used once and stays the same when the timetable changes. */
export type SessionRow = RowOf<typeof sessions>;

export class SessionStore {
  readonly #sessions: Collection<SessionRow>;

  constructor(database: Database) {
    this.#sessions = database.of(sessions);
  }

  /** A session of the present timetable. */
  byId(id: string) {
    return this.#sessions.findOne({ _id: id, removedAt: absent() });
  }

  ofClass(classId: string) {
    return this.#sessions.find({ classId, removedAt: absent() }, { sort: { classId: 1, startsAt: 1 } });
  }

  /** The sessions taken out of the class's timetable, the latest taken out first. */
  async removedOf(classId: string): Promise<SessionRow[]> {
    const removed = await this.#sessions.find({ classId, removedAt: present() }, { sort: { classId: 1, startsAt: 1 } });
    return removed.sort((a, b) => (b.removedAt?.getTime() ?? 0) - (a.removedAt?.getTime() ?? 0));
  }

  startingBetween(from: Date, to: Date) {
    return this.#sessions.find(
      { startsAt: within({ $gte: from, $lte: to }), removedAt: absent() },
      { sort: { startsAt: 1 } },
    );
  }

  /** The ids of all sessions the class ever had. */
  async idsOf(classId: string): Promise<string[]> {
    return (await this.#sessions.findFields({ classId }, [])).map((row) => row._id);
  }

  /** Replaces the class's timetable; repeating it changes nothing. */
  async replace(classId: string, timetable: readonly SessionRow[], now: Date): Promise<void> {
    await this.#sessions.putAll(timetable);
    const gone = { classId, _id: noneOf(timetable.map((row) => row._id)), removedAt: absent() };
    await this.#sessions.updateMany(gone, { $set: { removedAt: now } });
  }
}

/** A stored session in the form the rules use. */
export function asSession({ _id, classId: _, removedAt: __, ...session }: SessionRow): Session {
  return { sessionId: _id, ...session };
}
