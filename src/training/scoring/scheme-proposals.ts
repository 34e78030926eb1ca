import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';
import type { SchemePoints } from '../class/scheme-versions.ts';

const schemeProposals = rows(
  'schemeProposals',
  {
    classId: text,
    /** All that is to differ from the table of the rule pack. */
    points: list<SchemePoints>(),
    /** Empty where the class has not begun. */
    reason: text,
    /** How many versions the class had when it was proposed. */
    after: number,
    state: oneOf<'draft' | 'asked' | 'confirmed' | 'refused' | 'withdrawn' | 'dropped'>(),
    proposedBy: text,
    at: date,
    /** When it was asked to be confirmed: of several of a class the last one counts. */
    askedAt: optional(date),
    decidedBy: optional(text),
    /** Why it was refused. */
    why: optional(text),
  },
  [{ keys: { classId: 1, state: 1 }, usedBy: 'askedOf, confirmedOf' }],
);

/** A scoring scheme that was shown, and asked to be confirmed. The id is the update that proposed it. */
export type SchemeProposalRow = RowOf<typeof schemeProposals>;

/** Whether a proposal was asked to be confirmed before another one. */
export function isAskedBefore(one: SchemeProposalRow, other: SchemeProposalRow): boolean {
  const apart = (one.askedAt ?? one.at).getTime() - (other.askedAt ?? other.at).getTime();
  return apart < 0 || (apart === 0 && one._id < other._id);
}

export class SchemeProposalStore {
  readonly #proposals: Collection<SchemeProposalRow>;

  constructor(database: Database) {
    this.#proposals = database.of(schemeProposals);
  }

  async keep(row: SchemeProposalRow): Promise<void> {
    await this.#proposals.insertNew(row);
  }

  byId(id: string) {
    return this.#proposals.byId(id);
  }

  /** Those of a class that wait to be confirmed. */
  askedOf(classId: string) {
    return this.#proposals.find({ classId, state: 'asked' });
  }

  /** Those of a class that were confirmed, or are being confirmed at this moment. */
  confirmedOf(classId: string) {
    return this.#proposals.find({ classId, state: 'confirmed' });
  }

  /** Moves a proposal that is in one of the states `from`. @returns as it is now */
  async move(
    id: string,
    from: readonly SchemeProposalRow['state'][],
    change: Pick<SchemeProposalRow, 'state'> & Partial<Pick<SchemeProposalRow, 'decidedBy' | 'why' | 'askedAt'>>,
  ): Promise<SchemeProposalRow | null> {
    await this.#proposals.updateOne({ _id: id, state: among(from) }, { $set: change });
    return this.byId(id);
  }
}
