import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { once } from '../../store/once.ts';
import { date, list, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';
import type { RollResult } from './attendance.ts';

const signIns = rows(
  'signIns',
  {
    sessionId: text,
    classId: text,
    cadreId: text,
    at: date,
    /** That of the last entry in `earlyLeaves`, unless the mark was corrected since. */
    leftEarlyAt: optional(date),
    /** The update that made it. */
    byUpdate: text,
    /** Marks entered by staff, oldest first. */
    corrections: optional(list<SignInCorrection>()),
    /** Entries of leaving early, oldest first. */
    earlyLeaves: optional(list<EarlyLeave>()),
    /** What the last roll said, unless the person signed in or the mark was corrected since. */
    byRoll: optional(oneOf<RollResult>()),
    /** What rolls said, oldest first. */
    rolls: optional(list<RollEntry>()),
  },
  [
    { keys: { sessionId: 1 }, usedBy: 'ofSession' },
    { keys: { classId: 1, cadreId: 1 }, usedBy: 'ofClass, ofTrainee' },
  ],
);

/** One trainee's mark at one session: they were there, or a roll says that they were not. The id is `<session>:<cadre>`. */
export type SignInRow = RowOf<typeof signIns>;

/** When somebody left before the end of a session, who noted it, and why. */
export interface EarlyLeave {
  leftAt: Date;
  by: string;
  byUpdate: string;
  enteredAt: Date;
  note: string;
}

/** Who corrected a mark, why, and what it was before. */
interface SignInCorrection {
  by: string;
  byUpdate: string;
  enteredAt: Date;
  note: string;
  /** Absent when there was no mark before. */
  replacedAt?: Date;
}

/** Who called the roll, and what it said of the person. */
interface RollEntry {
  result: RollResult;
  by: string;
  byUpdate: string;
  enteredAt: Date;
}

/** What a roll says of one trainee at one session. */
export interface RolledMark extends Pick<SignInRow, 'classId' | 'sessionId' | 'cadreId' | 'at'> {
  entry: RollEntry;
}

/** A mark to enter for a trainee. */
export interface CorrectedMark extends Pick<SignInRow, 'classId' | 'sessionId' | 'cadreId' | 'at'> {
  correction: Omit<SignInCorrection, 'replacedAt'>;
}

export class SignInStore {
  readonly #marks: Collection<SignInRow>;

  constructor(database: Database) {
    this.#marks = database.of(signIns);
  }

  byId(sessionId: string, cadreId: string) {
    return this.#marks.byId(idOf(sessionId, cadreId));
  }

  ofSession(sessionId: string) {
    return this.#marks.find({ sessionId });
  }

  ofClass(classId: string) {
    return this.#marks.find({ classId });
  }

  ofTrainee(classId: string, cadreId: string) {
    return this.#marks.find({ classId, cadreId });
  }

  /**
   * Signs in, unless there is a mark already; whoever comes after a roll that missed them is there.
   * @returns the mark that counts; its `byUpdate` shows whether it is this one
   */
  async add(mark: Omit<SignInRow, '_id' | 'corrections'>): Promise<SignInRow> {
    const row: SignInRow = { _id: idOf(mark.sessionId, mark.cadreId), ...mark };
    const present = await this.#marks.insertMissing([row]);
    if (present.size === 0) return row;
    const { at, byUpdate } = mark;
    await this.#marks.updateOne({ _id: row._id, byRoll: 'absent' }, { $set: { at, byUpdate }, $unset: { byRoll: 1 } });
    return (await this.byId(mark.sessionId, mark.cadreId)) ?? row;
  }

  /**
   * Stores what a roll says; the same update says it once. A later roll replaces an earlier one; whoever signed in themselves keeps that.
   * @param by - an absence, which staff of the class recorded, only they take back
   */
  async callRoll(marks: readonly RolledMark[], by: 'staff' | 'keeper'): Promise<void> {
    const rows = marks.map(({ entry, ...facts }): SignInRow => {
      const _id = idOf(facts.sessionId, facts.cadreId);
      return { _id, ...facts, byUpdate: entry.byUpdate, byRoll: entry.result, rolls: [entry] };
    });
    const present = await this.#marks.insertMissing(rows);
    for (const position of present) {
      const mark = marks[position];
      if (mark !== undefined) await this.#rollAgain(mark, by);
    }
  }

  async #rollAgain({ entry, at, ...mark }: RolledMark, by: 'staff' | 'keeper'): Promise<void> {
    const _id = idOf(mark.sessionId, mark.cadreId);
    await once(this.#marks, _id, 'rolls.byUpdate', entry.byUpdate, ({ byRoll }) =>
      byRoll === undefined || (byRoll === 'absent' && by === 'keeper')
        ? undefined
        : { given: { byRoll }, change: { $set: { at, byRoll: entry.result }, $push: { rolls: entry } } },
    );
  }

  /** Enters or replaces a mark, with its author; the same update does it once. Also clears a record of leaving early. */
  async correct(mark: CorrectedMark): Promise<void> {
    const { correction, ...facts } = mark;
    const _id = idOf(mark.sessionId, mark.cadreId);
    const { byUpdate } = correction;
    const added = await this.#marks.insertMissing([{ _id, ...facts, byUpdate, corrections: [correction] }]);
    if (added.size === 0) return;
    await once(this.#marks, _id, 'corrections.byUpdate', byUpdate, (present) => ({
      given: { at: present.at },
      change: {
        $set: { at: mark.at },
        $unset: { leftEarlyAt: 1, byRoll: 1 },
        $push: { corrections: { ...correction, replacedAt: present.at } },
      },
    }));
  }

  /** Records that somebody left a session they had signed in to. The last record counts; the same update makes one. */
  async leaveEarly(sessionId: string, cadreId: string, entry: EarlyLeave): Promise<void> {
    await once(this.#marks, idOf(sessionId, cadreId), 'earlyLeaves.byUpdate', entry.byUpdate, () => ({
      given: {},
      change: { $set: { leftEarlyAt: entry.leftAt }, $push: { earlyLeaves: entry } },
    }));
  }
}

function idOf(sessionId: string, cadreId: string): string {
  return `${sessionId}:${cadreId}`;
}
