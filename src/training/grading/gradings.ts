import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, not } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { once } from '../../store/once.ts';
import { date, list, oneOf, optional, type RowOf, rows, text, texts, value, yes } from '../../store/row.ts';
import type { GradeChange } from './grade.ts';
import type { TieDecision } from './grading.ts';

/**
 * `proposed` by one member of the evaluation team; `returned` by another, or because scores changed; `confirming` while the scores are
 * computed again and no new ones are accepted; `confirmed` by another member; `released` by the organisation department; `published` once
 * every result is in the outbox.
 */
export type GradingState = 'proposed' | 'returned' | 'confirming' | 'confirmed' | 'released' | 'published';

/** What people decided in addition to the rules. */
export interface GradingDecisions {
  /** Grades changed by one step. */
  changes: readonly (GradeChange & { cadreId: string })[];
  tieDecision?: TieDecision & { decidedBy: string };
}

/** That the organisation department sent confirmed grades back before they were published, with what had been decided. */
interface SentBackEntry {
  by: string;
  byUpdate: string;
  enteredAt: Date;
  reason: string;
  proposal: string;
  proposedBy: string;
  decidedBy?: string;
  releasedBy?: string;
  /** When the class was shown the people proposed for 优秀学员; absent if it was not. */
  postedAt?: Date;
}

/** A proposal that another one replaced, with what became of it. */
export interface FormerProposal extends GradingDecisions {
  proposal: string;
  proposedBy: string;
  proposedAt: Date;
  /** Who confirmed it or sent it back, if anybody did. */
  decidedBy?: string;
  decidedAt?: Date;
  /** Why it was sent back by whoever was to confirm it. */
  returnedBecause?: string;
}

/** That published results are graded anew, with what had been decided and when it was shown; the results themselves are in `FormerResultStore`. */
export interface Reopening {
  /** Counted from 1. */
  number: number;
  by: string;
  byUpdate: string;
  enteredAt: Date;
  reason: string;
  proposal: string;
  proposedBy: string;
  decidedBy?: string;
  release: string;
  releasedBy: string;
  releasedAt: Date;
  publishedAt: Date;
  postedAt?: Date;
  postedUntilOn?: string;
}

