import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { noneOf, within } from '../../store/filter.ts';
import { date, type FieldsOf, flag, list, oneOf, type RowOf, rows, text } from '../../store/row.ts';
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

const sessions = rows('sessions', { classId: text, ...sessionFields }, [
  { keys: { classId: 1, startsAt: 1 }, usedBy: 'ofClass' },
  { keys: { startsAt: 1 }, usedBy: 'startingBetween' },
]);

/** One entry of a class's timetable; the id is `<class>-<two digits in timetable order>`. */
export type SessionRow = RowOf<typeof sessions>;

export class SessionStore {
  readonly #sessions: Collection<SessionRow>;

  constructor(database: Database) {
    this.#sessions = database.of(sessions);
  }

  byId(id: string) {
    return this.#sessions.byId(id);
  }

  ofClass(classId: string) {
    return this.#sessions.find({ classId }, { sort: { classId: 1, startsAt: 1 } });
  }

  startingBetween(from: Date, to: Date) {
    return this.#sessions.find({ startsAt: within({ $gte: from, $lte: to }) }, { sort: { startsAt: 1 } });
  }

  /** Puts a timetable in place of the class's old one; putting the same one again changes nothing. */
  async replace(classId: string, timetable: readonly SessionRow[]): Promise<void> {
    await this.#sessions.putAll(timetable);
    await this.#sessions.deleteMany({ classId, _id: noneOf(timetable.map((row) => row._id)) });
  }
}

/** A stored session as the rules know it. */
export function asSession({ _id, classId: _, ...session }: SessionRow): Session {
  return { sessionId: _id, ...session };
}
