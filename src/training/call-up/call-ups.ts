import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import { insertMissing, modelOn } from '../../store/row.ts';
import { type CallUpEvent, type CallUpState, nextCallUpState, statesBefore } from './call-up-state.ts';

/** The call-up of one person to one class; the id is `<class>:<cadre>`. */
export interface CallUpRow {
  _id: string;
  classId: string;
  cadreId: string;
  unitId: string;
  name: string;
  /** `named` has a seat; `reserve` waits as a substitute. */
  listed: 'named' | 'reserve';
  /** 1 for the one who needs it most. */
  rank: number;
  /** Why this person, as sentences. */
  reasons: readonly string[];
  state: CallUpState;
  /** The update that proposed the list this row belongs to. */
  proposal: string;
  /** The update that moved it to its present state. */
  by: string;
  /** Every update that moved it so far: one of them that runs again finds its work done, whoever came after it. */
  moves: readonly string[];
  /** Until when an answer is taken; set when the notice is issued. */
  answerBy?: Date;
  issuedAt?: Date;
  issuedBy?: string;
  answeredAt?: Date;
  exemptionReason?: string;
  exemptionWords?: string;
  decidedBy?: string;
  decisionWords?: string;
  /** For a substitute: whose seat it is. */
  substituteFor?: string;
  /** The update that called them up beside the list, or once more; the notice of it is another one. */
  addedByUpdate?: string;
}

