import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import { modelOn } from '../../store/row.ts';
import type { Session } from './session.ts';

/** One entry of a class's timetable; the id is `<class>-<two digits in timetable order>`. */
export type SessionRow = Omit<Session, 'sessionId' | 'parts'> & {
  _id: string;
  classId: string;
  parts: Session['parts'];
};

export class SessionStore {
  readonly #model: Model<SessionRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<SessionRow>(
      connection,
      'sessions',
      {
        classId: { type: String, required: true },
        title: { type: String, required: true },
        method: { type: String, required: true },
        dateOn: { type: String, required: true },
        startsAt: { type: Date, required: true },
        endsAt: { type: Date, required: true },
        parts: { type: [Object], required: true } as never,
        lecturer: String,
        place: String,
        countsInRatio: Boolean,
      },
      [
        { keys: { classId: 1, startsAt: 1 }, usedBy: 'ofClass' },
        { keys: { startsAt: 1 }, usedBy: 'startingBetween' },
      ],
    );
  }

  byId(id: string) {
    return this.#model.findById(id).lean<SessionRow | null>().exec();
  }

  ofClass(classId: string) {
    return this.#model.find({ classId }).sort({ classId: 1, startsAt: 1 }).lean<SessionRow[]>().exec();
  }

  startingBetween(from: Date, to: Date) {
    return this.#model
      .find({ startsAt: trusted({ $gte: from, $lte: to }) })
      .sort({ startsAt: 1 })
      .lean<SessionRow[]>()
      .exec();
  }

  /** Puts a timetable in place of the class's old one; putting the same one again changes nothing. */
  async replace(classId: string, rows: readonly SessionRow[]): Promise<void> {
    await this.#model.collection.bulkWrite(
      rows.map((row) => ({ replaceOne: { filter: { _id: row._id }, replacement: row, upsert: true } })) as never,
      { ordered: false },
    );
    const kept = rows.map((row) => row._id);
    await this.#model.deleteMany({ classId, _id: trusted({ $nin: kept }) });
  }
}

/** A stored session as the rules know it. */
export function asSession({ _id, classId: _, ...session }: SessionRow): Session {
  return { sessionId: _id, ...session };
}
