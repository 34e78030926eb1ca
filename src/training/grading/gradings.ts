import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import { insertMissing, modelOn } from '../../store/row.ts';
import type { GradeChange } from './grade.ts';
import type { TieDecision } from './grading.ts';

/**
 * `proposed` by one member of the evaluation team; `returned` by another, or because scores changed; `confirming` while the scores are
 * computed once more with the class closed to new ones; `confirmed` by another member; `released` by the organisation department;
 * `published` once every result is in the outbox.
 */
export type GradingState = 'proposed' | 'returned' | 'confirming' | 'confirmed' | 'released' | 'published';

/** What people decided beside the rules. */
export interface GradingDecisions {
  /** Grades moved by one step. */
  changes: readonly (GradeChange & { cadreId: string })[];
  tieDecision?: TieDecision & { decidedBy: string };
}

/** The grading of one class; the id is the class's. */
export interface GradingRow extends GradingDecisions {
  _id: string;
  state: GradingState;
  /** The update that made the present proposal. Cards carry it, so that nobody confirms another one than they were shown. */
  proposal: string;
  proposedBy: string;
  proposedAt: Date;
  /** Digest of every result of the proposal: any change of scores gives another one. */
  basis: string;
  /** What the proposer is told beside the figures, as sentences. */
  notes: readonly string[];
  /** Every update that made a proposal, oldest first. */
  proposals: readonly string[];
  /** The update that confirmed the present proposal or sent it back. */
  decision?: string;
  decidedBy?: string;
  decidedAt?: Date;
  /** The update that released the results. */
  release?: string;
  releasedBy?: string;
  releasedAt?: Date;
  /** When the results went out; from then on trainees see them. */
  publishedAt?: Date;
}

export type NewProposal = Pick<GradingRow, '_id' | 'proposal' | 'proposedBy' | 'proposedAt' | 'basis' | 'notes'> &
  GradingDecisions;

export class GradingStore {
  readonly #model: Model<GradingRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<GradingRow>(connection, 'gradings', gradingFields, [
      { keys: { state: 1 }, usedBy: 'released' },
    ]);
  }

  byClass(classId: string) {
    return this.#model.findById(classId).lean<GradingRow | null>().exec();
  }

  /** Gradings whose results are to go out. */
  released() {
    return this.#model.find({ state: 'released' }).lean<GradingRow[]>().exec();
  }

  /**
   * Puts a proposal in place of the one it was made from, as long as that one still stands and is not confirmed.
   * @param instead - the proposal it replaces; absent for the first
   * @returns the grading as it stands now: this proposal is among its `proposals` only if it was taken
   */
  async propose(wanted: NewProposal, instead: string | undefined): Promise<GradingRow | null> {
    const { _id, tieDecision, ...facts } = wanted;
    const { proposal } = facts;
    if (instead === undefined)
      await insertMissing(this.#model, [{ ...wanted, state: 'proposed', proposals: [proposal] }]);
    else
      await this.#model.updateOne({ _id, proposal: instead, state: trusted({ $in: ['proposed', 'returned'] }) }, {
        $set: { ...facts, state: 'proposed', ...(tieDecision === undefined ? {} : { tieDecision }) },
        $unset: { decision: 1, decidedBy: 1, decidedAt: 1, ...(tieDecision === undefined ? { tieDecision: 1 } : {}) },
        $push: { proposals: proposal },
      } as never);
    return this.byClass(_id);
  }

  /** Moves the proposal that a card shows on; the first decision stands. @returns the grading as it stands now */
  async decide(
    classId: string,
    proposal: string,
    to: 'confirming' | 'returned',
    set: Required<Pick<GradingRow, 'decision' | 'decidedBy' | 'decidedAt'>>,
  ): Promise<GradingRow | null> {
    await this.#model.updateOne({ _id: classId, proposal, state: 'proposed' }, { $set: { ...set, state: to } });
    return this.byClass(classId);
  }

  /** Ends the check that a confirmation began. */
  async endCheck(classId: string, decision: string, to: 'confirmed' | 'returned'): Promise<void> {
    await this.#model.updateOne({ _id: classId, decision, state: 'confirming' }, { $set: { state: to } });
  }

  /** Gives confirmed results free; the first release stands. @returns the grading as it stands now */
  async release(
    classId: string,
    set: Required<Pick<GradingRow, 'release' | 'releasedBy' | 'releasedAt'>>,
  ): Promise<GradingRow | null> {
    await this.#model.updateOne({ _id: classId, state: 'confirmed' }, { $set: { ...set, state: 'released' } });
    return this.byClass(classId);
  }

  /** From when on trainees see their results; the first time stands. */
  async show(classId: string, publishedAt: Date): Promise<void> {
    await this.#model.updateOne(
      { _id: classId, state: 'released', publishedAt: trusted({ $exists: false }) },
      { $set: { publishedAt } },
    );
  }

  /** Every result is in the outbox. */
  async end(classId: string): Promise<void> {
    await this.#model.updateOne({ _id: classId, state: 'released' }, { $set: { state: 'published' } });
  }
}

const gradingFields = {
  state: { type: String, required: true },
  proposal: { type: String, required: true },
  proposedBy: { type: String, required: true },
  proposedAt: { type: Date, required: true },
  basis: { type: String, required: true },
  notes: { type: [String], required: true },
  proposals: { type: [String], required: true },
  changes: { type: [Object], required: true } as never,
  tieDecision: Object,
  decision: String,
  decidedBy: String,
  decidedAt: Date,
  release: String,
  releasedBy: String,
  releasedAt: Date,
  publishedAt: Date,
} as const;

/** The key of the card that asks a member of the evaluation team to confirm a proposal. */
export function confirmCardKey(proposal: string, memberId: string): string {
  return `grade-confirm:${proposal}:${memberId}`;
}

/** The key of the card that asks a member of the organisation department to publish. */
export function publishCardKey(classId: string, cadreId: string): string {
  return `grade-publish:${classId}:${cadreId}`;
}
