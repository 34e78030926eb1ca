import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { nextRevision } from '../../store/revised.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text, texts, value } from '../../store/row.ts';
import type { Audience } from '../annual-plan/audience.ts';
import type { Choice } from './elective.ts';

/** What staff changed about an elective. */
export interface ElectiveChange {
  what: 'opened' | 'seats' | 'closing' | 'audience' | 'cancelled';
  from: string;
  to: string;
  by: string;
  byUpdate: string;
  at: Date;
  reason?: string;
}

const electives = rows(
  'electives',
  {
    seats: number,
    /** Until when people choose it. */
    closesAt: date,
    audience: value<Audience>(),
    state: oneOf<'open' | 'cancelled'>(),
    /** Who opened it, and decides about requests. */
    openedBy: text,
    openedAt: date,
    /** In the order in which they were made. */
    choices: list<Choice>(),
    /** Oldest first. */
    changes: list<ElectiveChange>(),
    /** Every update that changed it. */
    updates: texts,
    /** Counts its changes, so that each rests on what it has seen. */
    revision: number,
    /** Why it was cancelled, last. */
    cancelledFor: optional(text),
  },
  [],
);

/** A class that people choose themselves (选学); the id is that of the class. All that is decided about its seats lies in this one row. */
export type ElectiveRow = RowOf<typeof electives>;

export class ElectiveStore {
  readonly #electives: Collection<ElectiveRow>;

  constructor(database: Database) {
    this.#electives = database.of(electives);
  }

  byId(classId: string) {
    return this.#electives.byId(classId);
  }

  /** Those of these classes that are or were open to be chosen. */
  ofClasses(classIds: readonly string[]) {
    return this.#electives.find({ _id: among(classIds) }, { sort: { _id: 1 } });
  }

  /** Opens a class, also one whose enrolment was cancelled; the same update does it once. @returns it as it is now */
  async open(
    wanted: Pick<ElectiveRow, '_id' | 'seats' | 'closesAt' | 'audience' | 'openedBy' | 'openedAt'>,
    change: ElectiveChange,
  ): Promise<ElectiveRow | null> {
    const { _id, ...fields } = wanted;
    const { byUpdate } = change;
    const first = {
      ...wanted,
      state: 'open' as const,
      choices: [],
      changes: [change],
      updates: [byUpdate],
      revision: 0,
    };
    if (await this.#electives.insertNew(first)) return first;
    return this.act(_id, byUpdate, ({ state, changes }) =>
      state === 'cancelled' ? { ...fields, state: 'open', changes: [...changes, change] } : undefined,
    );
  }

  /**
   * Changes an elective once for an update, which may do it again after a crash.
   * @param decide - what it becomes, resting on what it is; nothing for no change
   * @returns the elective as it is now; its `updates` tell whether this update changed it
   */
  act(
    classId: string,
    updateId: string,
    decide: (present: ElectiveRow) => Partial<Omit<ElectiveRow, '_id' | 'updates' | 'revision'>> | undefined,
  ): Promise<ElectiveRow | null> {
    return once(this.#electives, classId, 'updates', updateId, (present) => {
      const change = decide(present);
      if (change === undefined) return undefined;
      return nextRevision(present, updateId, change, {});
    });
  }
}
