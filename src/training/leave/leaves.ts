import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import type { Half } from '../../calendar/half-day.ts';
import { insertMissing, modelOn } from '../../store/row.ts';
import type { Leave, LeaveKind } from './leave.ts';

/** `draft` until the trainee hands it in, then `asked`, then `granted` or `refused`; `dropped` when not handed in. */
export type LeaveState = 'draft' | 'asked' | 'granted' | 'refused' | 'dropped';

/** One request for leave. Its id is the update that drafted it. */
export interface LeaveRow {
  _id: string;
  classId: string;
  cadreId: string;
  name: string;
  kind: LeaveKind;
  /** The Beijing day. */
  dateOn: string;
  /** Absent = the whole day. */
  half?: Half;
  fromAt: Date;
  toAt: Date;
  /** Asked for after the class had begun (补假). */
  late: boolean;
  reason: string;
  state: LeaveState;
  /** The update that moved it to its present state. */
  by: string;
  askedAt?: Date;
  /** The update that handed it in. */
  askedBy?: string;
  decidedBy?: string;
  decidedAt?: Date;
  decisionWords?: string;
  /** Early ends (销假), oldest first; `toAt` is where the last one put it. */
  returns?: readonly LeaveReturn[];
}

/** That somebody was back before their leave was over, or did not take it. */
export interface LeaveReturn {
  /** Who said so, the trainee or staff. */
  by: string;
  byUpdate: string;
  enteredAt: Date;
  /** Until when the leave would have run. */
  insteadOf: Date;
}

export class LeaveStore {
  readonly #model: Model<LeaveRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<LeaveRow>(connection, 'leaves', leaveFields, [
      { keys: { classId: 1, cadreId: 1, fromAt: 1 }, usedBy: 'ofTrainee, grantedTo' },
      { keys: { classId: 1, state: 1 }, usedBy: 'grantedIn' },
    ]);
  }

  byId(id: string) {
    return this.#model.findById(id).lean<LeaveRow | null>().exec();
  }

  /** One trainee's requests in one class, by time. */
  ofTrainee(classId: string, cadreId: string) {
    return this.#model.find({ classId, cadreId }).sort({ fromAt: 1 }).lean<LeaveRow[]>().exec();
  }

  /** The leaves that count for one trainee. */
  grantedTo(classId: string, cadreId: string) {
    return this.#model.find({ classId, cadreId, state: 'granted' }).sort({ fromAt: 1 }).lean<LeaveRow[]>().exec();
  }

  /** The leaves that count in one class. */
  grantedIn(classId: string) {
    return this.#model.find({ classId, state: 'granted' }).lean<LeaveRow[]>().exec();
  }

  /** Keeps a draft; the same update keeps it once. */
  async draft(row: LeaveRow): Promise<void> {
    await insertMissing(this.#model, [row]);
  }

  /**
   * Moves a request on from one of these states; the same update may do it again, somebody else's move stands.
   * @returns the request as it is now: moved by this update only if its `by` says so
   */
  async move(
    id: string,
    from: readonly LeaveState[],
    to: LeaveState,
    by: string,
    set: Partial<LeaveRow>,
  ): Promise<LeaveRow | null> {
    const moved = await this.#model
      .findOneAndUpdate(
        { _id: id, state: trusted({ $in: [...from] }) },
        { $set: { ...set, state: to, by } },
        { returnDocument: 'after' },
      )
      .lean<LeaveRow | null>();
    return moved ?? this.byId(id);
  }

  /**
   * Ends a granted leave at an instant before its end, at its start when that is later; the same update does it once.
   * @returns the leave as it is now; `isEndedBy` tells whether this update ended it
   */
  async end(id: string, at: Date, ended: Omit<LeaveReturn, 'insteadOf'>): Promise<LeaveRow | null> {
    const present = await this.byId(id);
    if (present === null || present.state !== 'granted' || isEndedBy(present, ended.byUpdate)) return present;
    const toAt = at < present.fromAt ? present.fromAt : at;
    if (toAt >= present.toAt) return present;
    const row = await this.#model
      .findOneAndUpdate(
        { _id: id, state: 'granted', toAt: present.toAt },
        { $set: { toAt }, $push: { returns: { ...ended, insteadOf: present.toAt } } } as never,
        { returnDocument: 'after' },
      )
      .lean<LeaveRow | null>();
    return row ?? this.end(id, at, ended);
  }
}

/** Whether this update ended the leave early. */
export function isEndedBy(row: LeaveRow, updateId: string): boolean {
  return row.returns?.some((each) => each.byUpdate === updateId) === true;
}

/** A stored leave as the rules know it. */
export function asLeave({ _id, cadreId, kind, fromAt, toAt, late }: LeaveRow): Leave {
  return { leaveId: _id, cadreId, kind, fromAt, toAt, late };
}

const leaveFields = {
  classId: { type: String, required: true },
  cadreId: { type: String, required: true },
  name: { type: String, required: true },
  kind: { type: String, required: true },
  dateOn: { type: String, required: true },
  half: String,
  fromAt: { type: Date, required: true },
  toAt: { type: Date, required: true },
  late: { type: Boolean, required: true },
  reason: { type: String, required: true },
  state: { type: String, required: true },
  by: { type: String, required: true },
  askedAt: Date,
  askedBy: String,
  decidedBy: String,
  decidedAt: Date,
  decisionWords: String,
  returns: { type: [Object], default: undefined } as never,
} as const;