export class CallUpStore {
  readonly #model: Model<CallUpRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<CallUpRow>(connection, 'callUps', callUpFields, [
      { keys: { classId: 1, listed: 1, rank: 1 }, usedBy: 'ofClass, nextReserve' },
      { keys: { state: 1, answerBy: 1 }, usedBy: 'unanswered' },
      { keys: { classId: 1, substituteFor: 1 }, usedBy: 'substituteOf' },
      { keys: { cadreId: 1, issuedAt: -1 }, usedBy: 'ofCadre' },
    ]);
  }

  byId(classId: string, cadreId: string) {
    return this.#model.findById(`${classId}:${cadreId}`).lean<CallUpRow | null>().exec();
  }

  /** The whole list of a class: named first, then reserve, each by rank. */
  ofClass(classId: string) {
    return this.#model.find({ classId }).sort({ classId: 1, listed: 1, rank: 1 }).lean<CallUpRow[]>().exec();
  }

  /** Notices whose answer is open, by answer deadline. */
  unanswered(until: Date) {
    return this.#model
      .find({ state: 'issued', answerBy: trusted({ $lte: until }) })
      .sort({ state: 1, answerBy: 1 })
      .lean<CallUpRow[]>()
      .exec();
  }

  /** One person's call-ups, the latest first. */
  ofCadre(cadreId: string) {
    return this.#model.find({ cadreId }).sort({ cadreId: 1, issuedAt: -1 }).lean<CallUpRow[]>().exec();
  }

  /** Requests to stay away that wait for a decision. */
  undecided() {
    return this.#model.find({ state: 'exemptionAsked' }).sort({ state: 1, answerBy: 1 }).lean<CallUpRow[]>().exec();
  }

  /**
   * Calls up one person beside the list: somebody new, somebody of the reserve, or somebody who had been let off.
   * @returns the call-up as it is now; `moves` tells whether this update made it
   * @throws RuleError `call-up.not-now` when they have arrived already
   */
  async callUp(row: CallUpRow): Promise<CallUpRow | null> {
    const added = await insertMissing(this.#model, [row]);
    if (added.size === 0) return row;
    const { _id, classId, cadreId, reasons, by, answerBy, issuedAt, issuedBy, addedByUpdate } = row;
    const set = { reasons, answerBy, issuedAt, issuedBy, addedByUpdate };
    const promoted = await this.#model
      .findOneAndUpdate(
        { _id, listed: 'reserve', state: 'checked' },
        { $set: { ...set, listed: 'named', state: 'issued', by }, $push: { moves: by } } as never,
        { returnDocument: 'after' },
      )
      .lean<CallUpRow | null>();
    return promoted ?? this.move(classId, cadreId, 'restore', by, set as Partial<CallUpRow>);
  }

  /** Puts a proposal in place of an earlier one that was not issued; putting the same one again changes nothing. */
  async propose(classId: string, proposal: string, rows: readonly CallUpRow[]): Promise<void> {
    await this.#model.deleteMany({ classId, state: 'checked', proposal: trusted({ $ne: proposal }) });
    if (rows.length === 0) return;
    await this.#model.bulkWrite(
      rows.map((row) => ({
        updateOne: { filter: { _id: row._id }, update: { $setOnInsert: row }, upsert: true },
      })) as never,
      { ordered: false },
    );
  }

  /** Gives every named person of a proposal the notice; those who have it keep their state. */
  async issue(
    classId: string,
    proposal: string,
    set: Pick<CallUpRow, 'answerBy' | 'issuedAt' | 'issuedBy' | 'by'>,
  ): Promise<void> {
    await this.#model.updateMany(
      { classId, proposal, listed: 'named', state: 'checked' },
      { $set: { ...set, state: 'issued' }, $push: { moves: set.by } },
    );
  }

  /** Drops a proposal that was not issued. */
  async drop(classId: string, proposal: string): Promise<void> {
    await this.#model.deleteMany({ classId, proposal, state: 'checked' });
  }

  /**
   * Moves one call-up on. The same update may do it again; somebody else's move stands.
   * @returns the call-up as it is now; `moves` tells whether this update moved it
   * @throws RuleError `call-up.not-now` when the event cannot happen in the present state
   */
  async move(
    classId: string,
    cadreId: string,
    event: CallUpEvent,
    by: string,
    set: Partial<CallUpRow>,
  ): Promise<CallUpRow | null> {
    const _id = `${classId}:${cadreId}`;
    const from = statesBefore(event);
    const present = await this.#model.findById(_id).lean<CallUpRow | null>();
    if (present === null || present.moves.includes(by)) return present;
    const state = nextCallUpState(present.state, event);
    if (state === present.state) return present;
    const moved = await this.#model
      .findOneAndUpdate(
        { _id, state: trusted({ $in: from }) },
        { $set: { ...set, state, by }, $push: { moves: by } },
        { returnDocument: 'after' },
      )
      .lean<CallUpRow | null>();
    return moved ?? this.move(classId, cadreId, event, by, set);
  }

  substituteOf(classId: string, cadreId: string) {
    return this.#model.findOne({ classId, substituteFor: cadreId }).lean<CallUpRow | null>().exec();
  }

  /** Gives the first reserve the seat of somebody excused; doing it again gives the same person. `null` when nobody waits. */
  async substitute(
    classId: string,
    forCadreId: string,
    set: Pick<CallUpRow, 'answerBy' | 'issuedAt' | 'issuedBy' | 'by'>,
  ): Promise<CallUpRow | null> {
    const already = await this.substituteOf(classId, forCadreId);
    if (already !== null) return already;
    return this.#model
      .findOneAndUpdate(
        { classId, listed: 'reserve', state: 'checked' },
        {
          $set: { ...set, listed: 'named', state: 'issued', substituteFor: forCadreId },
          $push: { moves: set.by },
        },
        { sort: { classId: 1, listed: 1, rank: 1 }, returnDocument: 'after' },
      )
      .lean<CallUpRow | null>();
  }
}

const callUpFields = {
  classId: { type: String, required: true },
  cadreId: { type: String, required: true },
  unitId: { type: String, required: true },
  name: { type: String, required: true },
  listed: { type: String, required: true },
  rank: { type: Number, required: true },
  reasons: { type: [String], required: true },
  state: { type: String, required: true },
  proposal: { type: String, required: true },
  by: { type: String, required: true },
  moves: { type: [String], required: true },
  answerBy: Date,
  issuedAt: Date,
  issuedBy: String,
  answeredAt: Date,
  exemptionReason: String,
  exemptionWords: String,
  decidedBy: String,
  decisionWords: String,
  substituteFor: String,
  addedByUpdate: String,
} as const;

/** The delivery key of the notice that stands; a person who is called up once more gets another one. */
export function callUpNoticeKey({ classId, cadreId, addedByUpdate }: CallUpRow): string {
  return `call-up:${classId}:${cadreId}${addedByUpdate === undefined ? '' : `:${addedByUpdate}`}`;
}
