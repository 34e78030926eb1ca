import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { once } from '../../store/once.ts';
import { date, list, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';
import type { ArrivalFacts } from './arrival.ts';

/** That something was said about somebody's arrival, by themselves or by the school. */
interface ArrivalChange {
  by: string;
  byUpdate: string;
  at: Date;
  /** Seats are kept with the enrollment. */
  set: Omit<ArrivalFacts, 'seat'>;
  /** That they are there, or are not. */
  arrived?: boolean;
}

const arrivals = rows(
  'arrivals',
  {
    classId: text,
    cadreId: text,
    lodging: optional(oneOf<'stays' | 'home'>()),
    meals: optional(oneOf<'usual' | 'halal' | 'none'>()),
    plate: optional(text),
    room: optional(text),
    /** When the staff of the class noted that they are there. */
    arrivedAt: optional(date),
    /** Oldest first. */
    changes: list<ArrivalChange>(),
    madeAt: date,
  },
  [
    { keys: { classId: 1 }, usedBy: 'ofClass' },
    { keys: { cadreId: 1, madeAt: -1 }, usedBy: 'lastOf' },
  ],
);

/** With what somebody comes to a class, and which room they have; the id is `<class>:<cadre>`. */
export type ArrivalRow = RowOf<typeof arrivals>;

export class ArrivalStore {
  readonly #arrivals: Collection<ArrivalRow>;

  constructor(database: Database) {
    this.#arrivals = database.of(arrivals);
  }

  byId(classId: string, cadreId: string) {
    return this.#arrivals.byId(`${classId}:${cadreId}`);
  }

  ofClass(classId: string) {
    return this.#arrivals.find({ classId });
  }

  /** What the person said last, for whichever class. */
  async lastOf(cadreId: string): Promise<ArrivalRow | undefined> {
    return (await this.#arrivals.find({ cadreId }, { sort: { madeAt: -1 }, limit: 1 }))[0];
  }

  /** Keeps what was said; the same update does it once. @returns the row as it is now */
  async say(classId: string, cadreId: string, change: ArrivalChange): Promise<ArrivalRow | null> {
    const id = `${classId}:${cadreId}`;
    await this.#arrivals.insertMissing([{ _id: id, classId, cadreId, changes: [], madeAt: change.at }]);
    const { set, arrived, at } = change;
    return once(this.#arrivals, id, 'changes.byUpdate', change.byUpdate, () => ({
      given: {},
      change: {
        $set: { ...set, ...(arrived === true ? { arrivedAt: at } : {}) },
        ...(arrived === false ? { $unset: { arrivedAt: 1 as const } } : {}),
        $push: { changes: change },
      },
    }));
  }
}
