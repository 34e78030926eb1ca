import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { nextRevision } from '../../store/revised.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text, texts, value } from '../../store/row.ts';
import type { Candidacy, Round } from './election.ts';

/** What staff or the rules did with an election. */
export interface ElectionEntry {
  what: 'opened' | 'nominatesUntil' | 'votesUntil' | 'confirmed' | 'refused' | 'cancelled';
  by: string;
  byUpdate: string;
  at: Date;
  words?: string;
}

const elections = rows(
  'elections',
  {
    classId: text,
    /** From 1, within the class. */
    number,
    /** `counted`: waits for the school. `ended`: confirmed. `over`: cancelled, refused, or nobody stood. */
    state: oneOf<'nominating' | 'voting' | 'counted' | 'ended' | 'over'>(),
    posts: texts,
    nominatesUntil: date,
    votesUntil: date,
    candidacies: list<Candidacy>(),
    rounds: list<Round>(),
    openedBy: text,
    openedAt: date,
    /** Oldest first. */
    entries: list<ElectionEntry>(),
    /** Every update, or step of a job, that changed it. */
    updates: texts,
    /** Counts its changes, so that each rests on what it has seen. */
    revision: number,
    overFor: optional(value<{ reason: 'cancelled' | 'refused' | 'nobody' | 'fewVoters'; words: string }>()),
  },
  [
    { keys: { classId: 1, number: 1 }, unique: true, usedBy: 'ofClass' },
    { keys: { state: 1 }, usedBy: 'goingOn' },
  ],
);

/** The election of a class committee; the id is `<class>:<number>`. All that is decided about it lies in this one row; votes do not. */
export type ElectionRow = RowOf<typeof elections>;

export class ElectionStore {
  readonly #elections: Collection<ElectionRow>;

  constructor(database: Database) {
    this.#elections = database.of(elections);
  }

  byId(id: string) {
    return this.#elections.byId(id);
  }

  /** Oldest first. */
  ofClass(classId: string) {
    return this.#elections.find({ classId }, { sort: { number: 1 } });
  }

  /** Those that are not ended. */
  goingOn() {
    return this.#elections.find({ state: among(['nominating', 'voting', 'counted']) }, { sort: { _id: 1 } });
  }

  /** Opens the next election of a class, unless one goes on; the same update does it once. @returns whether this update did */
  async open(
    wanted: Pick<ElectionRow, 'classId' | 'posts' | 'nominatesUntil' | 'votesUntil' | 'openedBy' | 'openedAt'>,
    entry: ElectionEntry,
  ): Promise<ElectionRow | undefined> {
    for (;;) {
      const before = await this.ofClass(wanted.classId);
      const mine = before.find(({ updates }) => updates[0] === entry.byUpdate);
      if (mine !== undefined) return mine;
      const last = before.at(-1);
      if (last !== undefined && isGoingOn(last)) return undefined;
      const number = (last?.number ?? 0) + 1;
      const row: ElectionRow = {
        ...{ ...wanted, _id: `${wanted.classId}:${number}`, number, state: 'nominating', candidacies: [], rounds: [] },
        ...{ entries: [entry], updates: [entry.byUpdate], revision: 0 },
      };
      if (await this.#elections.insertNew(row)) return row;
    }
  }

  /**
   * Changes an election once for an update, which may do it again after a crash.
   * @param decide - what it becomes, resting on what it is; nothing for no change
   * @returns the election as it is now; its `updates` tell whether this update changed it
   */
  act(
    id: string,
    updateId: string,
    decide: (present: ElectionRow) => Partial<Omit<ElectionRow, '_id' | 'updates' | 'revision'>> | undefined,
  ): Promise<ElectionRow | null> {
    return once(this.#elections, id, 'updates', updateId, (present) => {
      const change = decide(present);
      if (change === undefined) return undefined;
      return nextRevision(present, updateId, change, {});
    });
  }
}

export function isGoingOn({ state }: Pick<ElectionRow, 'state'>): boolean {
  return state === 'nominating' || state === 'voting' || state === 'counted';
}
