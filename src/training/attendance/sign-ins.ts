import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { once } from '../../store/once.ts';
import { date, list, optional, type RowOf, rows, text } from '../../store/row.ts';

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
  },
  [
    { keys: { sessionId: 1 }, usedBy: 'ofSession' },
    { keys: { classId: 1, cadreId: 1 }, usedBy: 'ofClass, ofTrainee' },
  ],
);

/** One trainee's mark at one session; the id is `<session>:<cadre>`. */
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

  /** Signs in, unless there is a mark already. @returns the mark that counts; its `byUpdate` shows whether it is this one */
  async add(mark: Omit<SignInRow, '_id' | 'corrections'>): Promise<SignInRow> {
    const row: SignInRow = { _id: idOf(mark.sessionId, mark.cadreId), ...mark };
    await this.#marks.insertMissing([row]);
    return (await this.byId(mark.sessionId, mark.cadreId)) ?? row;
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
        $unset: { leftEarlyAt: 1 },
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
