import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, among } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { date, list, oneOf, optional, type RowOf, rows, text, texts, value } from '../../store/row.ts';
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

const gradings = rows(
  'gradings',
  {
    /** Grades moved by one step. */
    changes: list<GradingDecisions['changes'][number]>(),
    tieDecision: optional(value<NonNullable<GradingDecisions['tieDecision']>>()),
    state: oneOf<GradingState>(),
    /** The update that made the present proposal. Cards carry it, so that nobody confirms another one than they were shown. */
    proposal: text,
    proposedBy: text,
    proposedAt: date,
    /** Digest of every result of the proposal: any change of scores gives another one. */
    basis: text,
    /** What the proposer is told beside the figures, as sentences. */
    notes: texts,
    /** Every update that made a proposal, oldest first. */
    proposals: texts,
    /** The update that confirmed the present proposal or sent it back. */
    decision: optional(text),
    decidedBy: optional(text),
    decidedAt: optional(date),
    /** The update that released the results. */
    release: optional(text),
    releasedBy: optional(text),
    releasedAt: optional(date),
    /** When the results went out; from then on trainees see them. */
    publishedAt: optional(date),
  },
  [{ keys: { state: 1 }, usedBy: 'released' }],
);

/** The grading of one class; the id is the class's. */
export type GradingRow = RowOf<typeof gradings>;

export type NewProposal = Pick<GradingRow, '_id' | 'proposal' | 'proposedBy' | 'proposedAt' | 'basis' | 'notes'> &
  GradingDecisions;

export class GradingStore {
  readonly #gradings: Collection<GradingRow>;

  constructor(database: Database) {
    this.#gradings = database.of(gradings);
  }

  byClass(classId: string) {
    return this.#gradings.byId(classId);
  }

  /** Gradings whose results are to go out. */
  released() {
    return this.#gradings.find({ state: 'released' });
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
      await this.#gradings.insertMissing([{ ...wanted, state: 'proposed', proposals: [proposal] }]);
    else
      await this.#gradings.updateOne(
        { _id, proposal: instead, state: among(['proposed', 'returned']) },
        {
          $set: { ...facts, state: 'proposed', ...(tieDecision === undefined ? {} : { tieDecision }) },
          $unset: { decision: 1, decidedBy: 1, decidedAt: 1, ...(tieDecision === undefined ? { tieDecision: 1 } : {}) },
          $push: { proposals: proposal },
        },
      );
    return this.byClass(_id);
  }

  /** Moves the proposal that a card shows on; the first decision stands. @returns the grading as it stands now */
  decide(
    classId: string,
    proposal: string,
    to: 'confirming' | 'returned',
    set: Required<Pick<GradingRow, 'decision' | 'decidedBy' | 'decidedAt'>>,
  ): Promise<GradingRow | null> {
    return once(this.#gradings, classId, 'decision', set.decision, (present) =>
      present.proposal === proposal && present.state === 'proposed'
        ? { given: { proposal, state: 'proposed' }, change: { $set: { ...set, state: to } } }
        : undefined,
    );
  }

  /** Ends the check that a confirmation began. */
  async endCheck(classId: string, decision: string, to: 'confirmed' | 'returned'): Promise<void> {
    await this.#gradings.updateOne({ _id: classId, decision, state: 'confirming' }, { $set: { state: to } });
  }

  /** Gives confirmed results free; the first release stands. @returns the grading as it stands now */
  release(
    classId: string,
    set: Required<Pick<GradingRow, 'release' | 'releasedBy' | 'releasedAt'>>,
  ): Promise<GradingRow | null> {
    return once(this.#gradings, classId, 'release', set.release, ({ state }) =>
      state === 'confirmed' ? { given: { state }, change: { $set: { ...set, state: 'released' } } } : undefined,
    );
  }

  /** From when on trainees see their results; the first time stands. */
  async show(classId: string, publishedAt: Date): Promise<void> {
    await this.#gradings.updateOne(
      { _id: classId, state: 'released', publishedAt: absent() },
      { $set: { publishedAt } },
    );
  }

  /** Every result is in the outbox. */
  async end(classId: string): Promise<void> {
    await this.#gradings.updateOne({ _id: classId, state: 'released' }, { $set: { state: 'published' } });
  }
}

/** The key of the card that asks a member of the evaluation team to confirm a proposal. */
export function confirmCardKey(proposal: string, memberId: string): string {
  return `grade-confirm:${proposal}:${memberId}`;
}

/** The key of the card that asks a member of the organisation department to publish. */
export function publishCardKey(classId: string, cadreId: string): string {
  return `grade-publish:${classId}:${cadreId}`;
}