const gradings = rows(
  'gradings',
  {
    /** Grades changed by one step. */
    changes: list<GradingDecisions['changes'][number]>(),
    tieDecision: optional(value<NonNullable<GradingDecisions['tieDecision']>>()),
    state: oneOf<GradingState>(),
    /** The update that made the present proposal. Cards contain it, so that nobody confirms a proposal other than the one they were shown. */
    proposal: text,
    proposedBy: text,
    proposedAt: date,
    /** A digest of all results of the proposal, different after any change of scores. */
    basis: text,
    /** Remarks to the proposer in addition to the figures, as sentences. */
    notes: texts,
    /** Every update that made a proposal, oldest first. */
    proposals: texts,
    /** The update that confirmed the present proposal or sent it back. */
    decision: optional(text),
    decidedBy: optional(text),
    decidedAt: optional(date),
    /** Why it was sent back by whoever was to confirm it. */
    returnedBecause: optional(text),
    /** The proposals before the present one, oldest first. */
    history: optional(list<FormerProposal>()),
    /** The update that released the results. */
    release: optional(text),
    releasedBy: optional(text),
    releasedAt: optional(date),
    /** When the class was shown the people proposed for 优秀学员 (公示), and the last Beijing day of it; results go out after that day. */
    postedAt: optional(date),
    postedUntilOn: optional(text),
    /** Everybody of the class has the posting in the outbox: there is nothing to add. */
    postedToAll: optional(yes),
    /** The updates that took a release back. */
    releasesTakenBack: optional(list<{ by: string; byUpdate: string; enteredAt: Date }>()),
    /** When the results were sent; from then on trainees can see them. */
    publishedAt: optional(date),
    /** Oldest first. */
    sentBack: optional(list<SentBackEntry>()),
    /** How often published results were graded anew, oldest first. */
    reopened: optional(list<Reopening>()),
    /** Which of these were taken back. */
    reopeningsTakenBack: optional(list<{ number: number; by: string; byUpdate: string; enteredAt: Date }>()),
  },
  [{ keys: { state: 1 }, usedBy: 'released, unposted' }],
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

  /** Inserts a demo's past gradings. */
  async fill(gradings: readonly GradingRow[]): Promise<void> {
    await this.#gradings.insertMissing(gradings);
  }

  /** Gradings whose results are to be sent. */
  released() {
    return this.#gradings.find({ state: 'released' });
  }

  /** Released gradings of classes not all of whose people were shown those proposed for 优秀学员, and none of whom has a result yet. */
  unposted() {
    return this.#gradings.find({ state: 'released', postedToAll: absent(), publishedAt: absent() });
  }

  /**
   * Replaces the proposal from which this one was made, if that is still the present one and not confirmed.
   * @param instead - the proposal it replaces; absent for the first
   * @returns the grading as it is now: this proposal is among its `proposals` only if it was accepted
   */
  async propose(wanted: NewProposal, instead: string | undefined): Promise<GradingRow | null> {
    const { _id, tieDecision, ...facts } = wanted;
    const { proposal } = facts;
    if (instead === undefined) {
      await this.#gradings.insertMissing([{ ...wanted, state: 'proposed', proposals: [proposal] }]);
      return this.byClass(_id);
    }
    const undecided = { decision: 1, decidedBy: 1, decidedAt: 1, returnedBecause: 1 } as const;
    return once(this.#gradings, _id, 'proposals', proposal, (present) => {
      const { state, decision } = present;
      if (present.proposal !== instead || (state !== 'proposed' && state !== 'returned')) return undefined;
      return {
        given: { proposal: instead, state, decision: decision ?? absent() },
        change: {
          $set: { ...facts, state: 'proposed' as const, ...(tieDecision === undefined ? {} : { tieDecision }) },
          $unset: { ...undecided, ...(tieDecision === undefined ? { tieDecision: 1 as const } : {}) },
          $push: { proposals: proposal, history: asFormer(present) },
        },
      };
    });
  }

  /** Decides on the proposal that a card shows; only the first decision counts. @returns the grading as it is now */
  decide(
    classId: string,
    proposal: string,
    to: 'confirming' | 'returned',
    set: Required<Pick<GradingRow, 'decision' | 'decidedBy' | 'decidedAt'>> & Pick<GradingRow, 'returnedBecause'>,
  ): Promise<GradingRow | null> {
    return once(this.#gradings, classId, 'decision', set.decision, (present) =>
      present.proposal === proposal && present.state === 'proposed'
        ? { given: { proposal, state: 'proposed' }, change: { $set: { ...set, state: to } } }
        : undefined,
    );
  }

  /** Ends the check with which a confirmation began. */
  async endCheck(classId: string, decision: string, to: 'confirmed' | 'returned'): Promise<void> {
    await this.#gradings.updateOne({ _id: classId, decision, state: 'confirming' }, { $set: { state: to } });
  }

  /**
   * Releases confirmed results; only the first release counts.
   * @param postedBefore - the last day on which the same people were posted, where their class is graded anew: they are not posted again
   * @returns the grading as it is now
   */
  release(
    classId: string,
    set: Required<Pick<GradingRow, 'release' | 'releasedBy' | 'releasedAt'>>,
    postedBefore?: string,
  ): Promise<GradingRow | null> {
    const posted = postedBefore === undefined ? {} : { postedUntilOn: postedBefore, postedToAll: true as const };
    return once(this.#gradings, classId, 'release', set.release, ({ state }) =>
      state === 'confirmed'
        ? { given: { state }, change: { $set: { ...set, ...posted, state: 'released' as const } } }
        : undefined,
    );
  }

  /** Notes that the class was shown the people proposed for 优秀学员; only the first time counts. @returns `false` if the grades were sent back meanwhile */
  async post(classId: string, release: string, set: Required<Pick<GradingRow, 'postedAt' | 'postedUntilOn'>>) {
    await this.#gradings.updateOne({ _id: classId, state: 'released', release, postedAt: absent() }, { $set: set });
    const row = await this.byClass(classId);
    return row?.release === release && row.postedAt !== undefined;
  }

  /** Notes that everybody was shown these postings. */
  async endPosting(posted: readonly { classId: string; release: string }[]): Promise<void> {
    await this.#gradings.updateEach(
      posted.map(({ classId: _id, release }) => ({
        filter: { _id, state: 'released', release },
        change: { $set: { postedToAll: true } },
      })),
    );
  }

  /** Takes a release back, as long as nothing was posted or published; the same update does it once. @returns whether this update did */
  async takeReleaseBack(
    classId: string,
    release: string,
    by: { by: string; byUpdate: string; enteredAt: Date },
  ): Promise<boolean> {
    const mark = 'releasesTakenBack.byUpdate';
    const row = await once(this.#gradings, classId, mark, by.byUpdate, (present) => {
      if (present.release !== release || present.postedAt !== undefined || !isReturnable(present)) return undefined;
      const change = {
        $set: { state: 'confirmed' as const },
        $unset: { release: 1, releasedBy: 1, releasedAt: 1, postedUntilOn: 1, postedToAll: 1 } as const,
        $push: { releasesTakenBack: by },
      };
      return { given: { release, postedAt: absent(), publishedAt: absent() }, change };
    });
    return isNoted(row, mark, by.byUpdate);
  }

  /**
   * Sends confirmed grades back to the evaluation team, as long as nothing was published; the same update does it once.
   * @returns the grading as it stands now; `isSentBackBy` tells whether this update sent it back
   */
  sendBack(
    classId: string,
    by: Pick<SentBackEntry, 'by' | 'byUpdate' | 'enteredAt' | 'reason'>,
  ): Promise<GradingRow | null> {
    return once(this.#gradings, classId, 'sentBack.byUpdate', by.byUpdate, (present) => {
      const { state, proposal, proposedBy, decidedBy, releasedBy, postedAt } = present;
      if (!isReturnable(present)) return undefined;
      const entry: SentBackEntry = {
        ...by,
        proposal,
        proposedBy,
        ...(decidedBy === undefined ? {} : { decidedBy }),
        ...(releasedBy === undefined ? {} : { releasedBy }),
        ...(postedAt === undefined ? {} : { postedAt }),
      };
      const change = {
        $set: { state: 'returned' as const },
        $unset: { release: 1, releasedBy: 1, releasedAt: 1, postedAt: 1, postedUntilOn: 1, postedToAll: 1 } as const,
        $push: { sentBack: entry },
      };
      const posted = postedAt === undefined ? absent() : postedAt;
      return { given: { state, postedAt: posted, publishedAt: absent() }, change };
    });
  }

  /**
   * Has published results graded anew: nobody sees them until they are published again. The same update does it once.
   * @param number - of the reopening, under which the former results are kept
   * @returns the grading as it stands now; `isReopenedBy` tells whether this update reopened it
   */
  reopen(
    classId: string,
    number: number,
    by: Pick<Reopening, 'by' | 'byUpdate' | 'enteredAt' | 'reason'>,
  ): Promise<GradingRow | null> {
    return once(this.#gradings, classId, 'reopened.byUpdate', by.byUpdate, (present) => {
      const { state, proposal, proposedBy, release, publishedAt } = present;
      if (state !== 'published' || release === undefined || publishedAt === undefined) return undefined;
      if (nextReopening(present) !== number) return undefined;
      const entry: Reopening = { ...by, number, ...shownBy(present), proposal, proposedBy, release, publishedAt };
      return {
        given: { state, release, 'reopened.number': not(number) },
        change: { $set: { state: 'returned' as const }, $unset: unshown, $push: { reopened: entry } },
      };
    });
  }

  /**
   * Takes a reopening back, as long as nothing was proposed since: what was published is shown again. The same update does it once.
   * @returns the grading as it stands now; `isReopeningTakenBackBy` tells whether this update did
   */
  takeReopeningBack(
    classId: string,
    by: { by: string; byUpdate: string; enteredAt: Date },
  ): Promise<GradingRow | null> {
    return once(this.#gradings, classId, 'reopeningsTakenBack.byUpdate', by.byUpdate, (present) => {
      const reopening = openReopening(present);
      if (reopening === undefined || present.state !== 'returned' || present.proposal !== reopening.proposal)
        return undefined;
      const { number, proposal, release, releasedBy, releasedAt, publishedAt, postedAt, postedUntilOn } = reopening;
      const posted =
        postedAt === undefined ? {} : { postedAt, postedUntilOn: postedUntilOn ?? '', postedToAll: true as const };
      return {
        given: { state: 'returned', proposal, publishedAt: absent() },
        change: {
          $set: { state: 'published' as const, release, releasedBy, releasedAt, publishedAt, ...posted },
          $push: { reopeningsTakenBack: { number, ...by } },
        },
      };
    });
  }

  /**
   * Sets the time from which trainees see their results; only the first call counts.
   * @returns `false` if this release was taken back meanwhile, or the grades were sent back
   */
  async show(classId: string, release: string, publishedAt: Date): Promise<boolean> {
    await this.#gradings.updateOne(
      { _id: classId, state: 'released', release, publishedAt: absent() },
      { $set: { publishedAt } },
    );
    const row = await this.byClass(classId);
    return row?.release === release && row.publishedAt !== undefined;
  }

  /** Marks these as published: every result is in the outbox. */
  async end(published: readonly { classId: string; release: string }[]): Promise<void> {
    await this.#gradings.updateEach(
      published.map(({ classId: _id, release }) => ({
        filter: { _id, state: 'released', release },
        change: { $set: { state: 'published' } },
      })),
    );
  }
}

