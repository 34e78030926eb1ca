import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import { insertMissing, modelOn } from '../../store/row.ts';
import type { SignIn } from './attendance.ts';

/** One trainee's mark at one session; the id is `<session>:<cadre>`. */
export interface SignInRow extends SignIn {
  _id: string;
  classId: string;
  /** The update that made it. */
  byUpdate: string;
  /** Marks entered by staff, oldest first. */
  corrections?: readonly SignInCorrection[];
  /** Entries of leaving early, oldest first; `leftEarlyAt` is what the last one says, unless the mark was put right since. */
  earlyLeaves?: readonly EarlyLeave[];
}

/** When somebody left before the end of a session, who noted it, and why. */
export interface EarlyLeave {
  leftAt: Date;
  by: string;
  byUpdate: string;
  enteredAt: Date;
  note: string;
}

/** Who put a mark right, why, and what it was before. */
export interface SignInCorrection {
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
  readonly #model: Model<SignInRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<SignInRow>(
      connection,
      'signIns',
      {
        sessionId: { type: String, required: true },
        classId: { type: String, required: true },
        cadreId: { type: String, required: true },
        at: { type: Date, required: true },
        leftEarlyAt: Date,
        byUpdate: { type: String, required: true },
        corrections: { type: [Object], default: undefined } as never,
        earlyLeaves: { type: [Object], default: undefined } as never,
      },
      [
        { keys: { sessionId: 1 }, usedBy: 'ofSession' },
        { keys: { classId: 1, cadreId: 1 }, usedBy: 'ofClass, ofTrainee' },
      ],
    );
  }

  byId(sessionId: string, cadreId: string) {
    return this.#model.findById(`${sessionId}:${cadreId}`).lean<SignInRow | null>().exec();
  }

  ofSession(sessionId: string) {
    return this.#model.find({ sessionId }).lean<SignInRow[]>().exec();
  }

  ofClass(classId: string) {
    return this.#model.find({ classId }).lean<SignInRow[]>().exec();
  }

  ofTrainee(classId: string, cadreId: string) {
    return this.#model.find({ classId, cadreId }).lean<SignInRow[]>().exec();
  }

  /** Signs in; the first mark stands. @returns the mark that stands, which tells by its `byUpdate` whether it is this one */
  async add(mark: Omit<SignInRow, '_id' | 'corrections'>): Promise<SignInRow> {
    const row: SignInRow = { _id: `${mark.sessionId}:${mark.cadreId}`, ...mark };
    await insertMissing(this.#model, [row]);
    return (await this.byId(mark.sessionId, mark.cadreId)) ?? row;
  }

  /** Enters or replaces a mark, with its author; the same update does it once. Then nobody left early any more. */
  async correct(mark: CorrectedMark): Promise<void> {
    const { correction, ...facts } = mark;
    const _id = `${mark.sessionId}:${mark.cadreId}`;
    const { byUpdate } = correction;
    const added = await insertMissing(this.#model, [{ _id, ...facts, byUpdate, corrections: [correction] }]);
    if (added.size === 0) return;
    const present = await this.byId(mark.sessionId, mark.cadreId);
    if (present === null || present.corrections?.some((each) => each.byUpdate === byUpdate)) return;
    const result = await this.#model.updateOne(
      { _id, at: present.at, 'corrections.byUpdate': trusted({ $ne: byUpdate }) } as never,
      {
        $set: { at: mark.at },
        $unset: { leftEarlyAt: 1 },
        $push: { corrections: { ...correction, replacedAt: present.at } },
      } as never,
    );
    if (result.matchedCount === 0) await this.correct(mark);
  }

  /** Notes that somebody left a session they had signed in to; the last note stands, and the same update makes one. */
  async leaveEarly(sessionId: string, cadreId: string, entry: EarlyLeave): Promise<void> {
    await this.#model.updateOne(
      { _id: `${sessionId}:${cadreId}`, 'earlyLeaves.byUpdate': trusted({ $ne: entry.byUpdate }) } as never,
      { $set: { leftEarlyAt: entry.leftAt }, $push: { earlyLeaves: entry } } as never,
    );
  }
}