/** The key of the card that asks a member of the evaluation team to confirm a proposal. */
export function confirmCardKey(proposal: string, memberId: string): `grade-confirm:${string}` {
  return `grade-confirm:${proposal}:${memberId}`;
}

/** The present proposal as it is kept once another one replaces it. */
export function asFormer(row: GradingRow): FormerProposal {
  const { proposal, proposedBy, proposedAt, changes, tieDecision, decidedBy, decidedAt, returnedBecause } = row;
  return {
    ...{ proposal, proposedBy, proposedAt, changes },
    ...(tieDecision === undefined ? {} : { tieDecision }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
    ...(decidedAt === undefined ? {} : { decidedAt }),
    ...(returnedBecause === undefined ? {} : { returnedBecause }),
  };
}

/** What of a publication is kept with its reopening. */
function shownBy(
  row: GradingRow,
): Pick<Reopening, 'releasedBy' | 'releasedAt' | 'decidedBy' | 'postedAt' | 'postedUntilOn'> {
  const { decidedBy, releasedBy = '', releasedAt = row.proposedAt, postedAt, postedUntilOn } = row;
  return {
    ...{ releasedBy, releasedAt },
    ...(decidedBy === undefined ? {} : { decidedBy }),
    ...(postedAt === undefined ? {} : { postedAt }),
    ...(postedUntilOn === undefined ? {} : { postedUntilOn }),
  };
}

const unshown = {
  release: 1,
  releasedBy: 1,
  releasedAt: 1,
  postedAt: 1,
  postedUntilOn: 1,
  postedToAll: 1,
  publishedAt: 1,
} as const;

/** The number of the reopening that may come next. */
export function nextReopening({ reopened = [] }: Pick<GradingRow, 'reopened'>): number {
  return reopened.length + 1;
}

/** Since which reopening the results are being graded anew, or were; nothing where they stand as they were first published. */
export function openReopening(row: Pick<GradingRow, 'reopened' | 'reopeningsTakenBack'>): Reopening | undefined {
  return standingReopenings(row).at(-1);
}

/** Those that were not taken back, the oldest first. */
export function standingReopenings({
  reopened = [],
  reopeningsTakenBack = [],
}: Pick<GradingRow, 'reopened' | 'reopeningsTakenBack'>): Reopening[] {
  return reopened.filter(({ number }) => !reopeningsTakenBack.some((each) => each.number === number));
}

/** Whether results that were published are being graded anew, so that nobody sees them. */
export function isUnderReview(row: Pick<GradingRow, 'reopened' | 'reopeningsTakenBack' | 'publishedAt'>): boolean {
  return row.publishedAt === undefined && openReopening(row) !== undefined;
}

/** Whether this update had the results graded anew. */
export function isReopenedBy(row: GradingRow | null, updateId: string): row is GradingRow {
  return isNoted(row, 'reopened.byUpdate', updateId);
}

/** Whether this update took that back. */
export function isReopeningTakenBackBy(row: GradingRow | null, updateId: string): row is GradingRow {
  return isNoted(row, 'reopeningsTakenBack.byUpdate', updateId);
}

/** Whether the grades are confirmed, and nobody was shown them. */
function isReturnable({ state, publishedAt }: GradingRow): boolean {
  return (state === 'confirmed' || state === 'released') && publishedAt === undefined;
}

/** Whether this update sent the grades back. */
export function isSentBackBy(row: GradingRow, updateId: string): boolean {
  return isNoted(row, 'sentBack.byUpdate', updateId);
}

/** The key of the card that asks a member of the organisation department to publish what was confirmed by this proposal. */
export function publishCardKey(row: Pick<GradingRow, '_id' | 'proposal'>, cadreId: string): `grade-publish:${string}` {
  return `grade-publish:${row._id}:${row.proposal}:${cadreId}`;
}
